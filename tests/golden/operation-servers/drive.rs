use crate::server::Server;
use operation_servers_client::Client;
use operation_servers_client::operations::PutFileHostPortUpServer;
use std::error::Error;
use wiremock::ResponseTemplate;

#[tokio::test]
async fn an_operation_may_have_its_own_server() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    let error = client.put_file().await.unwrap_err();
    // No server listens on this port.
    assert!(error.is_connect(), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_configured_base_url_applies_to_every_operation() -> Result<(), Box<dyn Error>> {
    let response = || Server::responding(ResponseTemplate::new(204));
    let server = response().await;
    let client = |server: &Server| Client::builder().base_url(format!("{}/x", server.url())).build();
    client(&server)?.put_file().await?;
    assert_eq!(server.request_line().await, "PUT /x/files");
    let server = response().await;
    client(&server)?.list_reports().await?;
    assert_eq!(server.request_line().await, "GET /x/reports");
    let server = response().await;
    client(&server)?.list_items().await?;
    assert_eq!(server.request_line().await, "GET /x/items");
    Ok(())
}

#[tokio::test]
async fn an_operation_is_sent_to_the_server_selected_for_it() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let url = server.url();
    let port = url.rsplit(':').next().unwrap_or_default();
    let client = Client::builder().build()?;
    let chosen = PutFileHostPortUpServer::new().port(port);
    client.put_file().on_server(chosen.clone()).await?;
    assert_eq!(server.request_line().await, "PUT /up/files");

    let other = Server::responding(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(other.url()).build()?;
    client.put_file().on_server(chosen).await?;
    assert_eq!(other.request_line().await, "PUT /files");
    Ok(())
}

#[tokio::test]
async fn a_variable_of_a_server_cannot_change_the_host() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    let server = PutFileHostPortUpServer::new().host("127.0.0.1/@evil.example");
    let error = client.put_file().on_server(server).await.unwrap_err();
    assert!(matches!(error, operation_servers_client::Error::InvalidRequest(_)), "{error}");
    Ok(())
}
