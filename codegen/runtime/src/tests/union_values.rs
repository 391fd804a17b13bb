//! Unions of scalars and arrays, and behavior common to all unions.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::runtime::json::union::table::union;

/// Reads a value from text and from a tree, checks that both are equal, and returns the result.
pub(super) fn read<T>(text: &str) -> Result<T, String>
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let from_text = serde_json::from_str::<T>(text);
    let tree: Value = serde_json::from_str(text).expect("JSON");
    let from_tree = serde_json::from_value::<T>(tree.clone());
    match (from_text, from_tree) {
        (Ok(value), Ok(same)) => {
            assert_eq!(value, same);
            Ok(value)
        }
        (Err(error), Err(_)) => {
            let error = error.to_string();
            let place = error.rfind(" at line ").unwrap_or(error.len());
            Err(error[..place].to_owned())
        }
        (text, tree) => panic!("from text {text:?}, from a tree {tree:?}"),
    }
}

/// Reads a value and checks that it is written unchanged.
pub(super) fn round<T>(text: &str) -> T
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let value = read::<T>(text).expect(text);
    let written = serde_json::to_value(&value).expect("a JSON value");
    let tree: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(written, tree);
    value
}

pub(super) fn fails<T>(text: &str) -> String
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    read::<T>(text).expect_err(text)
}

#[derive(Debug, PartialEq)]
enum NEpochs {
    Auto,
    Integer(i64),
}

union! { NEpochs { "auto" => Auto, integer => Integer(i64) } }

#[test]
fn a_literal_and_a_kind_are_distinguished() {
    assert_eq!(round::<NEpochs>("\"auto\""), NEpochs::Auto);
    assert_eq!(round::<NEpochs>("3"), NEpochs::Integer(3));
    assert_eq!(round::<NEpochs>("-3"), NEpochs::Integer(-3));
}

#[test]
fn an_integer_may_be_written_with_a_fraction_of_zero() {
    assert_eq!(read("3.0"), Ok(NEpochs::Integer(3)));
    assert_eq!(read("-0.0"), Ok(NEpochs::Integer(0)));
    assert_eq!(read("1e3"), Ok(NEpochs::Integer(1000)));
}

#[test]
fn an_error_lists_each_variant_with_its_reason() {
    assert_eq!(
        fails::<NEpochs>("\"x\\n\""),
        "no variant of NEpochs fits string \"x \": Auto: expected \"auto\"; Integer: expected an integer"
    );
    assert_eq!(
        fails::<NEpochs>("3.5"),
        "no variant of NEpochs fits floating point `3.5`: Auto: expected \"auto\"; Integer: expected an integer"
    );
    assert_eq!(
        fails::<NEpochs>("9223372036854775808"),
        "no variant of NEpochs fits integer `9223372036854775808`: Auto: expected \"auto\"; \
         Integer: invalid value: integer `9223372036854775808`, expected i64"
    );
    assert_eq!(
        fails::<NEpochs>("{}"),
        "no variant of NEpochs fits an object: Auto: expected \"auto\"; Integer: expected an integer"
    );
    assert_eq!(
        fails::<NEpochs>("null"),
        "no variant of NEpochs fits null: Auto: expected \"auto\"; Integer: expected an integer"
    );
}

#[test]
fn an_error_is_bounded_and_on_one_line() {
    let long = format!("\"{}\"", "x\\n".repeat(5_000));
    let error = fails::<NEpochs>(&long);
    assert!(error.len() < 300, "{error}");
    assert!(!error.contains('\n'));
}

#[derive(Debug, PartialEq)]
enum Kinds {
    Null(()),
    Bool(bool),
    Integer(u64),
    Number(f64),
    Text(String),
    List(Vec<Kinds>),
    Map(BTreeMap<String, Kinds>),
}

union! {
    Kinds {
        null => Null(()),
        bool => Bool(bool),
        number => Number(f64),
        integer => Integer(u64),
        string => Text(String),
        array => List(Vec<Kinds>),
        object => Map(BTreeMap<String, Kinds>),
    }
}

#[test]
fn each_kind_of_value_is_read_by_its_row() {
    assert_eq!(round::<Kinds>("null"), Kinds::Null(()));
    assert_eq!(round::<Kinds>("true"), Kinds::Bool(true));
    assert_eq!(round::<Kinds>("1.5"), Kinds::Number(1.5));
    assert_eq!(round::<Kinds>("\"\""), Kinds::Text(String::new()));
    assert_eq!(
        round::<Kinds>("[1, [null]]"),
        Kinds::List(vec![Kinds::Integer(1), Kinds::List(vec![Kinds::Null(())])])
    );
    let map = BTreeMap::from([("a".to_owned(), Kinds::Map(BTreeMap::new()))]);
    assert_eq!(round::<Kinds>("{\"a\": {}}"), Kinds::Map(map));
}

#[test]
fn an_integer_is_read_by_the_integer_row_in_any_order() {
    assert_eq!(round::<Kinds>("1"), Kinds::Integer(1));
    assert_eq!(
        round::<Kinds>("18446744073709551615"),
        Kinds::Integer(u64::MAX)
    );
}

#[test]
fn a_float_without_a_fraction_is_read_by_the_number_row() {
    assert_eq!(round::<Kinds>("1.0"), Kinds::Number(1.0));
}

#[test]
fn an_integer_outside_of_the_range_is_read_by_the_number_row() {
    assert_eq!(read("-1"), Ok(Kinds::Number(-1.0)));
}

#[derive(Debug, PartialEq)]
enum Several {
    Scalar(Value),
    Rest(Value),
}

union! { Several { string | integer | null => Scalar(Value), bool | any => Rest(Value) } }

#[test]
fn a_row_may_read_several_kinds() {
    assert_eq!(round::<Several>("\"a\""), Several::Scalar(json!("a")));
    assert_eq!(round::<Several>("1"), Several::Scalar(json!(1)));
    assert_eq!(round::<Several>("null"), Several::Scalar(Value::Null));
    assert_eq!(round::<Several>("1.0"), Several::Rest(json!(1.0)));
    assert_eq!(round::<Several>("[1]"), Several::Rest(json!([1])));
    assert_eq!(
        round::<Several>("{\"a\":[{}]}"),
        Several::Rest(json!({"a": [{}]}))
    );
}

#[derive(Debug, PartialEq)]
enum Literals {
    No,
    MinusOne,
    Two,
    Yes,
    Name(String),
    Float(f64),
}

union! {
    Literals {
        string => Name(String),
        number => Float(f64),
        "no" | "off" | "say \"no\"\n" => No,
        -1 => MinusOne,
        2 | 3 => Two,
        true => Yes,
    }
}

#[test]
fn literals_take_precedence_over_kinds_and_are_written_as_the_first_one() {
    assert_eq!(round::<Literals>("\"no\""), Literals::No);
    assert_eq!(read("\"off\""), Ok(Literals::No));
    assert_eq!(read("\"say \\\"no\\\"\\n\""), Ok(Literals::No));
    assert_eq!(round::<Literals>("\"of\""), Literals::Name("of".to_owned()));
    assert_eq!(round::<Literals>("-1"), Literals::MinusOne);
    assert_eq!(read("3"), Ok(Literals::Two));
    assert_eq!(read("2.0"), Ok(Literals::Two));
    assert_eq!(round::<Literals>("2.5"), Literals::Float(2.5));
    assert_eq!(round::<Literals>("true"), Literals::Yes);
    assert_eq!(serde_json::to_string(&Literals::Two).expect("JSON"), "2");
}

#[test]
fn a_bool_that_is_not_listed_is_an_error() {
    let error = fails::<Literals>("false");
    assert_eq!(
        error,
        "no variant of Literals fits boolean `false`: Name: expected a string; Float: expected a number; \
         No: expected \"no\", \"off\" or \"say \\\"no\\\"\\n\"; MinusOne: expected -1; Two: expected 2 or 3; \
         Yes: expected true"
    );
}

#[derive(Debug, PartialEq)]
enum Units {
    Null,
    Half,
    MinusHalf,
    Huge,
    Rest(Vec<bool>),
}

union! {
    Units {
        null => Null,
        0.5 => Half,
        -0.5 => MinusHalf,
        18446744073709551615 => Huge,
        array => Rest(Vec<bool>),
    }
}

#[test]
fn null_and_any_number_may_be_variants_without_a_payload() {
    assert_eq!(round::<Units>("null"), Units::Null);
    assert_eq!(round::<Units>("0.5"), Units::Half);
    assert_eq!(round::<Units>("-0.5"), Units::MinusHalf);
    assert_eq!(round::<Units>("18446744073709551615"), Units::Huge);
    assert_eq!(round::<Units>("[true]"), Units::Rest(vec![true]));
    assert_eq!(
        fails::<Units>("1"),
        "no variant of Units fits integer `1`: Null: expected null; Half: expected 0.5; \
         MinusHalf: expected -0.5; Huge: expected 18446744073709551615; Rest: expected an array"
    );
}

#[derive(Debug, PartialEq)]
enum Open {
    Auto,
    One,
    On,
    List(Vec<i64>),
    UnknownValue(Value),
}

union! { open Open { "auto" => Auto, 1 => One, true => On, array => List(Vec<i64>) } }

#[test]
fn an_open_union_keeps_scalars_of_listed_kinds() {
    for text in ["\"new\"", "7", "7.5", "false"] {
        let tree: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(round::<Open>(text), Open::UnknownValue(tree));
    }
    assert_eq!(round::<Open>("\"auto\""), Open::Auto);
    assert_eq!(round::<Open>("1"), Open::One);
    assert_eq!(round::<Open>("true"), Open::On);
}

#[test]
fn an_open_union_rejects_values_without_a_matching_row_or_literal_kind() {
    assert!(
        fails::<Open>("null")
            .starts_with("no variant of Open fits null: Auto: expected \"auto\"; ")
    );
    assert!(fails::<Open>("{}").starts_with("no variant of Open fits an object: "));
    assert_eq!(
        fails::<Open>("[\"a\"]"),
        "invalid type: string \"a\", expected i64"
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Low,
    High,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Color(String);

#[derive(Debug, PartialEq)]
enum Strings {
    Level(Level),
    Color(Color),
    Never(String),
}

union! { Strings { string => Level(Level), string => Color(Color), string => Never(String) } }

#[test]
fn a_string_is_read_by_the_first_matching_row() {
    assert_eq!(round::<Strings>("\"high\""), Strings::Level(Level::High));
    let color = Strings::Color(Color("x".to_owned()));
    assert_eq!(round::<Strings>("\"x\""), color);
}

#[derive(Debug, PartialEq)]
enum Arrays {
    Text(String),
    Texts(Vec<String>),
    Tokens(Vec<i64>),
    Batches(Vec<Vec<i64>>),
}

union! {
    Arrays {
        string => Text(String),
        array => Texts(Vec<String>),
        array => Tokens(Vec<i64>),
        array => Batches(Vec<Vec<i64>>),
    }
}

#[test]
fn an_array_is_read_by_the_first_matching_row() {
    assert_eq!(round::<Arrays>("[]"), Arrays::Texts(Vec::new()));
    assert_eq!(
        round::<Arrays>("[\"\\u0041\"]"),
        Arrays::Texts(vec!["A".to_owned()])
    );
    assert_eq!(round::<Arrays>("[1]"), Arrays::Tokens(vec![1]));
    assert_eq!(round::<Arrays>("[[1]]"), Arrays::Batches(vec![vec![1]]));
}

#[test]
fn an_error_in_an_array_has_the_index() {
    assert_eq!(
        fails::<Arrays>("[[1], [2, \"x\"]]"),
        "no variant of Arrays fits an array: Text: expected a string; \
         Texts: [0]: invalid type: sequence, expected a string; \
         Tokens: [0]: invalid type: sequence, expected i64; \
         Batches: [1][1]: invalid type: string \"x\", expected i64"
    );
}

#[test]
fn an_option_of_a_union_accepts_null() {
    assert_eq!(round::<Option<NEpochs>>("null"), None);
    assert_eq!(round::<Option<NEpochs>>("1"), Some(NEpochs::Integer(1)));
}

mod hostile {
    //! Schemas may have the names of the prelude.
    #![allow(dead_code, reason = "the names are what counts")]

    use crate::runtime::json::union::table::union;

    struct Option;
    struct Result;
    struct Some;
    struct Ok;
    struct Vec;
    struct Box;

    #[derive(Debug, PartialEq)]
    pub(super) enum String {
        Ok,
        Some(i64),
        Result(bool),
        UnknownValue(serde_json::Value),
    }

    union! { open String { "ok" => Ok, integer => Some(i64), bool => Result(bool) } }
}

#[test]
fn a_union_may_have_the_names_of_the_prelude() {
    assert_eq!(round::<hostile::String>("\"ok\""), hostile::String::Ok);
    assert_eq!(round::<hostile::String>("1"), hostile::String::Some(1));
    assert_eq!(
        round::<hostile::String>("true"),
        hostile::String::Result(true)
    );
}
