use crate::server::Server;
use read_only_client::{Client, types::Car};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, read_only_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn read_only_members_are_read_and_not_sent() -> Result<(), Box<dyn Error>> {
    let body = json!({
        "plate": "AB 1", "id": "c1", "seen_at": 7, "version": 2, "sold_at": null, "state": "parked", "origin": null,
        "wheels": [{"serial": "w1", "size": 17}], "history": {"a": {"serial": "w2", "size": 18}},
    });
    let server = Server::json(200, &body).await;
    let car = client(&server)?
        .put_car(&Car::new("k", "AB 1").with_pin("0000"))
        .await?;
    assert_eq!(server.request_line().await, "PUT /car");
    assert_eq!(
        crate::server::json_body(&server.request().await),
        json!({"plate": "AB 1", "key": "k", "pin": "0000"})
    );
    assert_eq!((car.seen_at, &car.pin, &car.key), (Some(7), &None, &None));
    assert_eq!(car.id.as_deref(), Some("c1"));
    assert_eq!(serde_json::to_value(&car)?, body);

    let server = Server::json(200, &body).await;
    client(&server)?.put_car(&car).await?;
    assert_eq!(
        crate::server::json_body(&server.request().await),
        json!({"plate": "AB 1", "wheels": [{"size": 17}], "history": {"a": {"size": 18}}})
    );
    assert_eq!(serde_json::to_value(&car)?, body);
    Ok(())
}

#[tokio::test]
async fn a_type_of_responses_alone_requires_its_read_only_members() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"id": "g1"})).await;
    let id: String = client(&server)?.get_garage().await?.id;
    assert_eq!(id, "g1");
    let server = Server::json(200, &json!({})).await;
    assert!(client(&server)?.get_garage().await.is_err());
    Ok(())
}
