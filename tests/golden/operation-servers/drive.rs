use crate::server::Server;
use operation_servers_client::Client;
use operation_servers_client::operations::PutFileHostPortUpServer;
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

#[tokio::test]
async fn an_operation_goes_to_the_server_that_is_chosen_for_it() -> Result<(), Box<dyn Error>> {
    let server = Server::answering(ResponseTemplate::new(204)).await;
    let url = server.url();
    let port = url.rsplit(':').next().unwrap_or_default();
    let client = Client::builder().build()?;
    let chosen = PutFileHostPortUpServer::new().port(port);
    client.put_file().on_server(chosen.clone()).await?;
    assert_eq!(server.request_line().await, "PUT /up/files");

    let other = Server::answering(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(other.url()).build()?;
    client.put_file().on_server(chosen).await?;
    assert_eq!(other.request_line().await, "PUT /files");
    Ok(())
}

#[tokio::test]
async fn a_variable_of_a_server_cannot_lead_elsewhere() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    let server = PutFileHostPortUpServer::new().host("127.0.0.1/@evil.example");
    let error = client.put_file().on_server(server).await.unwrap_err();
    assert!(matches!(error, operation_servers_client::Error::InvalidRequest(_)), "{error}");
    Ok(())
}
