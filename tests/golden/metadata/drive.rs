use crate::server::Server;
use farm_animals::Client;
use std::error::Error;

#[tokio::test]
async fn the_package_has_the_configured_name_and_version() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client.open_gate().await?;
    let agent = server.request().await.headers["user-agent"].to_str()?.to_owned();
    assert!(agent.contains("farm-animals/1.2.0"), "{agent}");
    Ok(())
}
