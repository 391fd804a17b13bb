use crate::server::Server;
use operation_servers_client::Client;
use std::error::Error;
use wiremock::ResponseTemplate;

#[tokio::test]
async fn an_operation_has_a_server_of_its_own() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    let error = client.put_file().await.unwrap_err();
    // Nothing listens on this port.
    assert!(error.is_connect(), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_base_url_of_the_caller_counts_for_every_operation() -> Result<(), Box<dyn Error>> {
    let answer = || Server::answering(ResponseTemplate::new(204));
    let server = answer().await;
    let client = |server: &Server| Client::builder().base_url(format!("{}/x", server.url())).build();
    client(&server)?.put_file().await?;
    assert_eq!(server.request_line().await, "PUT /x/files");
    let server = answer().await;
    client(&server)?.list_reports().await?;
    assert_eq!(server.request_line().await, "GET /x/reports");
    let server = answer().await;
    client(&server)?.list_items().await?;
    assert_eq!(server.request_line().await, "GET /x/items");
    Ok(())
}
