//! Splitting of event streams and JSON lines.

use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;

use crate::runtime::Event;
use crate::runtime::stream::events;
use crate::runtime::stream::framed::Decoder;
use crate::runtime::stream::json_lines::LineDecoder;
use crate::runtime::stream::sse::SseDecoder;

/// Returns all frames of a body that consists of these chunks.
fn frames<D: Decoder + Default>(chunks: &[&[u8]]) -> Vec<D::Frame> {
    let mut decoder = D::default();
    let mut frames = Vec::new();
    for chunk in chunks {
        let mut bytes = Bytes::copy_from_slice(chunk);
        while let Some(frame) = decoder.decode(&mut bytes) {
            frames.push(frame);
        }
        assert!(bytes.is_empty(), "the whole chunk is consumed");
    }
    frames.extend(decoder.end());
    frames
}

/// Returns the type, data and id of each event.
fn events(body: &str) -> Vec<(String, String, Option<String>)> {
    let events = frames::<SseDecoder>(&[body.as_bytes()]).into_iter();
    events
        .map(|event| (event.event, event.data, event.id))
        .collect()
}

/// Returns the data of each event.
fn data(body: &str) -> Vec<String> {
    events(body).into_iter().map(|event| event.1).collect()
}

#[test]
fn lines_of_data_are_joined_and_an_empty_line_ends_the_event() {
    assert_eq!(
        data("data: YHOO\ndata: +2\ndata: 10\n\ndata: next\n\n"),
        ["YHOO\n+2\n10", "next"]
    );
    // Only one space after the colon is removed.
    assert_eq!(data("data:  x\n\ndata:x\n\n"), [" x", "x"]);
}

#[test]
fn data_may_be_empty() {
    assert_eq!(data("data\n\ndata\ndata\n\ndata:"), ["", "\n"]);
}

#[test]
fn an_event_without_data_is_skipped_and_its_type_is_reset() {
    let body = "event: a\n\n: comment\n\nid: 7\n\ndata: x\n\n";
    let expected = ("message".to_owned(), "x".to_owned(), Some("7".to_owned()));
    assert_eq!(events(body), [expected]);
}

#[test]
fn an_id_is_valid_until_the_next_one() {
    let ids: Vec<_> = events("id: 1\ndata: a\n\ndata: b\n\nid: x\0y\ndata: c\n\nid\ndata: d\n\n")
        .into_iter()
        .map(|event| event.2)
        .collect();
    let one = Some("1".to_owned());
    assert_eq!(ids, [one.clone(), one.clone(), one, None]);
}

#[test]
fn lines_end_with_lf_cr_or_crlf() {
    for end in ["\n", "\r", "\r\n"] {
        let body = format!("event: e{end}data: a{end}data: b{end}{end}data: c{end}{end}");
        assert_eq!(data(&body), ["a\nb", "c"], "{end:?}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped_only_at_the_start() {
    assert_eq!(data("\u{feff}data: a\n\n\u{feff}data: b\n\n"), ["a"]);
}

#[test]
fn unknown_fields_and_invalid_retry_times_are_skipped() {
    let events = frames::<SseDecoder>(&[
        b"retry: 250\nretry: 1s\nData: x\n data: y\nfoo\ndata: a\n\ndata: b\n\n",
    ]);
    let rows: Vec<_> = events
        .iter()
        .map(|event| (event.data.as_str(), event.retry))
        .collect();
    assert_eq!(rows, [("a", Some(Duration::from_millis(250))), ("b", None)]);
}

#[test]
fn invalid_utf_8_is_replaced() {
    let events = frames::<SseDecoder>(&[b"data: a\xffb\n\n"]);
    assert_eq!(events[0].data, "a\u{fffd}b");
}

#[test]
fn an_incomplete_event_is_discarded() {
    assert_eq!(data("data: a\n\ndata: b\n"), ["a"]);
}

#[test]
fn an_event_is_decoded_with_all_fields_or_from_its_data() {
    let event = |data: &str| Event {
        event: "e".to_owned(),
        id: Some("1".to_owned()),
        retry: None,
        data: data.to_owned(),
    };
    let whole = |data| events::whole::<serde_json::Value>(&event(data)).expect("any value");
    assert_eq!(
        whole("[1]"),
        serde_json::json!({"event": "e", "data": [1], "id": "1"})
    );
    assert_eq!(whole("so")["data"], "so");
    let fallback = events::whole::<Vec<u8>>(&event("[1]"));
    assert_eq!(fallback.expect("the data fits"), [1]);
    let error = events::whole::<Vec<u8>>(&event("{}")).expect_err("nothing fits");
    assert_eq!(error.path(), "$");
}

#[test]
fn each_line_is_a_value_and_the_last_line_may_lack_an_end() {
    let lines = frames::<LineDecoder>(&[b"{}\n\r\n \n[1]\r\n\x1e2\n3"]);
    assert_eq!(lines, [&b"{}"[..], b"[1]", b"2", b"3"]);
}

proptest! {
    #[test]
    fn the_split_into_chunks_does_not_change_the_frames(
        body in "(data|event|id|retry|:|\u{feff}|é| |[0-9]|\n|\r|\r\n|x){0,40}",
        splits in proptest::collection::vec(0_usize..200, 0..6),
    ) {
        let mut splits: Vec<_> = splits.into_iter().filter(|&at| at < body.len()).collect();
        splits.sort_unstable();
        let mut chunks = Vec::new();
        let mut from = 0;
        for at in splits.into_iter().chain([body.len()]) {
            chunks.push(&body.as_bytes()[from..at]);
            from = at;
        }
        let whole = [body.as_bytes()];
        prop_assert_eq!(frames::<SseDecoder>(&chunks), frames::<SseDecoder>(&whole));
        prop_assert_eq!(frames::<LineDecoder>(&chunks), frames::<LineDecoder>(&whole));
    }
}
