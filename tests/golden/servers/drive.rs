use crate::server::Server;
use servers_client::Client;
use std::error::Error;

#[tokio::test]
async fn a_path_of_the_base_url_stays_in_front() -> Result<(), Box<dyn Error>> {
    for slash in ["", "/"] {
        let server = Server::answering(wiremock::ResponseTemplate::new(204)).await;
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
