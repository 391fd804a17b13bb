use crate::server::Server;
use lenient_client::Client;
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn valid_parts_can_be_used() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"count": 1, "first": {"name": "Rex"}})).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let pets = client.get_pets().await?;
    assert_eq!(pets.count, 1);
    assert_eq!(pets.first, Some(json!({"name": "Rex"})));
    Ok(())
}
