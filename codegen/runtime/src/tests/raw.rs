//! Calls of paths that the document does not describe.

use super::api::{self, KEY, VIRTUAL_KEY};
use super::server::{Server, respond};
use crate::runtime::{Error, Method, RawRequest, RetryPolicy};

/// Sends a call prepared by `fill` and returns the received request.
async fn sent(method: Method, path: &str, fill: impl FnOnce(RawRequest) -> RawRequest) -> String {
    let server = Server::json("200 OK", "{}");
    let core = api::core(&format!("{}/v1", server.url));
    let body = fill(core.raw_request(method, path)).await;
    assert_eq!(body.expect("a response"), b"{}");
    server.request()
}

fn first_line(request: &str) -> &str {
    request.lines().next().unwrap_or_default()
}

#[tokio::test]
async fn a_path_is_relative_to_the_base_url_and_all_credentials_are_sent() {
    let request = sent(Method::GET, "/things/4%20?sort=up", |call| {
        call.query("a b", "&").header("x-trace", "7")
    });
    let request = request.await;
    let line = "GET /v1/things/4%20?sort=up&a%20b=%26 HTTP/1.1";
    assert_eq!(first_line(&request), line);
    for header in [
        format!("x-api-key: {KEY}"),
        format!("x-virtual-key: {VIRTUAL_KEY}"),
        "x-trace: 7".to_owned(),
    ] {
        assert!(request.contains(&format!("\r\n{header}\r\n")), "{request}");
    }
}

#[tokio::test]
async fn credentials_can_be_left_out() {
    let request = sent(Method::GET, "/open", RawRequest::without_credentials).await;
    assert!(!request.contains(KEY) && !request.contains(VIRTUAL_KEY));
}

#[tokio::test]
async fn a_placeholder_stays_within_its_segment() {
    let request = sent(Method::DELETE, "/things/{id}/parts", |call| {
        call.path("id", "a/../b")
    });
    let line = "DELETE /v1/things/a%2F..%2Fb/parts HTTP/1.1";
    assert_eq!(first_line(&request.await), line);
}

#[tokio::test]
async fn a_body_is_json_or_of_any_media_type() {
    let request = sent(Method::POST, "/things", |call| call.json(&[1, 2])).await;
    assert!(request.contains("\r\ncontent-type: application/json\r\n"));
    assert!(request.ends_with("\r\n\r\n[1,2]"));
    let request = sent(Method::PUT, "/things", |call| call.body("text/csv", "a,b")).await;
    assert!(request.contains("\r\ncontent-type: text/csv\r\n"));
    assert!(request.ends_with("\r\n\r\na,b"));
}

#[tokio::test]
async fn any_method_can_be_called() {
    let method = Method::from_bytes(b"PURGE").expect("a method");
    for _ in 0..2 {
        let request = sent(method.clone(), "/cache", |call| call).await;
        assert_eq!(first_line(&request), "PURGE /v1/cache HTTP/1.1");
    }
}

#[tokio::test]
async fn json_is_accepted_and_decoded() {
    let server = Server::json("200 OK", "[3]");
    let call = api::core(&server.url).raw_request(Method::GET, "/numbers");
    let numbers = call.send_json::<Vec<i64>>().await.expect("a response");
    assert_eq!(numbers.into_inner(), [3]);
    let request = server.request();
    assert!(request.contains("\r\naccept: application/json\r\n"));
}

#[tokio::test]
async fn a_call_is_retried_by_the_policy_of_the_client() {
    let responses = || {
        vec![
            respond("503 Busy", "text/plain", "busy"),
            respond("200 OK", "text/plain", "ok"),
        ]
    };
    let policy = RetryPolicy::new().backoff(Default::default(), Default::default());
    for (method, is_repeated) in [(Method::GET, true), (Method::POST, false)] {
        let server = Server::start(responses());
        let core = api::builder(&server.url).retry(policy).build();
        let call = core.expect("a core").raw_request(method.clone(), "/x");
        match call.await {
            Ok(body) => assert!(is_repeated && body == b"ok"),
            Err(error) => {
                let shown = format!("request: {method} /x at {} responded with 503", server.url);
                assert!(
                    !is_repeated && error.to_string().starts_with(&shown),
                    "{error}"
                );
            }
        }
    }
}

#[tokio::test]
async fn paths_to_another_server_or_above_the_base_url_are_rejected() {
    for path in [
        "https://evil.example/x",
        "//evil.example/x",
        "@evil.example",
    ] {
        let request = sent(Method::GET, path, |call| call).await;
        assert!(first_line(&request).starts_with("GET /v1/"), "{request}");
    }
    for path in ["/../admin", "/a/%2e%2e/b", "/things/{id}"] {
        let server = Server::json("200 OK", "{}");
        let call = api::core(&server.url).raw_request(Method::GET, path);
        let error = call.await.expect_err("an error");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert!(server.is_untouched());
    }
}
