use crate::server::{Server, header};
use security_alternatives_client::Client;
use std::error::Error;

async fn server() -> Server {
    Server::responding(wiremock::ResponseTemplate::new(204)).await
}

#[tokio::test]
async fn the_first_complete_alternative_is_sent() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    let client = Client::builder()
        .ticket("t1")
        .token("abc")
        .name("Ada")
        .base_url(server.url())
        .build()?;
    client.pass().await?;
    let request = server.request().await;
    assert_eq!(server.request_line().await, "GET /gate");
    assert_eq!(header(&request, "cookie"), Some("ticket=t1"));
    assert_eq!(header(&request, "authorization"), None);
    Ok(())
}

#[tokio::test]
async fn another_alternative_is_sent_if_the_first_is_incomplete() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    let client = Client::builder()
        .token("abc")
        .name("Ada")
        .base_url(server.url())
        .build()?;
    client.pass().await?;
    let request = server.request().await;
    assert_eq!(header(&request, "authorization"), Some("Bearer abc"));
    assert_eq!(header(&request, "x-name"), Some("Ada"));
    assert_eq!(header(&request, "cookie"), None);
    Ok(())
}

#[tokio::test]
async fn all_alternatives_are_named_if_none_is_complete() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    let client = Client::builder()
        .token("abc")
        .base_url(server.url())
        .build()?;
    let error = client.pass().await.expect_err("a name is missing");
    let message = error.to_string();
    assert!(
        message.ends_with("Ticket (call `ClientBuilder::ticket`), or Name and Token (Name is missing: call `ClientBuilder::name`)"),
        "{message}"
    );
    assert!(server.requests().await.is_empty());
    Ok(())
}

#[tokio::test]
async fn optional_credentials_may_be_omitted() -> Result<(), Box<dyn Error>> {
    let server = server().await;
    Client::builder()
        .base_url(server.url())
        .build()?
        .look()
        .await?;
    assert_eq!(header(&server.request().await, "cookie"), None);
    Ok(())
}
