//! Event streams that go on where a connection ended.

use std::time::Duration;

use super::server::{Answer, Server, answer};
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

/// Events, after which the server closes the connection as if that was all.
fn ending(events: &str) -> Answer {
    Answer::Octets(format!("{HEAD}\r\n{events}").into_bytes())
}

/// Events, after which the connection breaks off.
fn breaking(events: &str) -> Answer {
    let length = events.len() + 100;
    Answer::Octets(format!("{HEAD}content-length: {length}\r\n\r\n{events}").into_bytes())
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

/// What the events hold, up to the end or the first error.
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

/// The last id that a request says was received.
fn last_id(server: &Server) -> Option<String> {
    let request = server.request();
    let line = request
        .lines()
        .find_map(|line| line.strip_prefix("last-event-id: "));
    line.map(str::to_owned)
}

#[tokio::test]
async fn a_stream_goes_on_behind_the_last_event_that_came_whole_and_stops_at_its_end() {
    let server = Server::start(vec![
        // The second event is lost with the connection, so its id does not count.
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
async fn a_stream_ends_with_its_connection_where_nothing_is_said() {
    let server = Server::start(vec![breaking("data: 1\n\n"), ending("data: 2\n\n")]);
    let (data, failure) = all(open(&server, &WATCH, CallOptions::new()).await).await;
    assert_eq!(data, [1]);
    assert!(matches!(failure, Some(Error::Transport(_))), "{failure:?}");
}

#[tokio::test]
async fn what_may_not_be_asked_twice_is_not() {
    let answers = || {
        vec![
            breaking("data: 1\n\n"),
            ending("data: 2\n\ndata: [DONE]\n\n"),
        ]
    };
    let server = Server::start(answers());
    let (data, failure) = all(open(&server, &CREATE, reconnecting()).await).await;
    assert_eq!(data, [1]);
    assert!(failure.is_some());
    for options in [
        reconnecting().idempotent(true),
        reconnecting().idempotency_key("k"),
    ] {
        let server = Server::start(answers());
        let (data, failure) = all(open(&server, &CREATE, options).await).await;
        assert_eq!(data, [1, 2]);
        assert!(failure.is_none(), "{failure:?}");
    }
}

#[tokio::test]
async fn as_many_connections_without_an_event_are_made_as_the_policy_has_retries() {
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
    // The last failure is what the caller is told.
    let server = Server::start(vec![breaking("data: 1\n\n"), ending(""), breaking("")]);
    let (_, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert!(matches!(failure, Some(Error::Transport(_))), "{failure:?}");
}

#[tokio::test]
async fn the_server_can_say_that_there_is_no_more() {
    let done = Answer::Octets(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec());
    let server = Server::start(vec![ending("data: 1\n\n"), done, ending("data: 2\n\n")]);
    let (data, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert_eq!((data.as_slice(), failure.is_none()), (&[1][..], true));
    server.request();
    server.request();
    assert!(server.is_untouched());
}

#[tokio::test]
async fn an_answer_that_is_no_event_stream_ends_it_with_an_error() {
    for (next, shown) in [
        (
            answer("404 Not Found", "text/plain", "gone"),
            "404 Not Found: gone",
        ),
        (
            answer("200 OK", "text/html", "<p>"),
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
async fn an_event_that_does_not_fit_is_no_end() {
    let server = Server::start(vec![ending("data: x\n\ndata: 1\n\ndata: [DONE]\n\n")]);
    let (data, failure) = all(open(&server, &WATCH, reconnecting()).await).await;
    assert_eq!(data, [1]);
    assert!(matches!(failure, Some(Error::Decode(_))), "{failure:?}");
}
