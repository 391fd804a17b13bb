//! Styles of parameters: the table of the specification, and cases beyond it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use crate::runtime::JsonText;
use crate::runtime::Style::{
    DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited,
};
use crate::runtime::encode::percent::Keep;
use crate::runtime::encode::style;
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

fn row(write: impl Fn(&Value) -> Option<String>) -> [Option<String>; 4] {
    let array = ["blue", "black", "brown"];
    [
        write(&tree("")),
        write(&tree("blue")),
        write(&tree(&array)),
        write(&tree(&Color)),
    ]
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
        let written = row(|value| style::path("color", style, explode, value));
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
    let written = row(|value| style::cookie("color", false, value));
    assert_eq!(written, cells(form));
    let form = [
        "color=",
        "color=blue",
        "color=blue; color=black; color=brown",
        "R=100; G=200; B=150",
    ];
    let written = row(|value| style::cookie("color", true, value));
    assert_eq!(written, cells(form));
}

#[test]
fn undefined_values_are_not_written() {
    let values = [json!(null), json!([]), json!({}), json!([null])];
    for value in values.iter().map(tree) {
        for explode in [false, true] {
            for style in [Form, SpaceDelimited, PipeDelimited, DeepObject] {
                let written = style::query("color", style, explode, Keep::Nothing, &value);
                assert_eq!(written, None, "{value:?} in {style:?}");
            }
            for style in [Matrix, Label, Simple] {
                assert_eq!(style::path("color", style, explode, &value), None);
            }
            assert_eq!(style::header(explode, &value), None);
            assert_eq!(style::cookie("color", explode, &value), None);
        }
    }
    let some = tree(&json!(["a", null, "b"]));
    let written = style::query("x", Form, false, Keep::Nothing, &some);
    assert_eq!(written.as_deref(), Some("x=a,b"));
}

#[test]
fn scalars_are_written_as_json_without_quotes() {
    let written = |value: &dyn Fn() -> Value| {
        style::query("x", Form, true, Keep::Nothing, &value()).unwrap_or_default()
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
        written.as_deref(),
        Some("x=a%2Cb,c%26d%3De,f%20g%2Bh,100%25,%23%3F%2F")
    );
    let object = tree(&BTreeMap::from([("a]=&b", "é")]));
    let written = style::query("x[]", DeepObject, true, Keep::Nothing, &object);
    assert_eq!(written.as_deref(), Some("x%5B%5D%5Ba%5D%3D%26b%5D=%C3%A9"));
}

#[test]
fn allowed_reserved_characters_are_not_encoded_except_the_number_sign() {
    let value = tree("a/b?c:d@e;f=g,h[i] %2F 100% #é");
    let written = style::query("x", Form, true, Keep::Reserved, &value);
    assert_eq!(
        written.as_deref(),
        Some("x=a/b?c:d@e;f=g,h[i]%20%2F%20100%25%20%23%C3%A9")
    );
}

#[test]
fn nested_values_have_more_brackets_in_deep_objects_and_are_json_otherwise() {
    let value = tree(&json!({"a": {"b": {"c": 1}}, "d": [{"e": "x"}, {"e": "y\n"}], "f": null}));
    let written = style::query("q", DeepObject, true, Keep::Nothing, &value);
    assert_eq!(
        written.as_deref(),
        Some("q%5Ba%5D%5Bb%5D%5Bc%5D=1&q%5Bd%5D%5B0%5D%5Be%5D=x&q%5Bd%5D%5B1%5D%5Be%5D=y%0A")
    );
    let value = tree(&json!([{"a": ["b\"\n", null]}]));
    assert_eq!(
        style::header(false, &value).as_deref(),
        Some(r#"{"a":["b\"\n",null]}"#)
    );
}

#[test]
fn a_parameter_with_json_content_is_json_text() {
    let value = tree(&JsonText(&json!({"a": [1, "é"]})));
    let written = style::query("filter", Form, true, Keep::Nothing, &value);
    assert_eq!(
        written.as_deref(),
        Some("filter=%7B%22a%22%3A%5B1%2C%22%C3%A9%22%5D%7D")
    );
}
