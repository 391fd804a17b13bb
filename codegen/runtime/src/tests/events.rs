//! Splitting of event streams and JSON lines.

use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;

use crate::runtime::stream::framed::Decoder;
use crate::runtime::stream::sse::SseDecoder;
use crate::runtime::stream::value_decoder::{JsonText, ValueDecoder};

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
fn the_size_of_an_event_includes_its_id_and_its_type() {
    for field in ["id", "event", "data"] {
        let mut decoder = SseDecoder::default();
        let mut bytes = Bytes::from(format!("{field}: {}\n: c\n", "x".repeat(1000)));
        assert_eq!(decoder.decode(&mut bytes), None);
        assert_eq!(decoder.buffered(), 1000, "{field}");
    }
}

/// Returns the texts of a body that consists of these chunks, and those that may be truncated.
fn values(mut decoder: ValueDecoder, chunks: &[&[u8]]) -> Vec<(String, bool)> {
    let mut values = Vec::new();
    for chunk in chunks {
        let mut bytes = Bytes::copy_from_slice(chunk);
        while let Some(value) = decoder.decode(&mut bytes) {
            values.push(value);
        }
    }
    values.extend(decoder.end());
    let text = |value: JsonText| String::from_utf8(value.text).expect("text");
    let values = values.into_iter();
    values
        .map(|value| (value.may_be_truncated, text(value)))
        .map(|(may_be_truncated, text)| (text, may_be_truncated))
        .collect()
}

#[test]
fn each_line_is_a_value_and_the_last_line_may_lack_an_end() {
    let lines = values(ValueDecoder::default(), &[b"{}\n\r\n \n[1]\r\n\x1e2\n3"]);
    let expected = ["{}", "[1]", "2", "3"].map(|line| (line.to_owned(), false));
    assert_eq!(lines, expected);
}

#[test]
fn a_sequence_is_split_at_its_record_separators() {
    let texts = |body: &str| values(ValueDecoder::sequence(), &[body.as_bytes()]);
    let whole = |texts: &[&str]| -> Vec<_> {
        let texts = texts.iter();
        texts.map(|text| ((*text).to_owned(), false)).collect()
    };
    let pretty = "{\n  \"a\": [\n\"\\\"}\"\n]\n}";
    let body = format!("\x1e{pretty}\n\x1e\x1e \n\x1e[1]\x1e\"s\"\x1e12\n");
    assert_eq!(texts(&body), whole(&[pretty, "[1]", "\"s\"", "12"]));
    // Texts without separators, each on a line.
    assert_eq!(
        texts("{}\n1\ntrue"),
        [whole(&["{}", "1"]), vec![("true".to_owned(), true)]].concat()
    );
    // A truncated text ends at the next separator.
    assert_eq!(texts("\x1e{\"a\":\x1e{}\n"), whole(&["{\"a\":", "{}"]));
    assert_eq!(
        texts("\x1e12\x1enull \x1e3"),
        [
            ("12".to_owned(), true),
            ("null".to_owned(), false),
            ("3".to_owned(), true)
        ]
    );
}

#[test]
fn a_text_of_a_sequence_is_returned_before_the_next_one_arrives() {
    let mut decoder = ValueDecoder::sequence();
    let mut bytes = Bytes::from_static(b"\x1e{\n}\n");
    assert!(decoder.decode(&mut bytes).is_some());
}

proptest! {
    #[test]
    fn the_split_into_chunks_does_not_change_the_frames(
        body in "(data|event|id|retry|:|\u{feff}|é| |[0-9]|\n|\r|\r\n|x|\u{1e}|\\{|\\}|\"){0,40}",
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
        prop_assert_eq!(values(ValueDecoder::default(), &chunks), values(ValueDecoder::default(), &whole));
        prop_assert_eq!(values(ValueDecoder::sequence(), &chunks), values(ValueDecoder::sequence(), &whole));
    }
}
