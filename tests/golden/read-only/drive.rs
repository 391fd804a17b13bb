use crate::server::Server;
use read_only_client::{Client, types::Car};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, read_only_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn read_only_members_are_read() -> Result<(), Box<dyn Error>> {
    let body = json!({"plate": "AB 1", "id": "c1", "seen_at": 7});
    let server = Server::json(200, &body).await;
    let car = client(&server)?
        .put_car(&Car::new("c1", "k", "AB 1").with_pin("0000"))
        .await?;
    assert_eq!(server.request_line().await, "PUT /car");
    assert_eq!(
        crate::server::json_body(&server.request().await),
        json!({"plate": "AB 1", "id": "c1", "key": "k", "pin": "0000"})
    );
    assert_eq!((car.seen_at, &car.pin, &car.key), (Some(7), &None, &None));
    assert_eq!(serde_json::to_value(&car)?, body);
    Ok(())
}
