//! Tables of objects: every kind of property, read and written.

use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, prop_assert_eq, proptest};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::runtime::json::object::Object;
use crate::runtime::json::property::Presence;
use crate::runtime::json::property::{Property, position, same};
use crate::runtime::json::rows::required;
use crate::runtime::json::union::literal::Literal;
use crate::runtime::{Field, object};

/// One property of each kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kinds {
    required: String,
    nullable: Option<String>,
    optional: Option<String>,
    any: Option<Value>,
    field: Field<String>,
}

object! {
    Kinds {
        "required" => required: required,
        "nullable" => nullable: nullable,
        "optional" => optional?: optional,
        "any" => any?: any,
        "field" => field?: tristate,
    }
}

/// Names that need escapes in Rust or JSON, and names that the macro uses.
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    r#type: String,
    map: i64,
    keys: i64,
    index: i64,
    at: i64,
    quote: i64,
    empty: i64,
    letter: i64,
}

object! {
    Names {
        "type" => r#type: required = "text" | "picture",
        "map" => map: required,
        "keys" => keys: required,
        "index" => index: required,
        "at" => at: required,
        "a \"quote\"\n\\" => quote: required,
        "" => empty: required,
        "é\u{1f600}" => letter: required,
    }
}

/// Names whose first, middle and last characters are the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    first: i64,
    second: i64,
    third: i64,
}

object! {
    Alike {
        "a1c1e" => first: required,
        "a2c1e" => second: required,
        "a1c2e" => third: required,
    }
}

/// Named members and a map of the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Labels {
    id: String,
    note: Option<String>,
    labels: BTreeMap<String, Vec<i64>>,
}

object! { Labels { "id" => id: required, "note" => note?: optional, .. => labels } }

/// A map of all members.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    rest: BTreeMap<String, Value>,
}

object! { Open { .. => rest } }

/// An object without members.
#[derive(Debug, Clone, PartialEq)]
pub struct Nothing {}

object! { Nothing {} }

/// A recursive object.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    children: Vec<Tree>,
    next: Option<Box<Tree>>,
}

object! { Tree { "children" => children: required, "next" => next?: optional, } }

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn write(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("objects are JSON")
}

/// Reads an object with a required member and the member `name` with `value`.
fn kinds(name: &str, value: &str) -> Result<Kinds, String> {
    read(&format!(r#"{{"required":"r","{name}":{value}}}"#))
}

fn given(change: impl FnOnce(&mut Kinds)) -> Result<Kinds, String> {
    let mut kinds = Kinds {
        required: "r".to_owned(),
        ..Kinds::default()
    };
    change(&mut kinds);
    Ok(kinds)
}

#[test]
fn a_missing_required_member_is_an_error() {
    let missing = "missing field `required` at line 1 column 2";
    assert_eq!(read::<Kinds>("{}"), Err(missing.to_owned()));
}

#[test]
fn a_required_member_is_a_value_of_its_type() {
    let null = "invalid type: null, expected a string at line 1 column 16";
    assert_eq!(read::<Kinds>(r#"{"required":null}"#), Err(null.to_owned()));
    let number = "invalid type: integer `5`, expected a string at line 1 column 13";
    assert_eq!(read::<Kinds>(r#"{"required":5}"#), Err(number.to_owned()));
    assert_eq!(read(r#"{"required":"r"}"#), given(|_| ()));
}

#[test]
fn a_missing_member_that_is_not_required_has_no_value() {
    assert_eq!(read(r#"{"required":"r"}"#), given(|_| ()));
}

#[test]
fn null_is_none_unless_the_kind_distinguishes_it_from_absence() {
    assert_eq!(kinds("nullable", "null"), given(|_| ()));
    assert_eq!(kinds("optional", "null"), given(|_| ()));
    assert_eq!(
        kinds("any", "null"),
        given(|kinds| kinds.any = Some(Value::Null))
    );
    assert_eq!(
        kinds("field", "null"),
        given(|kinds| kinds.field = Field::Null)
    );
}

#[test]
fn a_value_is_kept_in_each_kind() {
    let text = || "v".to_owned();
    assert_eq!(
        kinds("nullable", "\"v\""),
        given(|kinds| kinds.nullable = Some(text()))
    );
    assert_eq!(
        kinds("optional", "\"v\""),
        given(|kinds| kinds.optional = Some(text()))
    );
    assert_eq!(
        kinds("any", "\"v\""),
        given(|kinds| kinds.any = Some(json!("v")))
    );
    assert_eq!(
        kinds("field", "\"v\""),
        given(|kinds| kinds.field = Field::Value(text()))
    );
}

#[test]
fn a_value_of_another_type_is_rejected_in_each_kind() {
    for name in ["required", "nullable", "optional", "field"] {
        let refused = kinds(name, "[]").expect_err(name);
        let reason = "invalid type: sequence, expected a string";
        assert!(refused.starts_with(reason), "{name}: {refused}");
    }
    assert_eq!(
        kinds("any", "[]"),
        given(|kinds| kinds.any = Some(json!([])))
    );
}

#[test]
fn absence_is_written_as_the_kind_requires() {
    let kinds = given(|_| ()).expect("it is given");
    assert_eq!(write(&kinds), r#"{"required":"r","nullable":null}"#);
}

#[test]
fn null_is_written_if_the_kind_keeps_it() {
    let nulls = given(|kinds| {
        kinds.any = Some(Value::Null);
        kinds.field = Field::Null;
    });
    let text = r#"{"required":"r","nullable":null,"any":null,"field":null}"#;
    assert_eq!(write(&nulls.expect("it is given")), text);
}

#[test]
fn values_are_written_in_the_order_of_the_table() {
    let text = r#"{"required":"r","nullable":"n","optional":"o","any":[1],"field":"f"}"#;
    let kinds: Kinds = read(text).expect("it has all members");
    assert_eq!(write(&kinds), text);
}

proptest! {
    #[test]
    fn members_are_read_in_any_order(
        members in Just([
            r#""type":"text""#,
            r#""map":1"#,
            r#""keys":2"#,
            r#""index":3"#,
            r#""at":4"#,
            r#""a \"quote\"\n\\":5"#,
            r#""":6"#,
            r#""é😀":7"#,
        ])
        .prop_shuffle(),
    ) {
        let names = Names {
            r#type: "text".to_owned(),
            map: 1,
            keys: 2,
            index: 3,
            at: 4,
            quote: 5,
            empty: 6,
            letter: 7,
        };
        prop_assert_eq!(read(&format!("{{{}}}", members.join(","))), Ok(names));
    }
}

#[test]
fn members_in_reverse_order_are_distinguished_from_unknown_ones() {
    let text = r#"{"é😀":7,"":6,"?":0,"a \"quote\"\n\\":5,"index":3,"at":4,"keys":2,"map":1,"type":"text"}"#;
    let names: Names = read(text).expect("it has all members");
    assert_eq!((names.at, names.index, names.quote), (4, 3, 5));
}

#[test]
fn names_that_differ_in_few_characters_are_distinguished() {
    let alike = Alike {
        first: 1,
        second: 2,
        third: 3,
    };
    for text in [
        r#"{"a1c1e":1,"a2c1e":2,"a1c2e":3}"#,
        r#"{"a2c2e":0,"a1c2e":3,"a2c1e":2,"a1c1e":1}"#,
        r#"{"a2c1e":2,"a1c1e":1,"a2c2e":0,"a1c2e":3}"#,
    ] {
        assert_eq!(read(text), Ok(alike.clone()), "{text}");
    }
}

#[test]
fn names_of_any_length_are_distinguished_by_any_character() {
    let names = (0..=40).map(|length| &*"n".repeat(length).leak());
    let properties: Vec<_> = names.map(required::property).collect();
    for (length, property) in properties.iter().enumerate() {
        for start in [0, length, length + 1, properties.len(), usize::MAX] {
            assert_eq!(position(&properties, start, property.name), Some(length));
        }
        for at in 0..length {
            let mut other = property.name.to_owned();
            other.replace_range(at..=at, "m");
            assert!(!same(property.name, &other), "{other}");
            assert_eq!(position(&properties, 0, &other), None, "{other}");
        }
    }
}

#[test]
fn escaped_names_are_unescaped() {
    let text = r#"{"t\u0079pe":"text","\u006dap":1,"keys":2,"index":3,"at":4,"a \u0022quote\u0022\u000a\u005c":5,"":6,"\u00e9\ud83d\ude00":7}"#;
    let names: Names = read(text).expect("it has all members");
    assert_eq!((names.quote, names.letter), (5, 7));
}

#[test]
fn objects_are_read_from_values_and_readers() {
    let text = r#"{"required":"r","nullable":"n","optional":"o","any":[1],"field":"f"}"#;
    let kinds: Kinds = read(text).expect("it has all members");
    let value: Value = read(text).expect("it is JSON");
    let from_reference = <Kinds as serde::Deserialize>::deserialize(&value);
    assert_eq!(from_reference.ok(), Some(kinds.clone()));
    let from_reader = serde_json::from_reader(text.as_bytes());
    assert_eq!(from_reader.ok(), Some(kinds.clone()));
    assert_eq!(serde_json::to_value(&kinds).ok(), Some(value.clone()));
    assert_eq!(serde_json::from_value(value).ok(), Some(kinds));
}

#[test]
fn unknown_members_are_ignored_without_a_row_for_them() {
    let text = r#"{"a":[{"b":null}],"required":"r","c":1e400}"#;
    assert_eq!(read(&text.replace(",\"c\":1e400", "")), given(|_| ()));
    assert_eq!(read(r#"{"a":{"required":"x"},"b":[1]}"#), Ok(Nothing {}));
    assert_eq!(write(&Nothing {}), "{}");
}

#[test]
fn the_last_value_of_a_duplicate_member_is_kept() {
    let twice = r#"{"required":"a","optional":"b","required":"r","optional":null}"#;
    assert_eq!(read(twice), given(|_| ()));
}

#[test]
fn the_last_row_keeps_unknown_members() {
    let text = r#"{"z":[1],"id":"a","b":[],"\u0061":[2],"z":[3]}"#;
    let labels: Labels = read(text).expect("they are labels");
    assert_eq!(write(&labels), r#"{"id":"a","a":[2],"b":[],"z":[3]}"#);
    let open: Open = read(r#"{"b":1,"a":null}"#).expect("anything is open");
    assert_eq!(write(&open), r#"{"a":null,"b":1}"#);
}

#[test]
fn unknown_members_have_a_type() {
    let refused = read::<Labels>(r#"{"id":"a","x":5}"#);
    let message = "invalid type: integer `5`, expected a sequence at line 1 column 15";
    assert_eq!(refused, Err(message.to_owned()));
}

#[test]
fn a_named_member_is_written_once_even_if_it_is_among_the_others() {
    let labels = Labels {
        id: "a".to_owned(),
        note: None,
        labels: BTreeMap::from([("id".to_owned(), vec![1]), ("x".to_owned(), vec![2])]),
    };
    assert_eq!(write(&labels), r#"{"id":"a","x":[2]}"#);
}

#[test]
fn the_error_for_a_value_that_is_not_an_object_has_the_name_of_the_type() {
    for (text, found) in [("[]", "sequence"), ("5", "integer `5`"), ("null", "null")] {
        let refused = read::<Nothing>(text).expect_err("it is not an object");
        let reason = format!("invalid type: {found}, expected object Nothing");
        assert!(refused.starts_with(&reason), "{text}: {refused}");
    }
}

#[test]
fn recursive_objects_are_read_to_the_depth_limit_of_the_parser() {
    let text = r#"{"children":[{"children":[]}],"next":{"children":[]}}"#;
    let tree: Tree = read(text).expect("it is a tree");
    assert_eq!(write(&tree), text);
    let deep = "{\"children\":[".repeat(100_000);
    let refused = read::<Tree>(&deep).expect_err("it is too deep");
    assert!(refused.starts_with("recursion limit exceeded"), "{refused}");
}

#[test]
fn a_table_lists_the_types_of_its_members() {
    let entry = |property: &Property| (property.name, property.presence);
    let kinds: Vec<_> = Kinds::PROPERTIES.iter().map(entry).collect();
    let expected = [
        ("required", Presence::Required),
        ("nullable", Presence::Expected),
        ("optional", Presence::Optional),
        ("any", Presence::Any),
        ("field", Presence::Nullable),
    ];
    assert_eq!(kinds, expected);
    let constants = ["text", "picture"].map(Literal::String);
    assert_eq!(Names::PROPERTIES[0].constants, constants);
    assert_eq!(Open::PROPERTIES.len(), 0);
}
