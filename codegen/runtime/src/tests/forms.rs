//! Forms, `application/x-www-form-urlencoded`, and JSON lines.

use serde_json::{Value as Json, json};

use crate::runtime::encode::form::{json_lines, urlencoded};
use crate::runtime::encode::value::Value;
use crate::runtime::{Encoding, FilePart, Style};

fn form(value: &Json, encodings: &[Encoding]) -> String {
    let value = Value::of(value).expect("a tree");
    urlencoded(&value, encodings).expect("a form")
}

#[test]
fn arrays_are_repeated_pairs_and_objects_are_json() {
    let value = json!({"a": "b c", "d": [1, 2], "e": {"f": "g"}, "h": null, "i": "", "j": [], "k~": "+&=é"});
    assert_eq!(
        form(&value, &[]),
        "a=b+c&d=1&d=2&e=%7B%22f%22%3A%22g%22%7D&i=&k~=%2B%26%3D%C3%A9"
    );
    assert_eq!(form(&Json::Null, &[]), "");
    let text = Value::of("text").expect("a tree");
    assert!(urlencoded(&text, &[]).is_err());
}

#[test]
fn a_style_writes_a_property_as_it_writes_a_query_parameter() {
    let value = json!({
        "expand": ["x", "y"],
        "items": [{"price": "p 1", "quantity": 2}, {"price": "p2"}],
        "metadata": {"a.b": {"c": "d"}},
        "nothing": {},
        "pipes": ["s", "t"],
        "plain": ["u", "v w"],
        "spaces": ["s", "t"],
    });
    let encodings = [
        Encoding::style("items", Style::DeepObject, true),
        Encoding::style("metadata", Style::DeepObject, true),
        Encoding::style("expand", Style::DeepObject, true),
        Encoding::style("plain", Style::Form, false),
        Encoding::style("spaces", Style::SpaceDelimited, false),
        Encoding::style("pipes", Style::PipeDelimited, false),
        Encoding::style("nothing", Style::DeepObject, true),
    ];
    assert_eq!(
        form(&value, &encodings),
        "expand%5B0%5D=x&expand%5B1%5D=y&items%5B0%5D%5Bprice%5D=p+1&items%5B0%5D%5Bquantity%5D=2&items%5B1%5D%5Bprice%5D=p2\
         &metadata%5Ba.b%5D%5Bc%5D=d&pipes=s%7Ct&plain=u,v+w&spaces=s+t"
    );
}

#[test]
fn allowed_reserved_characters_are_not_encoded_unless_they_are_form_syntax() {
    let value = json!({"url": "https://a.b/c?d=e f&g+h#%2F"});
    let encodings = [Encoding::reserved("url", Style::Form, true)];
    assert_eq!(
        form(&value, &encodings),
        "url=https://a.b/c?d=e+f%26g%2Bh%23%2F"
    );
}

#[test]
fn a_property_that_is_declared_as_json_is_one_json_text() {
    let value = json!({"list": [1, 2], "other": "a", "text": "a"});
    let encodings = [
        Encoding::content("list", "application/json"),
        Encoding::content("text", "application/vnd.a+json; charset=utf-8"),
        Encoding::content("other", "text/plain"),
    ];
    assert_eq!(
        form(&value, &encodings),
        "list=%5B1%2C2%5D&other=a&text=%22a%22"
    );
}

#[test]
fn a_file_in_a_form_is_sent_as_text_or_is_an_error_that_names_it() {
    let file = |bytes: &[u8]| {
        Value::Object(vec![(
            "f".to_owned(),
            Value::File(FilePart::new(bytes.to_vec())),
        )])
    };
    assert_eq!(urlencoded(&file(b"a b"), &[]).as_deref(), Ok("f=a+b"));
    let refused = urlencoded(&file(&[255]), &[]).expect_err("not a form");
    assert!(refused.contains("f: a file"), "{refused}");
    let inside = Value::Object(vec![("o".to_owned(), file(&[255]))]);
    assert!(urlencoded(&inside, &[]).is_err());
}

#[test]
fn lines_of_json_are_the_items_of_an_array() {
    let lines = |media_type: &str, value: Json| json_lines(media_type, &value).expect("JSON");
    assert_eq!(
        lines("application/x-ndjson", json!([{"a": 1}, "b\n", 2])),
        "{\"a\":1}\n\"b\\n\"\n2\n"
    );
    assert_eq!(lines("application/jsonl", json!({"a": 1})), "{\"a\":1}\n");
    assert_eq!(lines("application/jsonl", json!("{}\n{}\n")), "{}\n{}\n");
    assert_eq!(lines("application/json-seq", json!([1])), "\u{1e}1\n");
}
