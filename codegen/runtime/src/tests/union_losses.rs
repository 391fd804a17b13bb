//! The variant that preserves most of a value is selected.

use serde_json::Value;

use super::union_values::{read, round};
use crate::runtime::{integer_enum, object, string_enum, union};

/// An open enum.
#[derive(Debug, PartialEq, Eq)]
pub enum Legacy {
    /// Listed.
    Ada,
    /// Not listed.
    UnknownValue(String),
}

string_enum! { Legacy { "ada" => Ada, } }

/// An open enum.
#[derive(Debug, PartialEq, Eq)]
pub enum Current {
    /// Listed.
    O1,
    /// Not listed.
    UnknownValue(String),
}

string_enum! { Current { "o1" => O1, } }

/// An open enum.
#[derive(Debug, PartialEq, Eq)]
pub enum Rank {
    /// Listed.
    One,
    /// Not listed.
    UnknownValue(i64),
}

integer_enum! { Rank: i64 { 1 => One, } }

/// An open enum.
#[derive(Debug, PartialEq, Eq)]
pub enum Grade {
    /// Listed.
    Two,
    /// Not listed.
    UnknownValue(i64),
}

integer_enum! { Grade: i64 { 2 => Two, } }

#[derive(Debug, PartialEq)]
enum Model {
    Legacy(Legacy),
    Current(Current),
    Rank(Rank),
    Grade(Grade),
}

union! {
    Model {
        string => Legacy(Legacy),
        string => Current(Current),
        integer => Rank(Rank),
        integer => Grade(Grade),
    }
}

#[test]
fn a_listed_value_takes_precedence_over_an_unlisted_one_of_an_earlier_enum() {
    assert_eq!(round::<Model>("\"ada\""), Model::Legacy(Legacy::Ada));
    assert_eq!(round::<Model>("\"o1\""), Model::Current(Current::O1));
    assert_eq!(
        round::<Model>("\"o9\""),
        Model::Legacy(Legacy::UnknownValue("o9".to_owned()))
    );
    assert_eq!(round::<Model>("2"), Model::Grade(Grade::Two));
    assert_eq!(round::<Model>("3"), Model::Rank(Rank::UnknownValue(3)));
    assert_eq!(read("2.0"), Ok(Model::Grade(Grade::Two)));
}

/// An open enum.
#[derive(Debug, PartialEq, Eq)]
pub enum Recent {
    /// Listed.
    Recent,
    /// Not listed.
    UnknownValue(String),
}

string_enum! { Recent { "recent" => Recent, } }

/// An open enum.
#[derive(Debug, PartialEq, Eq)]
pub enum Count {
    /// Listed.
    Count,
    /// Not listed.
    UnknownValue(String),
}

string_enum! { Count { "count" => Count, } }

#[derive(Debug, PartialEq)]
struct RecentSettings {
    r#type: Option<Recent>,
    source: Option<String>,
}

object! { RecentSettings { "type" => r#type?: optional, "source" => source?: optional, } }

#[derive(Debug, PartialEq)]
struct CountSettings {
    r#type: Option<Count>,
    seconds: Option<i64>,
}

object! { CountSettings { "type" => r#type?: optional, "seconds" => seconds?: optional, } }

#[derive(Debug, PartialEq)]
struct RecentVariable {
    settings: RecentSettings,
}

object! { RecentVariable { "settings" => settings: required, } }

#[derive(Debug, PartialEq)]
struct CountVariable {
    settings: CountSettings,
    name: Option<String>,
}

object! { CountVariable { "settings" => settings: required, "name" => name?: optional, } }

#[derive(Debug, PartialEq)]
enum Variable {
    Recent(RecentVariable),
    Count(CountVariable),
    Names(Vec<Count>),
    Recents(Vec<Recent>),
    Any(Value),
}

union! {
    Variable {
        any => Any(Value),
        struct => Recent(RecentVariable),
        struct => Count(CountVariable),
        array => Names(Vec<Count>),
        array => Recents(Vec<Recent>),
    }
}

#[test]
fn nested_values_distinguish_objects() {
    assert!(matches!(
        round(r#"{"settings": {"type": "count", "seconds": 2}}"#),
        Variable::Count(_)
    ));
    assert!(matches!(
        round(r#"{"settings": {"type": "recent"}}"#),
        Variable::Recent(_)
    ));
    assert!(matches!(
        round(r#"{"settings": {"seconds": 2}}"#),
        Variable::Count(_)
    ));
}

#[test]
fn an_unknown_member_does_not_change_the_variant() {
    let read = |text| read::<Variable>(text).expect(text);
    assert!(matches!(
        read(r#"{"settings": {"type": "count", "new": 1}, "new": {}}"#),
        Variable::Count(_)
    ));
    assert!(matches!(
        read(r#"{"settings": {"type": "new", "new": 1}}"#),
        Variable::Recent(_)
    ));
    assert!(matches!(read(r#"{"new": 1}"#), Variable::Any(_)));
}

#[test]
fn an_array_is_read_by_the_row_that_knows_most_of_its_items() {
    assert!(matches!(round(r#"["count"]"#), Variable::Names(_)));
    assert!(matches!(
        round(r#"["recent", "new"]"#),
        Variable::Recents(_)
    ));
    assert!(matches!(round(r#"["new", "newer"]"#), Variable::Names(_)));
}

#[derive(Debug, PartialEq)]
enum Plain {
    Recent(RecentVariable),
    Count(CountVariable),
}

union! { Plain { struct => Recent(RecentVariable), struct => Count(CountVariable), } }

#[test]
fn nested_values_distinguish_objects_with_the_same_number_of_declared_members() {
    for (json, is_recent) in [
        (r#"{"settings":{"type":"recent"}}"#, true),
        (r#"{"settings":{"type":"count"}}"#, false),
        (r#"{"settings":{"type":"new"}}"#, true),
        (r#"{"settings":{"type":"recent"},"extra":1}"#, true),
        (r#"{"settings":{"type":"count"},"extra":1}"#, false),
        (r#"{"settings":{"type":"new"},"extra":1}"#, true),
    ] {
        let plain = read::<Plain>(json);
        let found = matches!(plain, Ok(Plain::Recent(_)));
        assert_eq!(
            (plain.is_ok(), found),
            (true, is_recent),
            "{json}: {plain:?}"
        );
    }
}
