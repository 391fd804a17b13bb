use crate::server::{Server, header};
use json_lines_client::mock::{MockResponse, MockServer};
use json_lines_client::{Client, Error};
use serde_json::json;
use wiremock::ResponseTemplate;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, Error> {
    Client::builder().base_url(server.url()).build()
}

async fn lines(body: &str, media_type: &str) -> Server {
    Server::responding(ResponseTemplate::new(200).set_body_raw(body, media_type)).await
}

#[tokio::test]
async fn values_are_read_line_by_line() -> Tested {
    let body = "{\"from\":\"Ada\"}\r\n\n{\"from\":1}\n{\"from\":\"Bob\"}";
    let server = lines(body, "application/x-ndjson").await;
    let mut letters = client(&server)?.export_letters().await?;
    assert_eq!(letters.next().await.expect("a line")?.from, "Ada");
    let error = letters.next().await.expect("a line").expect_err("1 is not a name");
    assert!(error.to_string().contains("$.from"), "{error}");
    assert_eq!(error.body(), Some(&b"{\"from\":1}"[..]));
    assert_eq!(letters.next().await.expect("a line")?.from, "Bob");
    assert!(letters.next().await.is_none());
    assert_eq!(
        header(&server.request().await, "accept"),
        Some("application/x-ndjson")
    );
    Ok(())
}

#[tokio::test]
async fn the_caller_chooses_between_the_complete_response_and_lines() -> Tested {
    let server = Server::json(200, &json!([{"from": "Ada"}])).await;
    assert_eq!(client(&server)?.search_letters().await?[0].from, "Ada");

    let server = lines("{\"from\":\"Ada\"}\n", "application/jsonl").await;
    let call = client(&server)?.search_letters().stream_lines();
    let mut letters = call.await?.into_inner();
    assert_eq!(letters.next().await.expect("a line")?.from, "Ada");
    assert_eq!(
        header(&server.request().await, "accept"),
        Some("application/jsonl")
    );
    Ok(())
}

#[test]
fn lines_may_be_iterated_over_without_a_runtime() -> Tested {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    let lines = "{\"from\":\"Ada\"}\n{\"from\":1}\n{\"from\":\"Bob\"}\n";
    let response = MockResponse::new(200).bytes("application/jsonl", lines);
    server.search_letters().respond_with(response);
    let mut letters = client.search_letters().stream_lines_blocking()?.into_inner();
    assert_eq!(letters.next().expect("a line")?.from, "Ada");
    let error = letters.next().expect("a line").expect_err("1 is not a name");
    assert!(error.to_string().contains("$.from"), "{error}");
    assert_eq!(letters.next().expect("a line")?.from, "Bob");
    assert!(letters.next().is_none());

    let response = MockResponse::new(200).bytes("application/x-ndjson", lines);
    server.export_letters().respond_with(response);
    let letters = client.export_letters().call_blocking()?.blocking();
    assert_eq!(letters.filter_map(Result::ok).count(), 2);
    Ok(())
}

#[tokio::test]
async fn lines_may_be_iterated_over_in_asynchronous_code() -> Tested {
    let server = MockServer::new()?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    // More lines than a task may read without yielding.
    let lines = "{\"from\":\"Ada\"}\n".repeat(100_000);
    let response = MockResponse::new(200).bytes("application/jsonl", lines);
    server.search_letters().respond_with(response);
    let letters = client.search_letters().stream_lines_blocking()?.into_inner();
    assert_eq!(letters.filter_map(Result::ok).count(), 100_000);
    Ok(())
}
