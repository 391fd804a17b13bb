//! The length of empty bodies, codings, and the media types of responses.

use std::time::Duration;

use serde_json::{Value, json};

use super::api;
use super::server::{CannedResponse, Server, respond, respond_with};
use crate::runtime::body::decode;
use crate::runtime::{Body, Core, Error, Method, Operation, RetryPolicy};

macro_rules! operations {
    ($($name:ident: $method:ident,)*) => {
        $(static $name: Operation = operation(Method::$method);)*
    };
}

operations! { DELETE: DELETE, GET: GET, PATCH: PATCH, POST: POST, PUT: PUT, }

const fn operation(method: Method) -> Operation {
    Operation {
        id: "act",
        method,
        path: "/act",
        security: &[],
        accept: "application/json, application/json;stream=watch;v=2",
    }
}

/// Returns the declared lengths of the bodies of `count` requests that the server received.
fn lengths(server: &Server, count: usize) -> Vec<Option<String>> {
    let requests = (0..count).map(|_| server.request());
    requests
        .map(|request| {
            let mut lines = request.lines();
            lines.find_map(|line| Some(line.strip_prefix("content-length: ")?.to_owned()))
        })
        .collect()
}

async fn length(operation: &'static Operation, body: Option<Body>) -> Option<String> {
    let server = Server::json("200 OK", "{}");
    let mut request = api::core(&server.url).request(operation);
    if let Some(body) = body {
        request.body("text/plain", body);
    }
    request.send(decode::empty).await.expect("a response");
    lengths(&server, 1).remove(0)
}

#[tokio::test]
async fn an_empty_body_has_a_length_if_the_method_anticipates_content() {
    for operation in [&POST, &PUT, &PATCH] {
        let zero = Some("0".to_owned());
        assert_eq!(length(operation, None).await, zero);
        assert_eq!(length(operation, Some(Vec::new().into())).await, zero);
        assert_eq!(length(operation, Some("".into())).await, zero);
        assert_eq!(
            length(operation, Some("ab".into())).await,
            Some("2".to_owned())
        );
    }
    for operation in [&GET, &DELETE] {
        assert_eq!(length(operation, None).await, None);
    }
}

#[tokio::test]
async fn retries_and_redirects_with_the_same_method_declare_an_empty_body_again() {
    let again = Duration::from_millis(1);
    let server = Server::start(vec![
        respond("503 Service Unavailable", "text/plain", ""),
        respond_with("307 Temporary Redirect", "location: /next\r\n", ""),
        respond_with("303 See Other", "location: /result\r\n", ""),
        respond("200 OK", "application/json", "{}"),
    ]);
    let policy = RetryPolicy::default().backoff(again, again);
    let core = api::builder(&server.url).retry(policy).build();
    let request = core.expect("a core").request(&PUT);
    request.send(decode::empty).await.expect("a response");
    let zero = || Some("0".to_owned());
    assert_eq!(lengths(&server, 4), [zero(), zero(), zero(), None]);
}

#[tokio::test]
async fn a_length_and_a_coding_of_the_caller_are_kept() {
    let server = Server::json("200 OK", "{}");
    let mut request = api::core(&server.url).request(&POST);
    request.set_header("content-length", "0");
    request.set_header("accept-encoding", "br");
    request.send(decode::empty).await.expect("a response");
    let request = server.request();
    assert_eq!(
        request.matches("content-length: 0\r\n").count(),
        1,
        "{request}"
    );
    assert!(request.contains("accept-encoding: br\r\n"), "{request}");
    assert!(!request.contains("identity"), "{request}");
}

async fn received(core: &Core, undecoded: &'static [&'static str]) -> Result<Value, String> {
    let mut request = core.request(&GET);
    request.refuse_types(undecoded);
    match request.send(decode::json).await {
        Ok(response) => Ok(response.into_inner()),
        Err(Error::Decode(error)) => Err(error.to_string()),
        Err(other) => panic!("{other}"),
    }
}

async fn response_of(headers: &str, undecoded: &'static [&'static str]) -> Result<Value, String> {
    let response = respond_with("200 OK", headers, "{\"a\":1}");
    let server = Server::start(vec![response]);
    received(&api::core(&server.url), undecoded).await
}

#[tokio::test]
async fn a_response_with_an_unrequested_coding_is_an_error_that_names_it() {
    for (headers, coding) in [
        ("content-encoding: br\r\n", "br"),
        ("content-encoding: identity, zstd\r\n", "zstd"),
    ] {
        let error = response_of(headers, &[]).await.expect_err("an error");
        assert!(
            error.contains(&format!("compressed with {coding}")),
            "{error}"
        );
    }
    // The HTTP client of the tests decodes `gzip`, but not its older name.
    let error = response_of("content-encoding: x-gzip\r\n", &[]).await;
    let error = error.expect_err("an error");
    assert!(
        error.contains("x-gzip") && error.contains("the feature `gzip`"),
        "{error}"
    );
    let plain = response_of("content-encoding: identity\r\n", &[]).await;
    assert_eq!(plain, Ok(json!({"a": 1})));
    let server = Server::start(vec![respond_with(
        "200 OK",
        "content-encoding: br\r\n",
        "x",
    )]);
    let request = api::core(&server.url).request(&GET);
    let stream = request.json_lines::<Value>().await;
    let error = stream.expect_err("an error").to_string();
    assert!(error.contains("compressed with br"), "{error}");
}

#[tokio::test]
async fn bytes_are_returned_as_they_were_received_whatever_their_coding() {
    let response = respond_with("200 OK", "content-encoding: br\r\n", "x");
    let server = Server::start(vec![response]);
    let request = api::core(&server.url).request(&GET);
    let bytes = request.send(decode::bytes).await.expect("a response");
    assert_eq!(bytes.into_inner(), b"x");
}

#[tokio::test]
async fn a_declared_media_type_with_another_schema_is_not_decoded() {
    let undecoded = &["application/json;stream=watch", "application/octet-stream"];
    for refused in [
        "content-type: application/json;stream=watch\r\n",
        "content-type: Application/JSON; charset=utf-8; stream=\"Watch\"\r\n",
        "content-type: application/octet-stream\r\n",
    ] {
        let error = response_of(refused, undecoded).await.expect_err(refused);
        assert!(error.contains("stream_bytes"), "{error}");
    }
    for decoded in [
        "",
        "content-type: application/json\r\n",
        "content-type: application/json; charset=utf-8\r\n",
        "content-type: application/json; stream=other\r\n",
        "content-type: application/json; stream=watch; v=2\r\n",
        "content-type: text/plain\r\n",
    ] {
        let body = response_of(decoded, undecoded).await;
        assert_eq!(body, Ok(json!({"a": 1})), "{decoded}");
    }
}

#[tokio::test]
async fn a_range_is_less_specific_than_a_media_type() {
    let refused = response_of("content-type: application/xml\r\n", &["application/*"]).await;
    assert!(
        refused
            .expect_err("an error")
            .contains("received application/xml")
    );
    let decoded = response_of(
        "content-type: application/json\r\n",
        &["application/*", "*/*"],
    )
    .await;
    assert_eq!(decoded, Ok(json!({"a": 1})));
}

#[tokio::test]
async fn a_client_of_the_caller_negotiates_codings_itself() {
    let server = Server::start(vec![CannedResponse::Bytes(
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}".to_vec(),
    )]);
    let core = api::builder(&server.url)
        .http_client(reqwest::Client::new())
        .build();
    received(&core.expect("a core"), &[])
        .await
        .expect("a response");
    assert!(!server.request().contains("accept-encoding: identity"));
}
