use crate::server::{Server, header};
use header_and_cookie_parameters_client::Client;
use std::error::Error;

#[tokio::test]
async fn headers_and_cookies_are_sent() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client
        .open("q7")
        .x_colours(&["red", "blue"])
        .visit(3)
        .await?;
    let request = server.request().await;
    assert_eq!(server.request_line().await, "POST /door");
    assert_eq!(header(&request, "x-request-code"), Some("q7"));
    assert_eq!(header(&request, "x-colours"), Some("red,blue"));
    assert_eq!(header(&request, "cookie"), Some("visit=3"));
    Ok(())
}

#[tokio::test]
async fn a_value_that_would_add_a_header_is_rejected() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(wiremock::ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let error = client
        .open("q7\r\nx-admin: 1")
        .await
        .expect_err("a header cannot contain a line break");
    assert!(error.to_string().contains("X-Request-Code"), "{error}");
    assert!(server.requests().await.is_empty());
    Ok(())
}
