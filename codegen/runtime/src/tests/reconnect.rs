//! Event streams that reconnect after the last event.

use std::time::Duration;

use super::server::{CannedResponse, Server, respond};
use crate::runtime::{
    CallOptions, Core, CoreBuilder, Error, EventStream, Method, Operation, RetryPolicy,
};

static WATCH: Operation = Operation {
    id: "watch",
    method: Method::GET,
    path: "/watch",
    security: &[],
    accept: "*/*",
};

static CREATE: Operation = Operation {
    id: "create",
    method: Method::POST,
    path: "/create",
    security: &[],
    accept: "*/*",
};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n";

/// Returns a complete response with these events.
fn ending(events: &str) -> CannedResponse {
    CannedResponse::Bytes(format!("{HEAD}\r\n{events}").into_bytes())
}

/// Returns a truncated response with these events.
fn breaking(events: &str) -> CannedResponse {
    let length = events.len() + 100;
    CannedResponse::Bytes(format!("{HEAD}content-length: {length}\r\n\r\n{events}").into_bytes())
}

fn core(server: &Server) -> Core {
    let policy = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
    CoreBuilder::new("http://unused")
        .base_url(&server.url)
        .retry(policy)
        .build()
        .expect("a core")
}

async fn open(
    server: &Server,
    operation: &'static Operation,
    options: CallOptions,
) -> EventStream<i64> {
    let mut request = core(server).request(operation);
    request.set_options(options);
    let response = request.json_events::<i64>().await;
    response.expect("a head").into_inner()
}

/// Returns the values of the events up to the end or the first error.
async fn all(mut events: EventStream<i64>) -> (Vec<i64>, Option<Error>) {
    let mut data = Vec::new();
    let mut failure = None;
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => data.push(event.data),
            Err(error) => failure = Some(error),
        }
    }
    (data, failure)
}

fn reconnecting() -> CallOptions {
    CallOptions::new().reconnect(true)
}

/// Returns the `Last-Event-ID` of the next request.
fn last_id(server: &Server) -> Option<String> {
    let request = server.request();
    let line = request
        .lines()
        .find_map(|line| line.strip_prefix("last-event-id: "));
    line.map(str::to_owned)
}

#[tokio::test]
async fn a_stream_continues_after_the_last_complete_event_and_stops_at_its_end() {
    let server = Server::start(vec![
        // The second event is incomplete, so its id is ignored.
        breaking("id: a\ndata: 1\n\nid: b\ndata: 2\n"),
        ending("id: b\ndata: 2\n\ndata: 3\n\n"),
        breaking("data: 4\n\ndata: [DONE]\n\n"),
        ending("data: 5\n\n"),
    ]);
    let (data, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert!(failure.is_none(), "{failure:?}");
    assert_eq!(data, [1, 2, 3, 4]);
    let ids = [last_id(&server), last_id(&server), last_id(&server)];
    assert_eq!(ids, [None, Some("a".to_owned()), Some("b".to_owned())]);
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_stream_does_not_reconnect_by_default() {
    let server = Server::start(vec![breaking("data: 1\n\n"), ending("data: 2\n\n")]);
    let (data, failure) = all(open(&server, &WATCH, CallOptions::new()).await).await;
    assert_eq!(data, [1]);
    assert!(matches!(failure, Some(Error::Transport(_))), "{failure:?}");
}

#[tokio::test]
async fn requests_that_are_not_repeatable_are_not_sent_again() {
    let responses = || {
        vec![
            breaking("data: 1\n\n"),
            ending("data: 2\n\ndata: [DONE]\n\n"),
        ]
    };
    let server = Server::start(responses());
    let (data, failure) = all(open(&server, &CREATE, reconnecting()).await).await;
    assert_eq!(data, [1]);
    assert!(failure.is_some());
    for options in [
        reconnecting().idempotent(true),
        reconnecting().idempotency_key("k"),
    ] {
        let server = Server::start(responses());
        let (data, failure) = all(open(&server, &CREATE, options).await).await;
        assert_eq!(data, [1, 2]);
        assert!(failure.is_none(), "{failure:?}");
    }
}

#[tokio::test]
async fn the_retries_of_the_policy_limit_connections_without_events() {
    let server = Server::start(vec![
        ending("data: 1\n\n"),
        ending(""),
        ending("data: 2\n\n"),
        ending(": nothing\n\n"),
        ending(""),
        ending("data: 3\n\n"),
    ]);
    let (data, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert_eq!(data, [1, 2]);
    assert!(failure.is_none(), "{failure:?}");
    for _ in 0..5 {
        server.request();
    }
    assert!(server.is_untouched());
    // The caller receives the last failure.
    let server = Server::start(vec![breaking("data: 1\n\n"), ending(""), breaking("")]);
    let (_, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert!(matches!(failure, Some(Error::Transport(_))), "{failure:?}");
}

#[tokio::test]
async fn reconnections_take_from_the_retry_budget() {
    let server = Server::start(vec![ending("retry: 0\ndata: 1\n\n"); 9]);
    let policy = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
    let core = CoreBuilder::new("http://unused")
        .base_url(&server.url)
        .retry(policy)
        .retry_budget(3);
    let mut request = core.build().expect("a core").request(&WATCH);
    request.set_options(reconnecting());
    let events = request.json_events::<i64>().await.expect("a head");
    let (data, failure) = all(events.into_inner()).await;
    // Three, and no more for the events and the connections, which add 0.1 each.
    assert_eq!(data, [1, 1, 1, 1]);
    assert!(failure.is_none(), "{failure:?}");
}

#[tokio::test]
async fn the_server_can_end_the_stream() {
    let done =
        CannedResponse::Bytes(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec());
    let server = Server::start(vec![ending("data: 1\n\n"), done, ending("data: 2\n\n")]);
    let (data, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert_eq!((data.as_slice(), failure.is_none()), (&[1][..], true));
    server.request();
    server.request();
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_response_that_is_not_an_event_stream_is_an_error() {
    for (next, shown) in [
        (
            respond("404 Not Found", "text/plain", "gone"),
            "404 Not Found: gone",
        ),
        (
            respond("200 OK", "text/html", "<p>"),
            "expected text/event-stream, received text/html",
        ),
    ] {
        let server = Server::start(vec![ending("data: 1\n\n"), next, ending("data: 2\n\n")]);
        let (data, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
        assert_eq!(data, [1]);
        let failure = failure.expect("an error").to_string();
        assert!(failure.contains(shown), "{failure}");
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_decoded_does_not_end_the_stream() {
    let server = Server::start(vec![ending("data: x\n\ndata: 1\n\ndata: [DONE]\n\n")]);
    let (data, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert_eq!(data, [1]);
    assert!(matches!(failure, Some(Error::Decode(_))), "{failure:?}");
}
