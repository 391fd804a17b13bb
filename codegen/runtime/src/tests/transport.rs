//! Redirects, time limits and failed connections.

use std::error::Error as _;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::api::{self, KEY, VIRTUAL_KEY};
use super::chunks::Chunks;
use super::manual_clock::ManualClock;
use super::server::{CannedResponse, Server, closed_port, respond, respond_with};
use crate::runtime::{AttemptInfo, Body, Error, Hook, HookFuture, ResponseHead, TimeLimit};

fn redirect(status: &str, location: &str) -> CannedResponse {
    respond_with(status, &format!("location: {location}\r\n"), "")
}

fn done() -> CannedResponse {
    respond("200 OK", "application/json", "\"done\"")
}

fn first_line(request: &str) -> &str {
    request.lines().next().unwrap_or_default()
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_with_the_credentials() {
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        for location in ["/elsewhere?a=b", "elsewhere?a=b"] {
            let server = Server::start(vec![redirect(status, location), done()]);
            let call = api::retrieve(&api::core(&server.url), "a");
            assert_eq!(call.await.expect("a response"), "done");
            server.request();
            let request = server.request();
            let path = if location.starts_with('/') {
                ""
            } else {
                "/jobs"
            };
            assert_eq!(
                first_line(&request),
                format!("GET {path}/elsewhere?a=b HTTP/1.1")
            );
            assert!(request.contains(KEY) && request.contains(VIRTUAL_KEY));
        }
    }
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_an_error_and_nothing_is_sent_there() {
    let other = Server::start(vec![done()]);
    let port = other.url.rsplit(':').next().unwrap_or_default();
    for location in [
        format!("{}/x?key=secret", other.url),
        format!("//127.0.0.1:{port}/x"),
        format!("http://localhost:{port}/x"),
        format!("https://127.0.0.1:{port}/x"),
        format!("http://user@127.0.0.1:{port}/x"),
    ] {
        let server = Server::start(vec![redirect("307 Temporary Redirect", &location)]);
        let error = api::retrieve(&api::core(&server.url), "a").await;
        let error = error.expect_err("an error");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
        let shown = error.to_string();
        assert!(shown.contains("redirect to "), "{shown}");
        assert!(!shown.contains("secret"), "{shown}");
    }
    assert!(other.is_untouched());
}

#[tokio::test]
async fn a_post_is_repeated_with_its_body_or_not_at_all() {
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = Server::start(vec![redirect(status, "/other"), done()]);
        let mut call = api::create(&api::core(&server.url));
        call.request.json(&[1, 2]);
        assert_eq!(call.await.expect("a response"), "done");
        server.request();
        let request = server.request();
        assert_eq!(first_line(&request), "POST /other HTTP/1.1");
        assert!(request.ends_with("\r\n\r\n[1,2]"), "{request}");
    }
    for status in ["301 Moved Permanently", "302 Found"] {
        let server = Server::start(vec![redirect(status, "/other"), done()]);
        let error = api::create(&api::core(&server.url)).await;
        let error = error.expect_err("an error");
        assert!(error.as_api().is_some(), "{error:?}");
        server.request();
        assert!(server.is_untouched());
    }
    let server = Server::start(vec![redirect("303 See Other", "/result"), done()]);
    let mut call = api::create(&api::core(&server.url));
    call.request.json(&[1, 2]);
    assert_eq!(call.await.expect("a response"), "done");
    server.request();
    let request = server.request();
    assert_eq!(first_line(&request), "GET /result HTTP/1.1");
    assert!(!request.contains("content-"), "{request}");
}

#[tokio::test]
async fn bytes_and_files_are_sent_again_and_streams_are_not() {
    let responses = || {
        vec![
            redirect("307 Temporary Redirect", "/other"),
            redirect("307 Temporary Redirect", "/third"),
            done(),
        ]
    };
    let path = std::env::temp_dir().join(format!("codegen-body-{}", std::process::id()));
    std::fs::write(&path, "on disk").expect("a file can be written");
    for body in [Body::from("in memory"), Body::path(&path)] {
        let server = Server::start(responses());
        let mut call = api::create(&api::core(&server.url));
        let text = if body == Body::path(&path) {
            "on disk"
        } else {
            "in memory"
        };
        call.request.body("text/plain", body);
        assert_eq!(call.await.expect("a response"), "done");
        for _ in 0..3 {
            let request = server.request();
            assert!(request.ends_with(&format!("\r\n\r\n{text}")), "{request}");
            assert!(request.contains("content-type: text/plain\r\n"));
            let length = format!("content-length: {}\r\n", text.len());
            assert!(request.contains(&length), "{request}");
        }
    }
    std::fs::remove_file(&path).expect("the file can be removed");

    let server = Server::start(responses());
    let mut call = api::create(&api::core(&server.url));
    call.request.body(
        "text/plain",
        Body::stream_of_length(Chunks::of(&["on", "ce"]), 4),
    );
    let again = call.clone();
    let error = call.await.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert!(server.request().ends_with("\r\n\r\nonce"));
    let error = again.await.expect_err("an error");
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(server.is_untouched());
}

#[tokio::test]
async fn endless_redirects_are_an_error() {
    let server = Server::start(vec![redirect("302 Found", "/loop"); 20]);
    let error = api::retrieve(&api::core(&server.url), "a").await;
    let error = error.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    let count = std::iter::from_fn(|| (!server.is_untouched()).then_some(())).count();
    assert_eq!(count, 11);
}

#[tokio::test]
async fn a_redirect_without_a_usable_location_is_an_error() {
    for headers in ["", "location: http://\r\n", "location: \u{e9}\r\n"] {
        let server = Server::start(vec![respond_with("302 Found", headers, "")]);
        let error = api::retrieve(&api::core(&server.url), "a").await;
        assert!(error.expect_err("an error").as_api().is_some());
    }
}

#[tokio::test]
async fn a_given_http_client_is_used_unchanged() {
    let client = reqwest::Client::builder()
        .user_agent("mine")
        .timeout(Duration::from_secs(1))
        .build()
        .expect("a client");
    let server = Server::start(vec![done(), CannedResponse::Stall(Vec::new())]);
    let core = api::builder(&server.url).http_client(client);
    let core = core.build().expect("a core");
    api::retrieve(&core, "a").await.expect("a response");
    assert!(server.request().contains("user-agent: mine\r\n"));
    let error = api::retrieve(&core, "a").await.expect_err("an error");
    assert!(error.is_timeout(), "{error:?}");
}

/// A hook that reports each response head.
struct Heads(UnboundedSender<()>);

impl Hook for Heads {
    fn after_response<'a>(&'a self, _: &'a AttemptInfo, _: ResponseHead<'a>) -> HookFuture<'a> {
        self.0.send(()).expect("the test waits for the head");
        Box::pin(std::future::ready(Ok(())))
    }
}

#[tokio::test]
async fn an_expired_time_limit_is_a_timeout_before_and_in_the_body() {
    const LIMIT: Duration = Duration::from_secs(9);
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n".to_vec();
    for (bytes, status) in [
        (Vec::new(), None),
        (b"HTTP/1.1 200".to_vec(), None),
        (head, Some(200)),
    ] {
        let server = Server::start(vec![CannedResponse::Stall(bytes)]);
        let clock = ManualClock::default();
        let (sender, mut heads) = unbounded_channel();
        let core = api::builder(&server.url)
            .clock(clock.clone())
            .hook(Heads(sender));
        let call = api::retrieve(&core.build().expect("a core"), "a").timeout(LIMIT);
        let request = tokio::task::spawn_blocking(move || server.request());
        let expires = async {
            request.await.expect("a request");
            if status.is_some() {
                heads.recv().await.expect("a head");
            }
            clock.advance(LIMIT);
        };
        let (response, ()) = tokio::join!(call.send(), expires);
        let error = response.expect_err("an error");
        let Error::Timeout(timeout) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(timeout.elapsed(), LIMIT);
        assert_eq!(timeout.operation(), "retrieveJob");
        assert!(error.is_timeout() && !error.is_connect());
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert_eq!(timeout.limit(), TimeLimit::Call);
    }
}

#[tokio::test]
async fn the_time_limit_of_a_call_takes_precedence_over_that_of_the_client() {
    let server = Server::start(vec![CannedResponse::Stall(Vec::new()); 2]);
    let core = api::builder(&server.url).timeout(Duration::from_millis(50));
    let core = core.build().expect("a core");
    let error = api::retrieve(&core, "a").await.expect_err("an error");
    assert!(error.is_timeout());
    let long = api::retrieve(&core, "a").timeout(Duration::from_millis(400));
    let started = Instant::now();
    assert!(long.await.expect_err("an error").is_timeout());
    assert!(started.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn the_time_limit_covers_all_redirects_together() {
    let mut responses = vec![redirect("302 Found", "/loop"); 3];
    responses.push(CannedResponse::Stall(Vec::new()));
    let server = Server::start(responses);
    let clock = ManualClock::default();
    let (sender, mut heads) = unbounded_channel();
    let core = api::builder(&server.url)
        .clock(clock.clone())
        .hook(Heads(sender));
    let call = api::retrieve(&core.build().expect("a core"), "a").timeout(Duration::from_secs(4));
    let expires = async {
        for _ in 0..3 {
            heads.recv().await.expect("a head");
            clock.advance(Duration::from_secs(1));
        }
        let requests = move || (0..4).for_each(|_| drop(server.request()));
        let requests = tokio::task::spawn_blocking(requests);
        requests.await.expect("four requests");
        clock.advance(Duration::from_secs(1));
    };
    let (response, ()) = tokio::join!(call.send(), expires);
    assert!(response.expect_err("an error").is_timeout());
}

#[tokio::test]
async fn a_refused_connection_is_a_connect_error() {
    let address = closed_port();
    let error = api::retrieve(&api::core(&address), "a").await;
    let error = error.expect_err("an error");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.is_connect() && !error.is_timeout());
    assert_eq!((error.status(), error.body()), (None, None));
    let shown = error.to_string();
    let expected = format!("retrieveJob: GET /jobs/a at {address}: no connection: ");
    assert!(shown.starts_with(&expected), "{shown}");
    assert!(shown.contains("refused"), "{shown}");
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_truncated_response_is_a_transport_error() {
    for bytes in [
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\ncontent-len",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n[1,",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        "not http\r\n\r\n",
    ] {
        let server = Server::start(vec![CannedResponse::Bytes(bytes.as_bytes().to_vec())]);
        let error = api::retrieve(&api::core(&server.url), "a").await;
        let error = error.expect_err(bytes);
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(!error.is_connect() && !error.is_timeout(), "{error:?}");
        assert_eq!(
            error.status().is_some(),
            bytes.contains("\r\n\r\n") && bytes.starts_with("HTTP")
        );
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_failure_with_a_truncated_body_is_an_api_error() {
    let bytes = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 100\r\n\r\n{\"message\":";
    let server = Server::start(vec![CannedResponse::Bytes(bytes.as_bytes().to_vec())]);
    let error = api::retrieve(&api::core(&server.url), "a").await;
    let error = error.expect_err("an error");
    let api = error.as_api().expect("an error response of failure");
    assert_eq!(api.status(), 500);
    assert_eq!(api.body(), b"{\"message\":");
}
