use crate::server::Server;
use dependencies_client::{Client, semver};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn a_type_may_come_from_a_dependency() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!({"version": "1.2.0-rc.1"})).await;
    let client = Client::builder().base_url(server.url()).build()?;
    assert!(client.get_release().await?.version < semver::Version::new(1, 2, 0));
    Ok(())
}
