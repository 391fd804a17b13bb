use crate::server::Server;
use group_by_extension_client::Client;
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn an_extension_names_the_group() -> Result<(), Box<dyn Error>> {
    let body = json!({"field": {"name": "North"}});
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    assert_eq!(serde_json::to_value(client.cows().get().await?)?, body);
    assert_eq!(serde_json::to_value(client.hens().first().await?)?, body);
    client.gates().get().await?;
    Ok(())
}
