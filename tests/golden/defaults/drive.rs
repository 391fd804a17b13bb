use crate::server::Server;
use defaults_client::{Client, types::Lamp};
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, defaults_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn a_default_is_never_filled_in() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({})).await;
    let lamp = client(&server)?.put_lamp(&Lamp::new()).await?;
    assert_eq!(server.request_line().await, "PUT /lamp");
    assert_eq!(crate::server::json_body(&server.request().await), json!({}));
    assert_eq!(lamp, Lamp::new());
    Ok(())
}

#[tokio::test]
async fn a_default_can_be_read() -> Result<(), Box<dyn Error>> {
    let body = json!({"brightness": Lamp::DEFAULT_BRIGHTNESS, "colour": Lamp::DEFAULT_COLOUR});
    assert_eq!(body, json!({"brightness": 80, "colour": "white"}));
    Ok(())
}
