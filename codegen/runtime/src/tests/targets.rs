//! The server and the path in messages of errors.

use super::api::{self, KEY};
use super::server::{CannedResponse, Server, closed_port, respond, respond_with};
use crate::runtime::{
    AttemptInfo, BoxError, CoreBuilder, Credential, Error, Hook, HookFuture, Method, Operation,
    Request, ResponseHead, RetryPolicy, Style, Token, body,
};
use std::time::Duration;

static RETRIEVE: Operation = Operation {
    id: "retrievePart",
    method: Method::GET,
    path: "/parts/{id}",
    security: &[&["Key"]],
    accept: "application/json",
};

fn builder(url: &str) -> CoreBuilder {
    let core = CoreBuilder::new("http://unused").base_url(format!("{url}/v1"));
    core.retry(RetryPolicy::none())
        .credential("Key", Credential::query("key", KEY))
}

fn request(core: CoreBuilder) -> Request {
    let mut request = core.build().expect("a core").request(&RETRIEVE);
    request.path("id", Style::Simple, false, "a/b");
    request.query("q", Style::Form, true, "private");
    request
}

async fn failure(request: Request) -> Error {
    request
        .send(body::decode::json::<i64>)
        .await
        .expect_err("an error")
}

/// Asserts that an error names the call by the path that was sent, and no value of the query.
fn assert_names(error: &Error, path: &str, url: &str) {
    let shown = error.to_string();
    let expected = format!("retrievePart: GET {path} at {url}");
    assert!(shown.starts_with(&expected), "{shown}");
    for text in [shown, format!("{error:?}")] {
        assert!(!text.contains(KEY) && !text.contains("private"), "{text}");
    }
}

/// A hook that refuses requests or responses.
struct Refuses {
    request: bool,
}

impl Hook for Refuses {
    fn before_request<'a>(
        &'a self,
        _: &'a AttemptInfo,
        _: &'a mut reqwest::Request,
    ) -> HookFuture<'a> {
        let refused = if self.request {
            Err("no".into())
        } else {
            Ok(())
        };
        Box::pin(std::future::ready(refused))
    }

    fn after_response<'a>(&'a self, _: &'a AttemptInfo, _: ResponseHead<'a>) -> HookFuture<'a> {
        Box::pin(std::future::ready(Err(BoxError::from("no"))))
    }
}

#[tokio::test]
async fn an_error_of_a_call_names_the_server_and_the_path_that_was_sent() {
    let sent = "/v1/parts/a%2Fb";
    for response in [
        respond("404 Not Found", "text/plain", "none"),
        respond("200 OK", "application/json", "{}"),
        CannedResponse::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1".to_vec()),
    ] {
        let server = Server::start(vec![response]);
        let error = failure(request(builder(&server.url))).await;
        assert_names(&error, sent, &server.url);
    }
    let url = closed_port();
    assert_names(&failure(request(builder(&url))).await, sent, &url);

    let server = Server::start(vec![CannedResponse::Stall(Vec::new())]);
    let core = builder(&server.url).timeout(Duration::from_millis(50));
    let error = failure(request(core)).await;
    assert!(error.is_timeout(), "{error:?}");
    assert_names(&error, sent, &server.url);

    for is_request in [true, false] {
        let server = Server::json("200 OK", "1");
        let core = builder(&server.url).hook(Refuses {
            request: is_request,
        });
        let error = failure(request(core)).await;
        assert!(matches!(error, Error::Hook(_)), "{error:?}");
        assert_names(&error, sent, &server.url);
    }
    let tokens = || async { Err::<Token, BoxError>("no".into()) };
    let core = builder(&url).credential("Key", Credential::tokens(tokens));
    let error = failure(request(core)).await;
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_names(&error, sent, &url);
}

#[tokio::test]
async fn an_error_before_the_url_is_built_names_the_path_template() {
    let url = "http://127.0.0.1:9";
    let core = CoreBuilder::new("http://unused").base_url(url);
    let error = failure(request(core)).await;
    assert!(matches!(error, Error::MissingCredentials(_)), "{error:?}");
    assert_names(&error, "/parts/{id}", url);
    let mut empty = request(builder(url));
    empty.path("id", Style::Simple, false, "");
    let error = failure(empty).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert_names(&error, "/parts/{id}", url);
}

#[tokio::test]
async fn an_error_names_the_server_of_its_operation_and_the_target_of_a_redirect() {
    let server = Server::start(vec![
        respond_with(
            "307 Moved",
            &format!("location: /moved/{KEY}?q=private\r\n"),
            "",
        ),
        respond("500 Failed", "text/plain", ""),
    ]);
    let core = CoreBuilder::new("http://unused.example/v1")
        .retry(RetryPolicy::none())
        .credential("Key", Credential::query("key", KEY));
    let mut call = request(core);
    let own = Box::leak(server.url.clone().into_boxed_str());
    call.server(own);
    assert_names(&failure(call).await, "/moved/***", &server.url);
}

#[tokio::test]
async fn an_error_of_a_raw_request_names_its_path() {
    let server = Server::json("404 Not Found", "");
    let core = api::core(&format!("{}/v1", server.url));
    let call = core.raw_request(Method::DELETE, "/things/{id}?sort=private");
    let error = call.clone().path("id", &7).await.expect_err("an error");
    let expected = format!("request: DELETE /v1/things/7 at {} responded", server.url);
    assert!(error.to_string().starts_with(&expected), "{error}");
    let error = call.await.expect_err("an error").to_string();
    let expected = format!("request: DELETE /things/{{id}} at {} cannot", server.url);
    assert!(error.starts_with(&expected), "{error}");
}
