use crate::server::Server;
use nested_inline_object_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, nested_inline_object_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn inner_objects_are_separate_types() -> Result<(), Box<dyn Error>> {
    let body = json!({"berth": {"pier": "C", "depth": {"metres": 7.25}}});
    let server = Server::json(200, &body).await;
    let ship = client(&server)?.get_ship().await?;
    assert_eq!(server.request_line().await, "GET /ship");
    assert_eq!(ship.berth.pier, "C");
    assert_eq!(
        ship.berth.depth.as_ref().map(|depth| depth.metres),
        Some(7.25)
    );
    assert_eq!(serde_json::to_value(&ship)?, body);
    Ok(())
}

#[tokio::test]
async fn an_invalid_value_is_reported_by_path() -> Result<(), Box<dyn Error>> {
    let body = json!({"berth": {"pier": "C", "depth": {"metres": "deep"}}});
    let server = Server::json(200, &body).await;
    let error = client(&server)?
        .get_ship()
        .await
        .expect_err("the depth is a string");
    assert!(
        error.to_string().contains("$.berth.depth.metres"),
        "{error}"
    );
    Ok(())
}
