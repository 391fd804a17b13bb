use crate::server::{Server, header};
use binary_stream_client::mock::{MockResponse, MockServer};
use binary_stream_client::{Client, Error};
use serde_json::json;
use std::time::Duration;
use wiremock::ResponseTemplate;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, Error> {
    Client::builder().base_url(server.url()).build()
}

async fn picture() -> (Server, Vec<u8>) {
    let picture: Vec<u8> = (0..1_000_000_u32).map(|index| index as u8).collect();
    let template = ResponseTemplate::new(200).set_body_raw(picture.clone(), "image/png");
    (Server::responding(template).await, picture)
}

#[tokio::test]
async fn a_body_is_read_as_a_stream_or_completely() -> Tested {
    let (server, picture) = picture().await;
    let client = client(&server)?;
    let response = client.fetch_picture("p1").stream_bytes().await?;
    assert_eq!(response.header("content-type"), Some("image/png"));
    let mut body = response.into_inner();
    let (mut read, mut chunks) = (Vec::new(), 0);
    while let Some(chunk) = body.next().await {
        read.extend_from_slice(&chunk?);
        chunks += 1;
    }
    assert!(read == picture);
    assert!(chunks > 1, "the body was one chunk");
    assert!(body.next().await.is_none());

    let body = client.fetch_picture("p1").stream_bytes().await?.into_inner();
    assert!(body.collect().await? == picture);
    assert!(client.fetch_picture("p1").await? == picture);
    for request in server.requests().await {
        assert_eq!(header(&request, "accept"), Some("image/png"));
    }
    Ok(())
}

#[tokio::test]
async fn a_failure_is_returned_instead_of_a_stream() -> Tested {
    let server = Server::json(404, &json!({"why": "it was sold"})).await;
    let call = client(&server)?.fetch_picture("p1").stream_bytes();
    let error = call.await.expect_err("there is none");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.body(), Some(&b"{\"why\":\"it was sold\"}"[..]));
    Ok(())
}

#[test]
fn a_body_may_be_iterated_over_without_a_runtime() -> Tested {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let picture: Vec<u8> = (0..1_000_000_u32).map(|index| index as u8).collect();
    server.fetch_picture().respond_with(MockResponse::new(200).bytes("image/png", picture.clone()));
    let chunks = client.fetch_picture("p1").stream_bytes_blocking()?.into_inner();
    let chunks: Result<Vec<_>, _> = chunks.collect();
    assert!(chunks?.concat() == picture);
    assert!(client.fetch_picture("p1").call_blocking()? == picture);

    let template = MockResponse::new(200).bytes("image/png", picture).delay(Duration::from_millis(50));
    server.fetch_picture().respond_with(template);
    let call = client.fetch_picture("p1").timeout(Duration::from_millis(5));
    let error = call.stream_bytes_blocking().expect_err("the body is delayed");
    assert!(error.is_timeout(), "{error}");
    Ok(())
}
