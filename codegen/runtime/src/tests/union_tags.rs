//! Unions with a tag.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::union_values::{fails, read, round};
use crate::runtime::body::decode::parse;
use crate::runtime::{object, union};

#[derive(Debug, PartialEq)]
pub(crate) struct Text {
    kind: String,
    text: String,
}

object! { Text { "type" => kind: required = "text", "text" => text: required, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Image {
    kind: String,
    url: Option<String>,
    size: Option<i64>,
}

object! {
    Image {
        "type" => kind: required,
        "url" => url?: optional,
        "size" => size?: optional,
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Audio {
    id: String,
}

object! { Audio { "id" => id: required, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Labels {
    id: i64,
    others: BTreeMap<String, Value>,
}

object! { Labels { "id" => id: required, .. => others, } }

#[derive(Debug, PartialEq)]
enum Block {
    Text(Text),
    Image(Box<Image>),
    Audio(Audio),
    Labels(Box<Labels>),
    Map(BTreeMap<String, Value>),
    Any(Value),
    Id(String),
    None,
}

union! {
    Block by "type" {
        "text" => Text(Text),
        "image" | "picture" => Image(Box<Image>),
        add: "audio" | "sound" => Audio(Audio),
        add: "labels" => Labels(Box<Labels>),
        "map" => Map(BTreeMap<String, Value>),
        "any" => Any(Value),
        string => Id(String),
        "none" => None,
    }
}

fn text(text: &str) -> Text {
    Text {
        kind: "text".to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn the_tag_may_be_the_first_member() {
    assert_eq!(
        round::<Block>(r#"{"type": "text", "text": "a"}"#),
        Block::Text(text("a"))
    );
    assert_eq!(
        round::<Block>(r#"{"ty\u0070e": "te\u0078t", "text": "\n"}"#),
        Block::Text(text("\n"))
    );
}

#[test]
fn the_tag_may_be_a_middle_member() {
    let image = round::<Block>(r#"{"url": "\u0061", "type": "picture", "size": 3}"#);
    let expected = Image {
        kind: "picture".to_owned(),
        url: Some("a".to_owned()),
        size: Some(3),
    };
    assert_eq!(image, Block::Image(Box::new(expected)));
}

#[test]
fn the_tag_may_be_the_last_member() {
    assert_eq!(
        round::<Block>(r#"{"text": "a", "type": "text"}"#),
        Block::Text(text("a"))
    );
}

#[test]
fn an_added_tag_is_removed_on_reading_and_written_first() {
    let audio = Block::Audio(Audio { id: "1".to_owned() });
    assert_eq!(round::<Block>(r#"{"id": "1", "type": "audio"}"#), audio);
    assert_eq!(read(r#"{"type": "sound", "id": "1"}"#), Ok(audio));
    let audio = Block::Audio(Audio { id: "1".to_owned() });
    assert_eq!(
        serde_json::to_string(&audio).expect("JSON"),
        r#"{"type":"audio","id":"1"}"#
    );
}

#[test]
fn an_added_tag_is_not_among_the_other_members() {
    for text in [
        r#"{"type": "labels", "id": 1, "x": [2]}"#,
        r#"{"id": 1, "x": [2], "type": "labels"}"#,
    ] {
        let Block::Labels(labels) = round(text) else {
            panic!("another variant");
        };
        assert_eq!(
            labels.others,
            BTreeMap::from([("x".to_owned(), json!([2]))])
        );
    }
}

#[test]
fn a_payload_may_be_any_type_that_reads_a_map() {
    let map = round::<Block>(r#"{"a": 1, "type": "map", "b": null}"#);
    assert!(matches!(map, Block::Map(map) if map.len() == 3));
    let any = round::<Block>(r#"{"a": 1, "type": "any"}"#);
    assert_eq!(any, Block::Any(json!({"a": 1, "type": "any"})));
}

#[test]
fn a_union_may_have_other_kinds_and_tagged_objects() {
    assert_eq!(round::<Block>("\"x\""), Block::Id("x".to_owned()));
    assert_eq!(round::<Block>("\"none\""), Block::None);
}

const TAGS: &str = r#""text", "image", "picture", "audio", "sound", "labels", "map" or "any""#;

#[test]
fn a_closed_union_lists_its_tags() {
    let rows = r#"Id: expected a string; None: expected "none""#;
    let cases = [
        (
            r#"{"a": 1, "type": "video"}"#,
            "an object: `type` is string \"video\", expected",
        ),
        (
            r#"{"type": 1}"#,
            "an object: `type` is integer `1`, expected",
        ),
        (r#"{"type": null}"#, "an object: `type` is null, expected"),
        ("{}", "an object: `type` is missing, expected"),
        ("1", "integer `1`: expected an object with `type` of"),
    ];
    for (text, found) in cases {
        let expected = format!("no variant of Block fits {found} {TAGS}; {rows}");
        assert_eq!(fails::<Block>(text), expected);
    }
}

#[test]
fn an_error_inside_the_variant_is_the_error_of_the_payload() {
    assert_eq!(
        fails::<Block>(r#"{"type": "text"}"#),
        "missing field `text`"
    );
    assert_eq!(
        fails::<Block>(r#"{"type": "text", "text": 1}"#),
        "invalid type: integer `1`, expected a string"
    );
    assert_eq!(
        fails::<Block>(r#"{"text": 1, "type": "text"}"#),
        ".text: invalid type: integer `1`, expected a string"
    );
}

#[derive(Debug, PartialEq)]
enum Event {
    Text(Text),
    UnknownValue(Value),
}

union! { open Event by "type" { "text" => Text(Text) } }

#[test]
fn an_open_union_keeps_objects_with_unknown_tags() {
    for text in [
        r#"{"type": "new", "a": {"b": [1, 2.5, "\u0000", null]}}"#,
        r#"{"a": 18446744073709551615, "type": "new", "b": -0.0}"#,
        r#"{"a": 1}"#,
        r#"{"type": 1}"#,
        r#"{"type": null, "text": "a"}"#,
        r#"{"type": {"type": "text"}}"#,
        "{}",
    ] {
        let tree: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(round::<Event>(text), Event::UnknownValue(tree));
    }
    assert_eq!(
        round::<Event>(r#"{"type": "text", "text": "a"}"#),
        Event::Text(text("a"))
    );
    assert_eq!(
        fails::<Event>("[]"),
        "no variant of Event fits an array: expected an object with `type` of \"text\""
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Derived {
    a: i64,
}

#[derive(Debug, PartialEq)]
enum Added {
    Event(Box<Event>),
    Map(BTreeMap<String, Value>),
    Derived(Derived),
    Text(String),
}

union! {
    Added by "kind" {
        add: "event" => Event(Box<Event>),
        add: "map" => Map(BTreeMap<String, Value>),
        add: "derived" => Derived(Derived),
        add: "text" => Text(String),
    }
}

#[test]
fn a_tag_is_added_to_every_payload_that_is_written_as_an_object() {
    round::<Added>(r#"{"kind": "event", "type": "text", "text": "a"}"#);
    round::<Added>(r#"{"kind": "event", "type": "new", "text": "a"}"#);
    round::<Added>(r#"{"kind": "map", "a": null}"#);
    round::<Added>(r#"{"kind": "derived", "a": 1}"#);
    let error = serde_json::to_string(&Added::Text(String::new())).expect_err("not an object");
    assert_eq!(error.to_string(), "what has a tag `kind` must be an object");
}

#[derive(Debug, PartialEq)]
enum Version {
    One(Labels),
    Two(Audio),
    Rest(BTreeMap<String, Value>),
}

union! {
    Version by "v" {
        1 => One(Labels),
        add: 2 => Two(Audio),
        object => Rest(BTreeMap<String, Value>),
    }
}

#[test]
fn a_tag_may_be_an_integer() {
    assert!(matches!(round(r#"{"id": 1, "v": 1}"#), Version::One(_)));
    assert!(matches!(round(r#"{"v": 2, "id": "x"}"#), Version::Two(_)));
}

#[test]
fn an_object_row_reads_objects_with_unknown_tags() {
    assert!(matches!(round(r#"{"v": "1", "id": 1}"#), Version::Rest(map) if map.len() == 2));
    assert!(matches!(round("{}"), Version::Rest(_)));
}

#[derive(Debug, PartialEq)]
enum Outer {
    Inner(Inner),
    Text(Text),
}

#[derive(Debug, PartialEq)]
enum Inner {
    A(Labels),
    Again(Box<Outer>),
}

union! { Outer by "type" { "inner" => Inner(Inner), "text" => Text(Text) } }
union! { Inner by "kind" { "a" => A(Labels), "again" => Again(Box<Outer>) } }

#[test]
fn a_payload_may_be_another_tagged_union_even_a_recursive_one() {
    for text in [
        r#"{"type": "inner", "kind": "a", "id": 1}"#,
        r#"{"id": 1, "kind": "a", "type": "inner"}"#,
    ] {
        assert!(matches!(round(text), Outer::Inner(Inner::A(_))));
    }
    let error = fails::<Outer>(r#"{"type": "inner", "kind": "b"}"#);
    assert_eq!(
        error,
        "no variant of Inner fits an object: `kind` is string \"b\", expected \"a\" or \"again\""
    );
}

#[derive(Debug, PartialEq)]
pub(crate) struct Branch {
    kind: String,
    children: Vec<Tree>,
}

object! { Branch { "type" => kind: required, "children" => children: required, } }

#[derive(Debug, PartialEq)]
enum Tree {
    Branch(Box<Branch>),
    Leaf(Text),
}

union! { Tree by "type" { "branch" => Branch(Box<Branch>), "text" => Leaf(Text) } }

#[test]
fn a_recursive_type_is_read_to_the_depth_limit_of_the_parser() {
    let mut text = r#"{"type": "text", "text": ""}"#.to_owned();
    for _ in 0..20 {
        text = format!(r#"{{"children": [{text}], "type": "branch"}}"#);
    }
    assert!(matches!(round(&text), Tree::Branch(_)));
}

#[test]
fn the_path_of_an_error_includes_the_union_and_its_members() {
    let cases = [
        (r#"[{"type": "text", "text": 1}, 1]"#, "$[0].text"),
        (r#"[{"text": 1, "type": "text"}, 1]"#, "$[0].text"),
        (r#"[{"type": "text", "text": ""}, {"type": "x"}]"#, "$[1]"),
        (r#"[{"a": {"b": []}}, {}]"#, "$[0]"),
        (r#"["x", 1, 2]"#, "$[1]"),
        (r#"["x", [{}, []], 2]"#, "$[1]"),
    ];
    for (text, path) in cases {
        let error = parse::<Vec<Block>>(text.as_bytes()).expect_err(text);
        assert_eq!(error.path(), path, "{text}: {error}");
    }
}
