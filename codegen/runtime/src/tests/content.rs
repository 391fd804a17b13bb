//! Buffered values.

use std::collections::{BTreeMap, HashMap};

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use serde::Deserialize;
use serde_json::{Value, json};

use super::union_values::round;
use crate::runtime::json::content::Content;
use crate::runtime::json::content_reader::{ContentError, ContentReader};
use crate::runtime::json::union::table::union;

fn content(text: &str) -> Content<'_> {
    serde_json::from_str(text).expect("JSON")
}

fn from<'a, T: Deserialize<'a>>(content: &'a Content<'a>) -> Result<T, ContentError> {
    T::deserialize(ContentReader(content))
}

#[test]
fn numbers_keep_their_form() {
    let content = content("[1, -1, 18446744073709551615, 1.0, 1e40, -0.0]");
    let expected = [
        Content::I64(1),
        Content::I64(-1),
        Content::U64(u64::MAX),
        Content::F64(1.0),
        Content::F64(1e40),
        Content::F64(-0.0),
    ];
    assert_eq!(content, Content::Array(expected.to_vec()));
}

#[test]
fn strings_without_escapes_are_borrowed_from_the_input() {
    assert_eq!(content("\"a\""), Content::Str("a"));
    assert_eq!(content("\"\\u0061\""), Content::String("a".to_owned()));
}

#[test]
fn only_floats_without_a_fraction_in_the_range_of_64_bits_are_integral() {
    assert_eq!(Content::F64(-2.0).integral(), Some(Content::I64(-2)));
    assert_eq!(
        Content::F64(1e19).integral(),
        Some(Content::U64(10_000_000_000_000_000_000))
    );
    for number in [0.5, 1e20, -1e19, f64::NAN, f64::INFINITY] {
        assert_eq!(Content::F64(number).integral(), None);
    }
}

#[test]
fn values_nested_too_deep_are_rejected() {
    let mut value = Value::Null;
    for _ in 0..127 {
        value = json!([value]);
    }
    assert!(Content::deserialize(value.clone()).is_ok());
    for _ in 0..2 {
        value = json!([value]);
    }
    let error = Content::deserialize(value).expect_err("too deep");
    assert_eq!(error.to_string(), "values nest too deep");
}

#[test]
fn an_error_has_the_path_of_the_value() {
    let content = content(r#"{"a": {"b": [1, true]}}"#);
    let error = from::<HashMap<String, HashMap<String, Vec<i64>>>>(&content).expect_err("a bool");
    assert_eq!(
        error.to_string(),
        ".a.b[1]: invalid type: boolean `true`, expected i64"
    );
    let content = self::content(r#"{"a b": {"": [[]]}}"#);
    let error = from::<HashMap<String, HashMap<String, Vec<i64>>>>(&content).expect_err("an array");
    assert!(error.to_string().starts_with(r#"["a b"][""][0]: "#));
}

#[derive(Debug, PartialEq, Deserialize)]
enum Foreign {
    Unit,
    Newtype(i64),
    Struct { a: Option<i64>, b: Option<()> },
}

#[test]
fn enums_of_other_crates_are_read_as_from_json() {
    let content = content(r#"["Unit", {"Newtype": 1}, {"Struct": {"a": 1, "b": null}}]"#);
    let expected = [
        Foreign::Unit,
        Foreign::Newtype(1),
        Foreign::Struct {
            a: Some(1),
            b: None,
        },
    ];
    assert_eq!(from::<Vec<Foreign>>(&content).expect("enums"), expected);
    assert!(from::<Foreign>(&Content::Null).is_err());
}

/// Any JSON value that a `serde_json::Value` holds.
fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-100i32..100).prop_map(|number| Value::from(f64::from(number))),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::from),
            vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

#[derive(Debug, PartialEq)]
enum Anything {
    Auto,
    Integer(i64),
    List(Vec<Anything>),
    Map(BTreeMap<String, Anything>),
    Rest(Value),
}

union! {
    Anything {
        "auto" => Auto,
        integer => Integer(i64),
        array => List(Vec<Anything>),
        object => Map(BTreeMap<String, Anything>),
        any => Rest(Value),
    }
}

proptest! {
    #[test]
    fn any_value_is_kept(value in any_value()) {
        let text = value.to_string();
        let from_text: Content<'_> = serde_json::from_str(&text).expect("JSON");
        let from_tree = Content::deserialize(&value).expect("a tree");
        let again = from::<Value>(&from_text).expect("a value");
        prop_assert_eq!(&again, &value);
        prop_assert_eq!(&from_text.into_value(), &value);
        prop_assert_eq!(&from_tree.into_value(), &value);
    }

    #[test]
    fn any_value_round_trips_through_a_union_with_an_any_row(value in any_value()) {
        round::<Anything>(&value.to_string());
    }
}
