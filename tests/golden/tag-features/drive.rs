use crate::server::Server;
use serde_json::json;
use std::error::Error;
use tag_features_client::Client;

#[tokio::test]
async fn all_tags_are_enabled_by_default() -> Result<(), Box<dyn Error>> {
    let body = json!({"field": {"name": "North"}});
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    assert_eq!(serde_json::to_value(client.get_cow().await?)?, body);
    assert_eq!(serde_json::to_value(client.get_hen().await?)?, body);
    client.get_gate().await?;
    Ok(())
}
