//! Styles of parameters: the table of the specification, and cases beyond it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use crate::runtime::JsonText;
use crate::runtime::Style::{
    DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited,
};
use crate::runtime::encode::percent::Keep;
use crate::runtime::encode::style::{self, DelimiterError};
use crate::runtime::encode::value::Value;

/// The example object of the specification, with its members in order.
struct Color;

impl Serialize for Color {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut color = serializer.serialize_struct("Color", 3)?;
        color.serialize_field("R", &100)?;
        color.serialize_field("G", &200)?;
        color.serialize_field("B", &150)?;
        color.end()
    }
}

fn tree<T: Serialize + ?Sized>(value: &T) -> Value {
    Value::of(value).expect("a value that has a tree")
}

type Written = Result<Option<String>, DelimiterError>;

fn row(write: impl Fn(&Value) -> Written) -> [Option<String>; 4] {
    let array = ["blue", "black", "brown"];
    let values = [tree(""), tree("blue"), tree(&array), tree(&Color)];
    values.map(|value| text(write(&value)))
}

fn text(written: Written) -> Option<String> {
    written.expect("values without delimiters")
}

fn cells(cells: [&str; 4]) -> [Option<String>; 4] {
    cells.map(|cell| Some(cell.to_owned()))
}

#[test]
fn path_parameters_are_written_by_the_table_of_styles() {
    let table = [
        (
            Matrix,
            false,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Matrix,
            true,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Label,
            false,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Label,
            true,
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Simple,
            false,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Simple,
            true,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
    ];
    for (style, explode, expected) in table {
        let written = row(|value| style::path("color", style, explode, Keep::Nothing, value));
        assert_eq!(written, cells(expected), "{style:?}, explode {explode}");
    }
}

#[test]
fn query_parameters_are_written_by_the_table_of_styles() {
    let exploded = [
        "color=",
        "color=blue",
        "color=blue&color=black&color=brown",
        "R=100&G=200&B=150",
    ];
    let table = [
        (
            Form,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (Form, true, exploded),
        (
            SpaceDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (SpaceDelimited, true, exploded),
        (
            PipeDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        (PipeDelimited, true, exploded),
        (
            DeepObject,
            true,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
    ];
    for (style, explode, expected) in table {
        let written = row(|value| style::query("color", style, explode, Keep::Nothing, value));
        assert_eq!(written, cells(expected), "{style:?}, explode {explode}");
    }
}

#[test]
fn header_and_cookie_parameters_are_written_by_the_table_of_styles() {
    let simple = ["", "blue", "blue,black,brown", "R,100,G,200,B,150"];
    let written = row(|value| style::header(false, value));
    assert_eq!(written, cells(simple));
    let simple = ["", "blue", "blue,black,brown", "R=100,G=200,B=150"];
    let written = row(|value| style::header(true, value));
    assert_eq!(written, cells(simple));

    let form = [
        "color=",
        "color=blue",
        "color=blue,black,brown",
        "color=R,100,G,200,B,150",
    ];
    let written = row(|value| style::cookie("color", false, Keep::Nothing, value));
    assert_eq!(written, cells(form));
    let form = [
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ];
    let written = row(|value| style::cookie("color", true, Keep::Nothing, value));
    assert_eq!(written, cells(form));
}

#[test]
fn undefined_values_are_not_written() {
    let values = [json!(null), json!([]), json!({}), json!([null])];
    for value in values.iter().map(tree) {
        for explode in [false, true] {
            for style in [Form, SpaceDelimited, PipeDelimited, DeepObject] {
                let written = style::query("color", style, explode, Keep::Nothing, &value);
                assert_eq!(text(written), None, "{value:?} in {style:?}");
            }
            for style in [Matrix, Label, Simple] {
                let written = style::path("color", style, explode, Keep::Nothing, &value);
                assert_eq!(text(written), None);
            }
            assert_eq!(text(style::header(explode, &value)), None);
            assert_eq!(
                text(style::cookie("color", explode, Keep::Nothing, &value)),
                None
            );
        }
    }
    let some = tree(&json!(["a", null, "b"]));
    let written = style::query("x", Form, false, Keep::Nothing, &some);
    assert_eq!(text(written).as_deref(), Some("x=a,b"));
}

#[test]
fn scalars_are_written_as_json_without_quotes() {
    let written = |value: &dyn Fn() -> Value| {
        text(style::query("x", Form, true, Keep::Nothing, &value())).unwrap_or_default()
    };
    assert_eq!(written(&|| tree(&true)), "x=true");
    assert_eq!(written(&|| tree(&i64::MIN)), "x=-9223372036854775808");
    assert_eq!(
        written(&|| tree(&u128::MAX)),
        "x=340282366920938463463374607431768211455"
    );
    assert_eq!(written(&|| tree(&0.1)), "x=0.1");
    assert_eq!(written(&|| tree(&0.1_f32)), "x=0.1");
    assert_eq!(written(&|| tree(&1e300)), "x=1e300");
    assert_eq!(written(&|| tree(&'ä')), "x=%C3%A4");
    assert_eq!(written(&|| tree(&Some("a"))), "x=a");
    assert!(Value::of(&f64::NAN).is_err());
    assert!(Value::of(&f32::INFINITY).is_err());
}

#[test]
fn delimiters_inside_values_are_percent_encoded() {
    let array = tree(&["a,b", "c&d=e", "f g+h", "100%", "#?/"]);
    let written = style::query("x", Form, false, Keep::Nothing, &array);
    assert_eq!(
        text(written).as_deref(),
        Some("x=a%2Cb,c%26d%3De,f%20g%2Bh,100%25,%23%3F%2F")
    );
    let object = tree(&BTreeMap::from([("a=&b", "é")]));
    let written = style::query("x[]", DeepObject, true, Keep::Nothing, &object);
    assert_eq!(
        text(written).as_deref(),
        Some("x%5B%5D%5Ba%3D%26b%5D=%C3%A9")
    );
}

#[test]
fn allowed_reserved_characters_are_not_encoded_unless_they_would_end_the_value() {
    let value = tree("a/b?c:d@e;f=g,h[i] %2F 100% #é&j+k");
    let written = style::query("x", Form, true, Keep::Reserved, &value);
    assert_eq!(
        text(written).as_deref(),
        Some("x=a/b?c:d@e;f=g,h%5Bi%5D%20%2F%20100%25%20%23%C3%A9%26j%2Bk")
    );
    let written = style::path("x", Simple, false, Keep::Path, &value);
    assert_eq!(
        text(written).as_deref(),
        Some("a/b%3Fc:d@e;f=g,h%5Bi%5D%20%2F%20100%25%20%23%C3%A9&j+k")
    );
    let written = style::cookie("x", true, Keep::Cookie, &value);
    assert_eq!(
        text(written).as_deref(),
        Some("x=a/b?c:d@e%3Bf=g%2Ch[i]%20%2F%20100%25%20#%C3%A9%26j%2Bk")
    );
}

#[test]
fn delimiters_inside_items_are_encoded_though_reserved_characters_are_allowed() {
    let array = tree(&["a,b;c", "d/e"]);
    let written = style::query("x", Form, false, Keep::Reserved, &array);
    assert_eq!(text(written).as_deref(), Some("x=a%2Cb;c,d/e"));
    let written = style::path("x", Simple, false, Keep::Path, &array);
    assert_eq!(text(written).as_deref(), Some("a%2Cb;c,d/e"));
    let written = style::path("x", Matrix, true, Keep::Path, &array);
    assert_eq!(text(written).as_deref(), Some(";x=a,b%3Bc;x=d/e"));
    let written = style::path("x", Matrix, true, Keep::Path, &tree("a;b=c"));
    assert_eq!(text(written).as_deref(), Some(";x=a%3Bb=c"));
    let object = tree(&json!({"a,b": "c,d"}));
    let written = style::query("x", Form, false, Keep::Reserved, &object);
    assert_eq!(text(written).as_deref(), Some("x=a%2Cb,c%2Cd"));
    let written = style::cookie("x", true, Keep::Cookie, &tree(&["a&b", "c/d"]));
    assert_eq!(text(written).as_deref(), Some("x=a%26b; x=c/d"));
}

#[test]
fn an_item_that_a_server_would_split_is_refused() {
    let reason = |written: Written| written.map_err(|error| error.to_string());
    let refused = |shown: &str| Err(format!("an item contains {shown}, which separates items"));
    for keep in [Keep::Nothing, Keep::Reserved] {
        for value in [
            json!(["a b", "c"]),
            json!({"a b": "c"}),
            json!({"c": "a b"}),
        ] {
            let written = style::query("x", SpaceDelimited, false, keep, &tree(&value));
            assert_eq!(reason(written), refused("a space"), "{value}");
        }
        let written = style::query("x", PipeDelimited, false, keep, &tree(&["a|b"]));
        assert_eq!(reason(written), refused("`|`"));
    }
    let written = style::path("x", Label, true, Keep::Nothing, &tree(&[1.5, 2.5]));
    assert_eq!(reason(written), refused("`.`"));
    for value in [json!(["a,b"]), json!({"a,b": "c"}), json!({"c": "a,b"})] {
        assert_eq!(reason(style::header(false, &tree(&value))), refused("`,`"));
        assert_eq!(reason(style::header(true, &tree(&value))), refused("`,`"));
    }
    let written = style::header(true, &tree(&json!({"a=b": "c"})));
    assert_eq!(reason(written), refused("`=`"));
    let object = tree(&json!({"a][b": "c"}));
    let written = style::query("x", DeepObject, true, Keep::Nothing, &object);
    assert_eq!(reason(written), refused("`]`"));
}

#[test]
fn only_items_are_checked_for_delimiters() {
    let written = style::query("x", SpaceDelimited, false, Keep::Nothing, &tree("a b"));
    assert_eq!(text(written).as_deref(), Some("x=a%20b"));
    let written = style::query("x", PipeDelimited, true, Keep::Nothing, &tree(&["a|b"]));
    assert_eq!(text(written).as_deref(), Some("x=a%7Cb"));
    let written = style::header(false, &tree("a, b"));
    assert_eq!(text(written).as_deref(), Some("a, b"));
    let written = style::path("x", Label, true, Keep::Nothing, &tree(&1.5));
    assert_eq!(text(written).as_deref(), Some(".1.5"));
    let object = tree(&json!({"tags[]": ["a"]}));
    let written = style::query("x", DeepObject, true, Keep::Nothing, &object);
    assert_eq!(text(written).as_deref(), Some("x%5Btags%5B%5D%5D%5B0%5D=a"));
}

#[test]
fn an_array_in_an_exploded_object_is_one_pair_per_item() {
    let pageable = tree(&json!({"page": 0, "sort": ["name,asc", "id", null], "none": []}));
    let written = style::query("pageable", Form, true, Keep::Nothing, &pageable);
    assert_eq!(
        text(written).as_deref(),
        Some("page=0&sort=name%2Casc&sort=id")
    );
    let written = style::cookie("pageable", true, Keep::Nothing, &pageable);
    assert_eq!(
        text(written).as_deref(),
        Some("page=0; sort=name%2Casc; sort=id")
    );
    let nested = tree(&json!({"a": [["b"], {"c": 1}]}));
    let written = style::query("x", Form, true, Keep::Nothing, &nested);
    assert_eq!(
        text(written).as_deref(),
        Some("a=%5B%22b%22%5D&a=%7B%22c%22%3A1%7D")
    );
}

#[test]
fn nested_values_have_more_brackets_in_deep_objects_and_are_json_otherwise() {
    let value = tree(&json!({"a": {"b": {"c": 1}}, "d": [{"e": "x"}, {"e": "y\n"}], "f": null}));
    let written = style::query("q", DeepObject, true, Keep::Nothing, &value);
    assert_eq!(
        text(written).as_deref(),
        Some("q%5Ba%5D%5Bb%5D%5Bc%5D=1&q%5Bd%5D%5B0%5D%5Be%5D=x&q%5Bd%5D%5B1%5D%5Be%5D=y%0A")
    );
    let value = tree(&json!([{"a": ["b\"\n", null]}]));
    assert_eq!(
        text(style::header(false, &value)).as_deref(),
        Some(r#"{"a":["b\"\n",null]}"#)
    );
}

#[test]
fn a_parameter_with_json_content_is_json_text() {
    let value = tree(&JsonText(&json!({"a": [1, "é"]})));
    let written = style::query("filter", Form, true, Keep::Nothing, &value);
    assert_eq!(
        text(written).as_deref(),
        Some("filter=%7B%22a%22%3A%5B1%2C%22%C3%A9%22%5D%7D")
    );
}
