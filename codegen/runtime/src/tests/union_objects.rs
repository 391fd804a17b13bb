//! Unions of objects without a tag.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::union_values::{fails, read, round};
use crate::runtime::json::content::Content;
use crate::runtime::{Field, object, union};

#[derive(Debug, PartialEq)]
pub(crate) struct File {
    object: String,
    id: String,
    bytes: Option<i64>,
}

object! {
    File {
        "object" => object: required = "file",
        "id" => id: required,
        "bytes" => bytes?: optional,
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Job {
    object: String,
    id: String,
}

object! { Job { "object" => object: required = "job" | "task", "id" => id: required, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Point {
    x: i64,
    y: Option<i64>,
}

object! { Point { "x" => x: required, "y" => y?: optional, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Place {
    x: i64,
    y: Option<i64>,
    z: Option<i64>,
}

object! { Place { "x" => x: required, "y" => y?: optional, "z" => z?: optional, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    x: Option<i64>,
    w: Field<i64>,
}

object! { Fault { "x" => x: nullable, "w" => w?: tristate, } }

#[derive(Debug, PartialEq)]
enum Thing {
    File(File),
    Job(Box<Job>),
    Point(Point),
    Place(Place),
    Id(String),
}

union! {
    Thing {
        struct => File(File),
        struct => Job(Box<Job>),
        struct => Point(Point),
        struct => Place(Place),
        string => Id(String),
    }
}

#[test]
fn a_constant_distinguishes_objects() {
    assert!(matches!(
        round(r#"{"id": "1", "object": "file", "bytes": 1}"#),
        Thing::File(_)
    ));
    assert!(matches!(
        round(r#"{"object": "job", "id": "1"}"#),
        Thing::Job(_)
    ));
    assert!(matches!(
        round(r#"{"object": "task", "id": "1"}"#),
        Thing::Job(_)
    ));
    assert_eq!(round::<Thing>("\"x\""), Thing::Id("x".to_owned()));
}

#[test]
fn the_object_with_most_declared_members_is_selected() {
    assert!(matches!(
        round(r#"{"x": 1, "y": 2, "z": 3}"#),
        Thing::Place(_)
    ));
    assert!(matches!(
        read(r#"{"x": 1, "unknown": 2, "z": 3}"#),
        Ok(Thing::Place(_))
    ));
}

#[test]
fn ties_are_decided_by_the_order_of_rows() {
    assert!(matches!(round(r#"{"x": 1}"#), Thing::Point(_)));
    assert!(matches!(round(r#"{"y": 2, "x": 1}"#), Thing::Point(_)));
}

#[test]
fn an_object_without_a_matching_variant_is_an_error_with_all_reasons() {
    assert_eq!(
        fails::<Thing>(r#"{"object": "x", "id": 1}"#),
        "no variant of Thing fits an object: File: `object` is not \"file\"; \
         Job: `object` is not \"job\" or \"task\"; Point: missing field `x`; Place: missing field `x`; \
         Id: expected a string"
    );
    assert_eq!(
        fails::<Thing>(r#"{"x": "1"}"#),
        "no variant of Thing fits an object: File: missing field `object`; Job: missing field `object`; \
         Point: .x: invalid type: string \"1\", expected i64; \
         Place: .x: invalid type: string \"1\", expected i64; Id: expected a string"
    );
}

#[derive(Debug, PartialEq)]
enum Fallback {
    Fault(Fault),
    Point(Point),
    Map(BTreeMap<String, Value>),
}

union! {
    Fallback {
        object => Map(BTreeMap<String, Value>),
        struct => Fault(Fault),
        struct => Point(Point),
    }
}

#[test]
fn a_missing_required_member_rules_a_variant_out_even_if_it_is_nullable() {
    assert!(matches!(round(r#"{"x": 1}"#), Fallback::Fault(_)));
    assert!(matches!(round(r#"{"x": null}"#), Fallback::Fault(_)));
    assert!(matches!(round(r#"{"w": 1}"#), Fallback::Map(_)));
    assert!(matches!(round(r#"{"x": 1, "y": 1}"#), Fallback::Point(_)));
}

#[test]
fn a_map_is_selected_if_it_preserves_more_than_each_struct() {
    assert!(matches!(round(r#"{"x": 1, "q": {}}"#), Fallback::Map(_)));
}

#[test]
fn an_object_without_a_matching_struct_is_read_by_the_object_row() {
    assert!(matches!(round(r#"{"x": "a", "q": {}}"#), Fallback::Map(_)));
}

#[derive(Debug, PartialEq)]
enum Single {
    Point(Point),
    List(Vec<i64>),
}

union! { Single { struct => Point(Point), array => List(Vec<i64>) } }

#[test]
fn a_single_candidate_is_read_directly_and_its_error_has_a_position() {
    assert!(matches!(round(r#"{"x": 1}"#), Single::Point(_)));
    let error = serde_json::from_str::<Single>("{\n\"x\": true,\n\"y\": 1}").expect_err("a bool");
    assert_eq!(
        error.to_string(),
        "invalid type: boolean `true`, expected i64 at line 2 column 9"
    );
}

#[derive(Debug, PartialEq)]
enum Nested {
    Id(String),
    Tagged(Tagged),
    Thing(Box<Thing>),
    Mode(Mode),
}

#[derive(Debug, PartialEq)]
enum Tagged {
    Point(Point),
    UnknownValue(Value),
}

#[derive(Debug, PartialEq)]
enum Mode {
    Auto,
    Level(i64),
}

union! { Mode { "auto" => Auto, integer => Level(i64) } }
union! { open Tagged by "type" { add: "point" => Point(Point) } }
union! {
    Nested {
        string => Id(String),
        union => Tagged(Tagged),
        union => Thing(Box<Thing>),
        union => Mode(Mode),
    }
}

#[test]
fn a_nested_union_is_a_candidate_for_its_variants() {
    assert!(matches!(
        round(r#"{"x": 1, "type": "point"}"#),
        Nested::Tagged(Tagged::Point(_))
    ));
    assert!(matches!(round(r#"{"x": 1, "y": 2}"#), Nested::Thing(_)));
    assert_eq!(round::<Nested>("\"auto\""), Nested::Mode(Mode::Auto));
    assert_eq!(round::<Nested>("\"x\""), Nested::Id("x".to_owned()));
    assert_eq!(round::<Nested>("1"), Nested::Mode(Mode::Level(1)));
    assert_eq!(read("1.0"), Ok(Nested::Mode(Mode::Level(1))));
}

#[test]
fn a_nested_unknown_is_the_last_resort() {
    let unknown = Tagged::UnknownValue(json!({"q": 1}));
    assert_eq!(round::<Nested>(r#"{"q": 1}"#), Nested::Tagged(unknown));
}

#[derive(Debug, PartialEq)]
enum Left {
    Right(Box<Right>),
    Number(i64),
}

#[derive(Debug, PartialEq)]
enum Right {
    Left(Box<Left>),
    Text(String),
}

union! { Left { union => Right(Box<Right>), integer => Number(i64) } }
union! { Right { union => Left(Box<Left>), string => Text(String) } }

#[test]
fn mutually_recursive_unions_read_the_variants_of_both() {
    assert_eq!(
        round::<Left>("\"x\""),
        Left::Right(Box::new(Right::Text("x".to_owned())))
    );
    assert!(fails::<Left>("null").starts_with("no variant of Left fits null"));
    assert!(fails::<Left>("{}").starts_with("no variant of Left fits an object"));
}

#[derive(Debug, PartialEq)]
pub(crate) struct Branch {
    left: Option<Tree>,
    right: Option<Tree>,
}

object! { Branch { "left" => left?: optional, "right" => right?: optional, } }

#[derive(Debug, PartialEq)]
enum Tree {
    Branch(Box<Branch>),
    Point(Point),
}

union! { Tree { struct => Branch(Box<Branch>), struct => Point(Point) } }

#[test]
fn a_recursive_type_is_read_at_each_level() {
    let mut text = r#"{"x": 1}"#.to_owned();
    for _ in 0..100 {
        text = format!(r#"{{"left": {text}, "right": {{"x": 2}}}}"#);
    }
    assert!(matches!(round(&text), Tree::Branch(_)));
}

#[derive(Debug, PartialEq)]
pub(crate) struct Twig {
    left: Option<Overlap>,
}

object! { Twig { "left" => left?: optional, } }

#[derive(Debug, PartialEq)]
enum Overlap {
    One(Box<Twig>),
    Two(Box<Twig>),
    Number(i64),
}

union! { Overlap { struct => One(Box<Twig>), struct => Two(Box<Twig>), integer => Number(i64) } }

#[test]
fn the_search_for_a_deeply_nested_error_is_bounded() {
    let nest = |bottom: &str| {
        let mut text = bottom.to_owned();
        for _ in 0..100 {
            text = format!(r#"{{"left": {text}}}"#);
        }
        text
    };
    assert!(matches!(round(&nest("1")), Overlap::One(_)));
    let error = serde_json::from_str::<Overlap>(&nest("false"));
    let error = error.expect_err("a bool").to_string();
    assert!(error.starts_with("no variant of Overlap fits an object: One: .left: no variant"));
    assert!(error.chars().count() < 1_050);
    // The next value has a new limit.
    assert!(matches!(round(&nest("1")), Overlap::One(_)));
}

#[derive(Debug, PartialEq)]
struct Count {
    value: i64,
}

object! { Count { "value" => value: required, } }

#[derive(Debug, PartialEq)]
struct Label {
    value: String,
}

object! { Label { "value" => value: required, } }

#[derive(Debug, PartialEq)]
enum Reading {
    Count(Count),
    Label(Label),
}

union! { Reading { struct => Count(Count), struct => Label(Label), } }

#[test]
fn a_variant_with_members_of_other_types_is_skipped() {
    let value = "high".to_owned();
    assert_eq!(
        round::<Reading>(r#"{"value":"high"}"#),
        Reading::Label(Label { value })
    );
    assert_eq!(
        round::<Reading>(r#"{"value":3}"#),
        Reading::Count(Count { value: 3 })
    );
}

#[test]
fn a_buffered_empty_object_does_not_allocate() {
    let content = serde_json::from_str("{}").expect("it is an object");
    let Content::Object(members) = content else {
        panic!("{content:?} is not an object");
    };
    assert_eq!(members.capacity(), 0);
}
