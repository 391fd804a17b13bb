//! Constants and nulls that distinguish the objects of unions.

use serde_json::{Value, json};

use super::union_values::{fails, read, round};
use crate::runtime::{Field, object, union};

#[derive(Debug, PartialEq)]
pub(crate) struct Secure {
    secure: Option<bool>,
    host: Option<String>,
}

object! { Secure { "secure" => secure?: optional = true, "host" => host?: optional, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Plain {
    secure: Option<bool>,
    host: Option<String>,
}

object! { Plain { "secure" => secure?: optional = false, "host" => host?: optional, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Second {
    version: i64,
}

object! { Second { "version" => version: required integer = 2, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Half {
    version: f64,
}

object! { Half { "version" => version: required = 2.5, } }

#[derive(Debug, PartialEq)]
pub(crate) struct All {
    filter: Value,
}

object! { All { "filter" => filter: required == "{\"all\":true}", } }

#[derive(Debug, PartialEq)]
pub(crate) struct Nothing {
    filter: (),
}

object! { Nothing { "filter" => filter: required == "null", } }

#[derive(Debug, PartialEq)]
pub(crate) struct Filtered {
    filter: Value,
}

object! { Filtered { "filter" => filter: required, } }

#[derive(Debug, PartialEq)]
enum Thing {
    Secure(Secure),
    Plain(Plain),
    Second(Second),
    Half(Half),
    All(All),
    Nothing(Nothing),
    Filtered(Filtered),
}

union! {
    Thing {
        struct => Secure(Secure),
        struct => Plain(Plain),
        struct => Second(Second),
        struct => Half(Half),
        struct => All(All),
        struct => Nothing(Nothing),
        struct => Filtered(Filtered),
    }
}

#[test]
fn constants_of_all_types_distinguish_objects() {
    let name = |text: &str| format!("{:?}", round::<Thing>(text));
    assert!(name(r#"{"secure":true,"host":"h"}"#).starts_with("Secure"));
    assert!(name(r#"{"secure":false,"host":"h"}"#).starts_with("Plain"));
    assert!(name(r#"{"version":2}"#).starts_with("Second"));
    assert!(name(r#"{"version":2.5}"#).starts_with("Half"));
    assert!(name(r#"{"filter":{"all":true}}"#).starts_with("All"));
    assert!(name(r#"{"filter":null}"#).starts_with("Nothing"));
    assert!(name(r#"{"filter":{"all":false}}"#).starts_with("Filtered"));
    assert!(matches!(read(r#"{"version":2.0}"#), Ok(Thing::Second(_))));
}

#[test]
fn the_error_lists_the_constants_as_json() {
    let message = fails::<Thing>(r#"{"secure":1,"version":3}"#);
    for reason in [
        "Secure: `secure` is not true",
        "Second: `version` is not 2;",
        "Half: `version` is not 2.5",
    ] {
        assert!(message.contains(reason), "{message}");
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Text {
    a: Option<String>,
}

object! { Text { "a" => a?: optional, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Number {
    a: Field<i64>,
}

object! { Number { "a" => a?: tristate = 1, } }

#[derive(Debug, PartialEq)]
enum Optional {
    Text(Text),
    Number(Number),
}

union! { Optional { struct => Text(Text), struct => Number(Number), } }

#[test]
fn a_null_is_read_by_the_variant_in_which_it_is_a_value() {
    assert_eq!(
        round::<Optional>(r#"{"a":null}"#),
        Optional::Number(Number { a: Field::Null })
    );
    assert!(matches!(round(r#"{"a":"x"}"#), Optional::Text(_)));
    assert!(matches!(round(r#"{"a":1}"#), Optional::Number(_)));
}

#[derive(Debug, PartialEq)]
pub(crate) struct Other {
    b: Option<i64>,
}

object! { Other { "b" => b?: optional, } }

#[derive(Debug, PartialEq)]
enum Either {
    Text(Text),
    Other(Other),
    UnknownValue(Value),
}

union! { open Either { struct => Text(Text), struct => Other(Other), } }

#[test]
fn a_variant_that_does_not_allow_a_null_is_the_last_choice() {
    assert!(matches!(read(r#"{"a":null,"b":1}"#), Ok(Either::Other(_))));
    assert!(matches!(read(r#"{"a":null}"#), Ok(Either::Other(_))));
    assert!(matches!(
        read(r#"{"a":null,"b":null}"#),
        Ok(Either::Text(_))
    ));
}

#[derive(Debug, PartialEq)]
enum Pay {
    None,
    Card(Card),
    UnknownValue(Value),
}

#[derive(Debug, PartialEq)]
pub(crate) struct Card {
    card: i64,
}

object! { Card { "card" => card: required, } }
union! { open Pay { "none" => None, struct => Card(Card), } }

#[test]
fn an_object_with_a_new_key_is_unknown() {
    assert_eq!(round::<Pay>("\"none\""), Pay::None);
    assert_eq!(round::<Pay>("{\"card\":1}"), Pay::Card(Card { card: 1 }));
    let coin = json!({"crypto": {"coin": "x"}});
    assert_eq!(round::<Pay>(&coin.to_string()), Pay::UnknownValue(coin));
    assert!(fails::<Pay>("{\"card\":\"1\"}").starts_with("no variant of Pay fits an object"));
}

#[derive(Debug, PartialEq)]
pub(crate) struct Width {
    width: Option<i64>,
    unit: Option<String>,
}

object! { Width { "width" => width?: optional, "unit" => unit?: optional, } }

#[derive(Debug, PartialEq)]
pub(crate) struct Height {
    height: Option<i64>,
    unit: Option<String>,
}

object! { Height { "height" => height?: optional, "unit" => unit?: optional, } }

#[derive(Debug, PartialEq)]
enum Size {
    Width(Width),
    Height(Height),
    UnknownValue(Value),
}

union! { open Size { struct => Width(Width), struct => Height(Height), } }

#[test]
fn an_open_union_loses_no_member_that_another_variant_declares() {
    let both = json!({"width": 1, "height": 2, "unit": "mm"});
    assert_eq!(round::<Size>(&both.to_string()), Size::UnknownValue(both));
    assert!(matches!(
        round(r#"{"height":2,"unit":"mm"}"#),
        Size::Height(_)
    ));
    // Neither a member that no variant declares nor one of another type changes the variant.
    assert!(matches!(
        read(r#"{"width":1,"depth":2}"#),
        Ok(Size::Width(_))
    ));
    assert!(matches!(
        read(r#"{"width":1,"height":"high"}"#),
        Ok(Size::Width(_))
    ));
}
