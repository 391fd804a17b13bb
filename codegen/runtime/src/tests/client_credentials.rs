//! Tokens for client credentials, from a token endpoint.

use std::time::Duration;

use super::server::{Server, respond, respond_with};
use crate::runtime::{
    ClientCredentials, CoreBuilder, Credential, Error, Method, Operation, RetryPolicy, body,
};

static READ: Operation = Operation {
    id: "read",
    method: Method::GET,
    path: "/x",
    security: &[&["auth"]],
    accept: "*/*",
};

const SECRET: &str = "se/cret-5f2a";
/// `the%20client:se%2Fcret-5f2a`
const PAIR: &str = "dGhlJTIwY2xpZW50OnNlJTJGY3JldC01ZjJh";
const TOKEN: &str = r#"{"access_token": "token-1", "token_type": "Bearer", "expires_in": 3600}"#;

fn client() -> ClientCredentials {
    ClientCredentials::new("the client", SECRET)
}

/// Returns a builder of a client for `api` that requests its tokens from `tokens`.
fn builder(api: &Server, tokens: &Server, client: ClientCredentials) -> CoreBuilder {
    let url = client.token_url(format!("{}/token", tokens.url));
    CoreBuilder::new("http://unused")
        .base_url(&api.url)
        .retry(RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO))
        .credential(
            "auth",
            Credential::client_credentials(url, "https://auth.example", &["read", "write"]),
        )
}

async fn call(builder: CoreBuilder) -> Result<(), Error> {
    let request = builder.build()?.request(&READ);
    request.send(body::decode::empty).await.map(|_| ())
}

fn api() -> Server {
    Server::start(vec![respond("200 OK", "text/plain", "")])
}

/// Formats an error with its sources.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        shown.push_str(&format!(" {inner} {inner:?}"));
        source = inner.source();
    }
    shown
}

#[tokio::test]
async fn the_secret_goes_to_the_token_endpoint_and_the_token_to_the_api() {
    let (api, tokens) = (api(), Server::json("200 OK", TOKEN));
    let client = client().parameter("audience", "a&b");
    call(builder(&api, &tokens, client))
        .await
        .expect("a response");
    let request = tokens.request();
    assert!(request.starts_with("POST /token HTTP/1.1\r\n"), "{request}");
    for header in [
        &format!("authorization: Basic {PAIR}"),
        "content-type: application/x-www-form-urlencoded",
        "accept: application/json",
        "content-length: 63",
    ] {
        assert!(request.contains(&format!("\r\n{header}\r\n")), "{request}");
    }
    let form = "grant_type=client_credentials&scope=read%20write&audience=a%26b";
    assert!(request.ends_with(&format!("\r\n\r\n{form}")), "{request}");
    let request = api.request();
    assert!(request.contains("\r\nauthorization: Bearer token-1\r\n"));
    assert!(!request.contains("5f2a") && !request.contains(PAIR));
}

#[tokio::test]
async fn the_secret_can_be_sent_in_the_body_and_other_scopes_requested() {
    let (api, tokens) = (api(), Server::json("200 OK", TOKEN));
    let client = client().in_body().scopes(["admin"]);
    call(builder(&api, &tokens, client))
        .await
        .expect("a response");
    let request = tokens.request();
    assert!(!request.contains("\r\nauthorization:"), "{request}");
    let form = "grant_type=client_credentials&scope=admin&client_id=the%20client&client_secret=se%2Fcret-5f2a";
    assert!(request.ends_with(&format!("\r\n\r\n{form}")), "{request}");

    let (api, tokens) = (self::api(), Server::json("200 OK", TOKEN));
    let client = self::client().scopes([""; 0]);
    call(builder(&api, &tokens, client))
        .await
        .expect("a response");
    assert!(
        tokens
            .request()
            .ends_with("\r\n\r\ngrant_type=client_credentials")
    );
}

#[tokio::test]
async fn a_rejected_token_request_has_a_reason_and_no_secret() {
    let body =
        format!(r#"{{"error": "invalid_client", "error_description": "no {SECRET} {PAIR}"}}"#);
    let html = "<h1>se%2Fcret-5f2a</h1>";
    for (status, kind, body, expected) in [
        (
            "401 Unauthorized",
            "application/json",
            body.as_str(),
            "401 Unauthorized: invalid_client: no *** ***",
        ),
        (
            "400 Bad Request",
            "application/json",
            r#"{"error": "invalid_scope"}"#,
            "400 Bad Request: invalid_scope",
        ),
        (
            "403 Forbidden",
            "text/html",
            html,
            "403 Forbidden: <h1>***</h1>",
        ),
        (
            "307 Temporary Redirect",
            "text/plain",
            "",
            "307 Temporary Redirect: empty body",
        ),
        (
            "200 OK",
            "application/json",
            "{}",
            "the response has no `access_token`",
        ),
        (
            "200 OK",
            "application/json",
            r#"{"access_token": "a", "token_type": "mac"}"#,
            "it is of the type `mac`, not `Bearer`",
        ),
    ] {
        let (api, tokens) = (api(), Server::start(vec![respond(status, kind, body)]));
        let error = call(builder(&api, &tokens, client()))
            .await
            .expect_err("an error");
        assert!(matches!(error, Error::Token(_)), "{error:?}");
        let call = format!("read: GET /x at {}", api.url);
        let endpoint = &tokens.url;
        assert_eq!(
            error.to_string(),
            format!("{call}: no token for auth: client credentials at {endpoint}: {expected}")
        );
        let shown = shown(&error);
        assert!(!shown.contains("5f2a") && !shown.contains(PAIR), "{shown}");
        assert!(api.is_untouched());
    }
}

#[tokio::test]
async fn a_request_to_a_busy_token_endpoint_is_retried() {
    let busy = || respond("503 Busy", "text/plain", "busy");
    let token = respond("200 OK", "application/json", TOKEN);
    let (api, tokens) = (api(), Server::start(vec![busy(), busy(), token]));
    call(builder(&api, &tokens, client()))
        .await
        .expect("a response");
    let tokens = Server::start(vec![busy(), busy(), busy()]);
    let error = call(builder(&self::api(), &tokens, client())).await;
    assert!(error.expect_err("an error").is_retryable());
}

#[tokio::test]
async fn the_secret_does_not_follow_a_redirect() {
    for has_own_http in [true, false] {
        for client in [client(), client().in_body()] {
            let (api, other) = (api(), Server::json("200 OK", TOKEN));
            let location = format!("location: {}/token\r\n", other.url);
            let redirect = respond_with("307 Temporary Redirect", &location, "");
            let tokens = Server::start(vec![redirect]);
            let mut builder = builder(&api, &tokens, client);
            if !has_own_http {
                builder = builder.http_client(reqwest::Client::new());
            }
            let error = call(builder).await.expect_err("an error");
            assert!(matches!(error, Error::Token(_)), "{error:?}");
            assert!(other.is_untouched() && api.is_untouched());
        }
    }
}

#[tokio::test]
async fn a_token_url_may_be_relative_to_the_base_url_and_must_be_valid() {
    let token = respond("200 OK", "application/json", TOKEN);
    let server = Server::start(vec![token, respond("200 OK", "text/plain", "")]);
    let core = |url: &'static str| {
        CoreBuilder::new("http://unused")
            .base_url(&server.url)
            .credential("auth", Credential::client_credentials(client(), url, &[]))
    };
    call(core("/oauth/token")).await.expect("a response");
    assert!(
        server
            .request()
            .starts_with("POST /oauth/token HTTP/1.1\r\n")
    );
    let error = core("mailto:x").build().expect_err("an error");
    let shown =
        "the client cannot be built: credential auth: its token URL is not an http or https URL";
    assert_eq!(error.to_string(), shown);
}

#[test]
fn debug_output_has_no_secret() {
    let client = client().parameter("assertion", SECRET);
    let shown = format!("{client:?}");
    assert!(
        shown.contains("the client") && !shown.contains("5f2a"),
        "{shown}"
    );
    let credential = Credential::client_credentials(client, "https://auth.example", &[]);
    let builder = CoreBuilder::new("http://x").credential("auth", credential.clone());
    let shown = format!("{credential:?} {builder:?} {:?}", builder.clone().build());
    assert!(!shown.contains("5f2a"), "{shown}");
}
