//! Paths in errors about JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::runtime::JsonError;
use crate::runtime::body::decode::parse;

/// Returns the path and the message of the error for a text that is not a `T`.
fn error<T: DeserializeOwned>(text: &str) -> (String, String) {
    let found: Result<T, JsonError> = parse(text.as_bytes());
    match found {
        Ok(_) => ("none".to_owned(), String::new()),
        Err(error) => (error.path().to_owned(), error.message().to_owned()),
    }
}

fn path<T: DeserializeOwned>(text: &str) -> String {
    error::<T>(text).0
}

type Map<T> = BTreeMap<String, T>;

/// An object that must have a member `id`.
#[derive(Debug)]
struct WithId;

impl<'de> serde::Deserialize<'de> for WithId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self)
    }
}

impl<'de> Visitor<'de> for WithId {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut found = false;
        while let Some(name) = map.next_key::<String>()? {
            found |= name == "id";
            map.next_value::<IgnoredAny>()?;
        }
        match found {
            true => Ok(self),
            false => Err(serde::de::Error::missing_field("id")),
        }
    }
}

#[test]
fn a_scalar_of_the_wrong_type_has_a_path() {
    for (text, expected) in [
        ("1", "$"),
        (r#"{"a":1}"#, "$.a"),
        (r#"{"a": 1 }"#, "$.a"),
        (r#"{ "a" : true , "b":"x"}"#, "$.a"),
        (r#"{"b":"x","a":null}"#, "$.a"),
        (r#"{"b":"x","a":-1.5e3,"c":"y"}"#, "$.a"),
        ("{\n  \"b\": \"x\",\n  \"a\": 1,\n  \"c\": \"y\"\n}", "$.a"),
        ("{\r\n\r\n\"a\":\r\n12\r\n}", "$.a"),
    ] {
        assert_eq!(path::<Map<String>>(text), expected, "{text}");
    }
    assert_eq!(path::<Map<i64>>(r#"{"a":1,"b":"]},"}"#), "$.b");
    assert_eq!(path::<Map<i64>>(r#"{"a":1,"b":1.5}"#), "$.b");
    assert_eq!(path::<Map<i8>>(r#"{"a":1,"b":1000}"#), "$.b");
}

#[test]
fn an_object_or_array_of_the_wrong_type_has_a_path() {
    for (text, expected) in [
        (r#"{"a":{"b":"c"}}"#, "$.a"),
        (r#"{"a": {"b":"c"}}"#, "$.a"),
        (r#"{"a":["c"]}"#, "$.a"),
        (r#"{"a":  [ ]}"#, "$.a"),
        (r#"{"x":"y","a":{}}"#, "$.a"),
        ("[]", "$"),
    ] {
        assert_eq!(path::<Map<String>>(text), expected, "{text}");
    }
    assert_eq!(path::<Vec<String>>(r#"[["a"]]"#), "$[0]");
    assert_eq!(path::<Vec<String>>(r#"["a",{"b":1}]"#), "$[1]");
    assert_eq!(path::<Vec<String>>("{}"), "$");
}

#[test]
fn a_path_has_every_level_of_a_nested_value() {
    let text = r#"{"data":{"items":[{"a":1},{"a":2},{"a":3,"b":[4,[5]],"n_epochs":"x"}]}}"#;
    assert_eq!(
        path::<Map<Map<Vec<Map<Value>>>>>(text),
        "none",
        "the text is JSON"
    );
    let text = r#"{"items":[{"a":[]},{},{"a":[1,2],"id":[3,"x"]}]}"#;
    assert_eq!(path::<Map<Vec<Map<Vec<i64>>>>>(text), "$.items[2].id[1]");
    let text = r#"{"hyperparameters":{"batch_size":1,"n_epochs":[2]},"x":{}}"#;
    assert_eq!(path::<Map<Map<i64>>>(text), "$.hyperparameters.n_epochs");
}

#[test]
fn a_missing_member_has_the_path_of_its_object() {
    for (text, expected) in [
        ("[{}]", "$[0]"),
        (r#"[{"id":1},{"ID":1}]"#, "$[1]"),
        (r#"[{"id":1},{"a":{"id":2}} ]"#, "$[1]"),
        ("[{\n}\n]", "$[0]"),
    ] {
        assert_eq!(path::<Vec<WithId>>(text), expected, "{text}");
    }
    assert_eq!(path::<WithId>(r#"{"a":1}"#), "$");
    assert_eq!(path::<Map<WithId>>(r#"{"b":{"id":1},"a":{"c":[]}}"#), "$.a");
    let (_, message) = error::<Vec<WithId>>("[{}]");
    assert_eq!(message, "missing field `id`");
}

#[test]
fn a_truncated_text_has_the_path_of_the_innermost_open_value() {
    for (text, expected) in [
        ("", "$"),
        ("{", "$"),
        (r#"{"a"#, "$"),
        (r#"{"a\"#, "$"),
        (r#"{"a""#, "$.a"),
        (r#"{"a":"#, "$.a"),
        (r#"{"a":{"#, "$.a"),
        (r#"{"a":{"b":1"#, "$.a.b"),
        (r#"{"a":{"b":1,"#, "$.a"),
        (r#"{"a":{"b":"x"#, "$.a.b"),
        (r#"{"a":{"b":"x\""#, "$.a.b"),
        (r#"{"a":{"b":"x\\", "#, "$.a"),
        (r#"{"a":{"b":"x","c"#, "$.a"),
        (r#"{"a":{"b":["#, "$.a.b"),
        (r#"{"a":{"b":[1"#, "$.a.b[0]"),
        (r#"{"a":{"b":[1,[tr"#, "$.a.b[1][0]"),
        (r#"{"a":{"b":[1,["#, "$.a.b[1]"),
        (r#"{"a":{"b":[1,[]]}"#, "$"),
    ] {
        assert_eq!(path::<Value>(text), expected, "{text}");
    }
    let (_, message) = error::<Value>(r#"{"a":"#);
    assert_eq!(message, "EOF while parsing a value");
}

#[test]
fn a_syntax_error_has_a_line_and_a_column() {
    for (text, expected) in [
        (r#"{"a":x}"#, "$.a"),
        (r#"{"a":1,}"#, "$"),
        (r#"{"a":}"#, "$.a"),
        (r#"{"a" 1}"#, "$.a"),
        (r#"{"a":{"b":1 2}}"#, "$.a"),
        (r#"{"a":{"b":1 "c":2}}"#, "$.a"),
        (r#"{"a":[1,]}"#, "$.a"),
        (r#"{"a":[1 2]}"#, "$.a[0]"),
        (r#"{"a":[1,2}}"#, "$.a[1]"),
        (r#"{"a":01}"#, "$.a"),
        (r#"{"a":tru}"#, "$.a"),
        ("{} x", "$"),
        ("<html>", "$"),
    ] {
        let found = path::<Value>(text);
        assert_eq!(found, expected, "{text}: {:?}", error::<Value>(text));
    }
    let (_, message) = error::<Value>("{\n\"a\":x}");
    assert_eq!(message, "expected value at line 2 column 5");
}

/// A type that rejects every object with a message that begins with a path.
#[derive(Debug)]
struct Refused<const AT: usize>;

/// The messages, the expected paths, and the remaining messages.
const REFUSALS: [(&str, &str, &str); 6] = [
    (".a[0].b1: no", "$.x.a[0].b1", "no"),
    (r#"["a]: b"]: no: way"#, r#"$.x["a]: b"]"#, "no: way"),
    ("[12]: no", "$.x[12]", "no"),
    (": no", "$.x", ": no"),
    (".5: no", "$.x", ".5: no"),
    ("[a]: no", "$.x", "[a]: no"),
];

impl<'de, const AT: usize> serde::Deserialize<'de> for Refused<AT> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self)
    }
}

impl<'de, const AT: usize> Visitor<'de> for Refused<AT> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Err(serde::de::Error::custom(REFUSALS[AT].0))
    }
}

#[test]
fn a_path_at_the_start_of_a_message_is_appended_to_the_path() {
    let text = r#"{"x":{"a":[1]},"z":{}}"#;
    let found = [
        error::<Map<Refused<0>>>(text),
        error::<Map<Refused<1>>>(text),
        error::<Map<Refused<2>>>(text),
        error::<Map<Refused<3>>>(text),
        error::<Map<Refused<4>>>(text),
        error::<Map<Refused<5>>>(text),
    ];
    for ((path, message), (_, expected, left)) in found.iter().zip(REFUSALS) {
        assert_eq!((path.as_str(), message.as_str()), (expected, left));
    }
}

#[test]
fn names_that_are_not_identifiers_are_quoted() {
    for (name, expected) in [
        ("odd key", r#"$["odd key"]"#),
        ("", r#"$[""]"#),
        ("a.b", r#"$["a.b"]"#),
        ("1a", r#"$["1a"]"#),
        ("a1_", "$.a1_"),
        ("é", "$.é"),
        (r#"q\"]{"#, r#"$["q\"]{"]"#),
        (r"b\\", r#"$["b\\"]"#),
        (r"\u0061", "$.a"),
        (r"a\n\u0001", r#"$["a\n\u0001"]"#),
        ("$ref", r#"$["$ref"]"#),
    ] {
        let text = format!(r#"{{"first": "x", "{name}": 1}}"#);
        assert_eq!(path::<Map<String>>(&text), expected, "{text}");
    }
}

#[test]
fn a_long_name_is_cut() {
    let found = path::<Map<String>>(&format!("{{\"{}\":1}}", "é".repeat(101)));
    assert_eq!(found, format!("$.{}…", "é".repeat(100)));
}

#[test]
fn a_byte_order_mark_does_not_change_the_path() {
    assert_eq!(path::<Map<String>>("\u{feff}{\"a\":\"x\",\"b\":1}"), "$.b");
}

#[test]
fn a_deep_text_is_scanned_without_recursion() {
    let text = "[".repeat(1_000_000);
    let (path, message) = error::<Value>(&text);
    assert!(path.starts_with("$[0][0]"), "{path}");
    assert!(message.contains("recursion limit"), "{message}");
}

#[test]
fn every_truncated_text_has_a_path() {
    let text = r#"{"a":[1,{"b":"c\"","d":[true,null]},-1e5],"e f":{"g":{}}}"#;
    for end in 0..text.len() {
        let path = path::<Value>(&text[..end]);
        assert!(path.starts_with('$'), "{path}");
    }
}
