//! Enums of strings and integers, open and closed.

use std::error::Error;

use serde::de::DeserializeOwned;
use serde_json::json;

use crate::runtime::{UnknownValueError, integer_enum, string_enum};

/// An open enum of strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Listed.
    Queued,
    /// Listed.
    VeryLong,
    /// Listed.
    Empty,
    /// Not listed.
    UnknownValue(String),
}

string_enum! {
    Status {
        "queued" => Queued,
        "very \"long\"" => VeryLong,
        "" => Empty,
    }
}

/// A closed enum of strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Listed.
    Asc,
    /// Listed.
    Desc,
}

string_enum! {
    closed Order {
        "asc" => Asc,
        "desc" => Desc,
    }
}

/// An open enum of integers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Priority {
    /// Listed.
    Low,
    /// Listed.
    High,
    /// Not listed.
    UnknownValue(i64),
}

integer_enum! {
    Priority: i64 {
        -1 => Low,
        1 => High,
    }
}

/// A closed enum of integers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// Listed.
    One,
    /// Listed.
    Two,
}

integer_enum! {
    closed Version: u8 {
        1 => One,
        2 => Two,
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn listed_strings_are_read_and_written() {
    let statuses = [Status::Queued, Status::VeryLong, Status::Empty];
    let text = r#"["queued","very \"long\"",""]"#;
    assert_eq!(read(text), Ok(statuses.clone()));
    assert_eq!(serde_json::to_string(&statuses).ok().as_deref(), Some(text));
    assert_eq!(read(r#""\u0071ueued""#), Ok(Status::Queued));
    assert_eq!(
        serde_json::from_value(json!("queued")).ok(),
        Some(Status::Queued)
    );
    assert_eq!(
        serde_json::from_reader(&b"\"queued\""[..]).ok(),
        Some(Status::Queued)
    );
}

#[test]
fn an_open_enum_keeps_strings_that_are_not_listed() {
    let status = Status::UnknownValue("Queued".to_owned());
    assert_eq!(read("\"Queued\""), Ok(status.clone()));
    assert_eq!(serde_json::to_value(&status).ok(), Some(json!("Queued")));
}

#[test]
fn a_string_enum_rejects_other_types() {
    let message = "invalid type: integer `5`, expected a string at line 1 column 1";
    assert_eq!(read::<Status>("5"), Err(message.to_owned()));
    assert_eq!(read::<Order>("5"), Err(message.to_owned()));
    assert!(read::<Status>("null").is_err());
}

#[test]
fn an_open_enum_converts_from_and_to_text() {
    assert_eq!(Status::from("queued"), Status::Queued);
    assert_eq!(Status::from("queued".to_owned()), Status::Queued);
    assert_eq!("x".parse(), Ok(Status::UnknownValue("x".to_owned())));
    let text: &str = Status::Queued.as_ref();
    assert_eq!(
        (text, Status::VeryLong.as_str()),
        ("queued", "very \"long\"")
    );
    assert_eq!(
        format!("{}|{:>8}|", Status::from("x"), Status::Queued),
        "x|  queued|"
    );
}

#[test]
fn the_error_of_a_closed_enum_lists_its_values() {
    let unknown: Result<Order, UnknownValueError> = "up".parse();
    let error = unknown.expect_err("it is not listed");
    assert_eq!(
        error.to_string(),
        "unknown Order \"up\", expected \"asc\", \"desc\""
    );
    assert_eq!(
        (error.value(), error.values()),
        ("up", &["asc", "desc"][..])
    );
    assert!(error.source().is_none());
    let refused = read::<Order>("[\"up\"]".trim_matches(['[', ']']));
    let message = "unknown Order \"up\", expected \"asc\", \"desc\" at line 1 column 4";
    assert_eq!(refused, Err(message.to_owned()));
}

#[test]
fn a_closed_enum_converts_from_and_to_text() {
    assert_eq!("asc".parse(), Ok(Order::Asc));
    assert_eq!(read("\"desc\""), Ok(Order::Desc));
    assert_eq!(serde_json::to_value(Order::Desc).ok(), Some(json!("desc")));
    assert_eq!((Order::Asc.as_str(), Order::Asc.as_ref()), ("asc", "asc"));
    assert_eq!(format!("{:<5}|", Order::Asc), "asc  |");
}

#[test]
fn listed_integers_are_read_and_written() {
    let text = "[-1,1]";
    let priorities = [Priority::Low, Priority::High];
    assert_eq!(read(text), Ok(priorities.clone()));
    assert_eq!(
        serde_json::to_string(&priorities).ok().as_deref(),
        Some(text)
    );
    assert_eq!(read("[-1.0,1e0]"), Ok(priorities));
    assert_eq!(read("[1,2.0]"), Ok([Version::One, Version::Two]));
}

#[test]
fn an_open_enum_keeps_integers_that_are_not_listed() {
    assert_eq!(read("7"), Ok(Priority::UnknownValue(7)));
    assert_eq!(Priority::from(7).value(), 7);
    assert_eq!(
        serde_json::to_value(Priority::UnknownValue(i64::MIN)).ok(),
        Some(json!(i64::MIN))
    );
    assert_eq!(
        format!("{}|{:>3}", Priority::Low, Priority::UnknownValue(7)),
        "-1|  7"
    );
}

#[test]
fn an_integer_enum_rejects_values_outside_of_its_type() {
    for text in ["9223372036854775808", "1.5", "\"1\"", "null"] {
        assert!(read::<Priority>(text).is_err(), "{text}");
    }
    let message = "invalid value: integer `256`, expected an integer at line 1 column 3";
    assert_eq!(read::<Version>("256"), Err(message.to_owned()));
}

#[test]
fn the_error_of_a_closed_enum_of_integers_lists_its_values() {
    let error = Version::try_from(3).expect_err("it is not listed");
    assert_eq!(
        error.to_string(),
        "unknown Version \"3\", expected \"1\", \"2\""
    );
    assert_eq!(Version::try_from(2), Ok(Version::Two));
    let message = "unknown Version \"3\", expected \"1\", \"2\" at line 1 column 1";
    assert_eq!(read::<Version>("3"), Err(message.to_owned()));
}

#[test]
fn enums_are_ordered_by_their_values_on_the_wire() {
    let unlisted = Status::UnknownValue("medium".to_owned());
    let mut all = [Status::VeryLong, Status::Queued, unlisted, Status::Empty];
    all.sort();
    let values = all.each_ref().map(Status::as_str);
    assert_eq!(values, ["", "medium", "queued", "very \"long\""]);
    assert!(Order::Asc < Order::Desc);
    assert!(Priority::Low < Priority::UnknownValue(0));
    assert!(Priority::UnknownValue(0) < Priority::High);
}

#[test]
fn the_order_of_an_enum_agrees_with_its_equality() {
    let unlisted = Status::UnknownValue("queued".to_owned());
    assert_ne!(unlisted, Status::Queued);
    assert!(unlisted > Status::Queued);
    assert!(Priority::UnknownValue(-1) > Priority::Low);
}
