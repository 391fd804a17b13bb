//! Streamed response bodies.

use super::api::{self, DOWNLOAD, ReadBytes};
use super::server::{CannedResponse, Server};
use crate::runtime::stream::framed::MAX_VALUE;
use crate::runtime::{CallOptions, Error};

const EVENTS: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

fn request(url: &str) -> ReadBytes {
    ReadBytes {
        request: api::core(url).request(&DOWNLOAD),
    }
}

/// Starts a server that sends one event stream with these bytes.
fn events(body: &[u8]) -> Server {
    Server::start(vec![CannedResponse::Bytes(
        [EVENTS.as_bytes(), body].concat(),
    )])
}

#[tokio::test]
async fn received_data_is_returned_before_the_error_of_a_truncated_body() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\nabc";
    let server = Server::start(vec![CannedResponse::Bytes(head.as_bytes().to_vec())]);
    let response = request(&server.url).stream_bytes().await.expect("a head");
    let mut body = response.into_inner();
    let first = body.next().await.expect("a chunk").expect("bytes");
    assert_eq!(&first[..], b"abc");
    let error = body
        .next()
        .await
        .expect("an error")
        .expect_err("7 are missing");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert!(body.next().await.is_none());
}

#[tokio::test]
async fn collecting_a_body_stops_at_the_size_limit() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n\
        6\r\nabcdef\r\n2\r\ngh\r\n0\r\n\r\n";
    for (limit, expected) in [(8, Ok(b"abcdefgh".as_slice())), (7, Err(b"abcdefg"))] {
        let server = Server::start(vec![CannedResponse::Bytes(chunked.into())]);
        let options = CallOptions::new().max_response_body(limit);
        let call = request(&server.url).with_options(options).stream_bytes();
        let body = call.await.expect("a head").into_inner().collect().await;
        match (body, expected) {
            (Ok(body), Ok(expected)) => assert_eq!(body, expected),
            (Err(error), Err(part)) => {
                assert_eq!(error.body(), Some(part.as_slice()));
                let Error::Decode(error) = error else {
                    panic!("{error:?}");
                };
                assert!(error.is_too_large(), "{error}");
            }
            (body, _) => panic!("{body:?}"),
        }
    }
}

#[tokio::test]
async fn an_event_is_returned_while_the_connection_is_open() {
    let bytes = [EVENTS.as_bytes(), b"data: 1\n\ndata: 2"].concat();
    let server = Server::start(vec![CannedResponse::Stall(bytes)]);
    let request = api::core(&server.url).request(&DOWNLOAD);
    let response = request.json_events::<i64>().await.expect("a head");
    let mut events = response.into_inner();
    let first = events.next().await.expect("an event").expect("a number");
    assert_eq!(first.data, 1);
}

#[tokio::test]
async fn an_endless_event_is_rejected_in_bounded_memory() {
    let body = [b"data: ".as_slice(), &vec![b'x'; MAX_VALUE + 100]].concat();
    let server = events(&body);
    let request = api::core(&server.url).request(&DOWNLOAD);
    let mut events = request.text_events().await.expect("a head").into_inner();
    let error = events.next().await.expect("an error").expect_err("no end");
    assert!(
        error.to_string().contains("larger than 16777216 bytes"),
        "{error}"
    );
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn the_end_of_a_stream_can_be_configured() {
    for (end, expected) in [("over", 1), ("", 2)] {
        let server = events(b"data: \"a\"\n\ndata: over\n\n");
        let core = api::builder(&server.url).event_stream_end(end).build();
        let request = core.expect("a core").request(&DOWNLOAD);
        let mut events = request
            .json_events::<String>()
            .await
            .expect("a head")
            .into_inner();
        let mut count = 0;
        while events.next().await.is_some() {
            count += 1;
        }
        assert_eq!(count, expected, "{end:?}");
    }
}
