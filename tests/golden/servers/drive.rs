use servers_client::{Client, LocalhostPortBaseServer, RegionExampleComVersionServer, RegionExampleComVersionServerRegion, Server};
use std::error::Error;

#[tokio::test]
async fn the_path_of_the_base_url_is_kept() -> Result<(), Box<dyn Error>> {
    for slash in ["", "/"] {
        let server = crate::server::Server::responding(wiremock::ResponseTemplate::new(204)).await;
        let base = format!("{}/v9{slash}", server.url());
        Client::builder().base_url(base).build()?.ping().await?;
        assert_eq!(server.request_line().await, "GET /v9/ping");
    }
    Ok(())
}

#[test]
fn the_first_server_is_the_default() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().build()?;
    assert!(
        format!("{client:?}").contains("https://eu.example.com/v1"),
        "{client:?}"
    );
    Ok(())
}

/// Returns the URL that calls of a client are sent to.
fn shown(server: impl Into<servers_client::Server>) -> Result<String, Box<dyn Error>> {
    let client = Client::builder().server(server).build()?;
    let shown = format!("{client:?}");
    let (_, url) = shown.split_once("base_url: \"").unwrap_or_default();
    Ok(url.split('"').next().unwrap_or_default().to_owned())
}

#[test]
fn a_server_and_its_variables_can_be_selected() -> Result<(), Box<dyn Error>> {
    let nearest = RegionExampleComVersionServer::new;
    assert_eq!(shown(nearest())?, "https://eu.example.com/v1");
    let american = nearest().region(RegionExampleComVersionServerRegion::Us).version("v2/x");
    assert_eq!(shown(american)?, "https://us.example.com/v2/x");
    assert_eq!(shown(Server::ExampleCom)?, "https://example.com/");
    Ok(())
}

#[tokio::test]
async fn a_variable_without_a_default_is_required() -> Result<(), Box<dyn Error>> {
    let server = crate::server::Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let url = server.url();
    let port = url.rsplit(':').next().unwrap_or_default();
    let own = LocalhostPortBaseServer::new(port).base("/v3");
    Client::builder().server(own).build()?.ping().await?;
    assert_eq!(server.request_line().await, "GET /v3/ping");
    Ok(())
}

#[test]
fn a_value_that_would_change_other_parts_of_the_url_is_rejected() {
    for port in ["80@evil.example", "80/x", "80?", "8 0"] {
        let error = Client::builder().server(LocalhostPortBaseServer::new(port)).build();
        let error = error.expect_err("an error").to_string();
        assert!(error.contains("variable `port` of the server http://localhost:{port}{base}"), "{error}");
    }
}
