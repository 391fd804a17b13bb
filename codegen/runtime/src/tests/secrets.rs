//! Credentials are never shown.

use std::time::Duration;

use super::api::{self, KEY, VIRTUAL_KEY};
use super::server::{CannedResponse, Server, closed_port, respond, respond_with};
use crate::runtime::{Core, CoreBuilder, Credential, Error, Method, Operation};

/// An operation with a credential of each kind.
static ALL: Operation = Operation {
    id: "all",
    method: Method::GET,
    path: "/x",
    security: &[&["query", "cookie", "basic", "header"]],
    accept: "application/json",
};

const SECRETS: [&str; 5] = [
    "query/secret+1",
    "query%2Fsecret%2B1",
    "cookie-secret-2",
    "basic-secret-3",
    "header-secret-4",
];

fn builder(url: &str) -> CoreBuilder {
    CoreBuilder::new("http://unused")
        .base_url(url)
        .timeout(Duration::from_secs(1))
        .credential("query", Credential::query("key", SECRETS[0]))
        .credential("cookie", Credential::cookie("sid", SECRETS[2]))
        .credential("basic", Credential::basic("user", SECRETS[3]))
        .credential("header", Credential::header("x-key", SECRETS[4]))
}

fn core(url: &str) -> Core {
    builder(url).build().expect("a core")
}

/// Formats an error with its sources.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        shown.push_str(&format!(" {inner} {inner:?}"));
        source = inner.source();
    }
    shown
}

fn assert_hidden(shown: &str) {
    for secret in SECRETS
        .into_iter()
        .chain([KEY, VIRTUAL_KEY, "dXNlcjpiYXNpYy1zZWNyZXQtMw"])
    {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[test]
fn debug_output_of_builder_core_credential_and_request_has_no_secret() {
    let url = "http://127.0.0.1:9";
    let core = core(url);
    let mut request = core.request(&ALL);
    request.set_header("authorization", SECRETS[4]);
    request.add_query("key", SECRETS[0]);
    request.cookie("sid", true, SECRETS[2]);
    assert_hidden(&format!("{:?} {core:?} {request:?}", builder(url)));
    assert_hidden(&format!("{:#?} {core:#?} {request:#?}", builder(url)));
    assert_hidden(&format!("{:?}", Credential::bearer(SECRETS[4])));
    assert_hidden(&format!("{:?}", api::retrieve(&api::core(url), "a")));
    let shown = format!("{:?}", CoreBuilder::new("http://user:header-secret-4@host"));
    assert_hidden(&shown);
    let error = CoreBuilder::new("http://user:header-secret-4@host").build();
    assert_hidden(&self::shown(&error.expect_err("user information")));
}

#[tokio::test]
async fn transport_errors_have_no_secret() {
    let refused = closed_port();
    let broken = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let not_http = Server::start(vec![CannedResponse::Bytes(b"hello\r\n\r\n".to_vec())]);
    let broken = Server::start(vec![CannedResponse::Bytes(broken.as_bytes().to_vec())]);
    let silent = Server::start(vec![CannedResponse::Stall(Vec::new())]);
    for url in [&refused, &not_http.url, &broken.url, &silent.url] {
        let request = core(url).request(&ALL);
        let error = request
            .send(crate::runtime::body::decode::json::<bool>)
            .await;
        let error = error.expect_err("an error");
        assert!(
            matches!(error, Error::Transport(_) | Error::Timeout(_)),
            "{error:?}"
        );
        assert_hidden(&shown(&error));
    }
}

#[tokio::test]
async fn a_credential_in_a_response_is_hidden_but_kept_in_the_raw_body() {
    let body = format!(
        r#"{{"message":"bad key {} for {} and query\/secret+1 or dXNlcjpiYXNpYy1zZWNyZXQtMw=="}}"#,
        SECRETS[4], SECRETS[3]
    );
    let headers = format!(
        "x-echo: {}\r\nset-cookie: sid=cookie-secret-2\r\n",
        SECRETS[4]
    );
    for status in ["401 Unauthorized", "200 OK"] {
        let server = Server::start(vec![respond_with(status, &headers, &body)]);
        let request = core(&server.url).request(&ALL);
        let error = request
            .send(crate::runtime::body::decode::json::<bool>)
            .await;
        let error = error.expect_err("an error");
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_hidden(&shown(&error));
        assert!(error.to_string().contains("bad key ***"), "{error}");
    }
}

#[tokio::test]
async fn a_credential_in_a_decode_error_is_hidden() {
    let server = Server::start(vec![respond(
        "200 OK",
        "application/json",
        "\"header-secret-4\"",
    )]);
    let request = core(&server.url).request(&ALL);
    let error = request
        .send(crate::runtime::body::decode::json::<bool>)
        .await;
    assert_hidden(&shown(&error.expect_err("an error")));
}

#[tokio::test]
async fn a_credential_in_a_decode_error_of_a_failure_is_hidden() {
    let body = "\"header-secret-4\"";
    let server = Server::json("401 Unauthorized", body);
    let request = core(&server.url).request(&ALL);
    let error = request
        .send(crate::runtime::body::decode::json::<bool>)
        .await;
    let error = error.expect_err("an error");
    let api = error.as_api().expect("an error response of failure");
    let error = api.json::<bool>().expect_err("another type");
    assert_hidden(&format!("{error} {error:?}"));
}
