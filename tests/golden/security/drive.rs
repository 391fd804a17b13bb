use crate::server::{Server, header};
use security_client::{Client, Error};
use std::error;

async fn server() -> Server {
    Server::responding(wiremock::ResponseTemplate::new(204)).await
}

#[tokio::test]
async fn all_schemes_of_a_requirement_are_sent() -> Result<(), Box<dyn error::Error>> {
    let server = server().await;
    let client = Client::builder()
        .key("k-1")
        .code("4 2")
        .person("Ada", "pw")
        .base_url(server.url())
        .build()?;
    client.get_gold().await?;
    let request = server.request().await;
    assert_eq!(server.request_line().await, "GET /gold?code=4%202");
    assert_eq!(header(&request, "x-key"), Some("k-1"));
    assert_eq!(header(&request, "authorization"), None);
    Ok(())
}

#[tokio::test]
async fn an_operation_may_have_its_own_requirement() -> Result<(), Box<dyn error::Error>> {
    let server = server().await;
    let client = Client::builder()
        .key("k-1")
        .person("Ada", "pw")
        .base_url(server.url())
        .build()?;
    client.get_silver().await?;
    let request = server.request().await;
    assert_eq!(header(&request, "authorization"), Some("Basic QWRhOnB3"));
    assert_eq!(header(&request, "x-key"), None);
    Ok(())
}

#[tokio::test]
async fn an_operation_without_a_requirement_has_no_credentials() -> Result<(), Box<dyn error::Error>>
{
    let server = server().await;
    let client = Client::builder()
        .key("k-1")
        .code("42")
        .base_url(server.url())
        .build()?;
    client.get_hours().await?;
    assert_eq!(server.request_line().await, "GET /hours");
    assert_eq!(header(&server.request().await, "x-key"), None);
    Ok(())
}

#[tokio::test]
async fn missing_credentials_are_named_and_nothing_is_sent() -> Result<(), Box<dyn error::Error>> {
    let server = server().await;
    let client = Client::builder()
        .key("k-1")
        .base_url(server.url())
        .build()?;
    let error = client.get_gold().await.expect_err("the code is missing");
    let Error::MissingCredentials(missing) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(missing.alternatives()[0].missing(), ["Code"]);
    assert!(server.requests().await.is_empty());
    Ok(())
}
