//! Parsing of YAML and JSON.

use std::error::Error;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::{Document, LoadError};
use super::{document, failure};

#[test]
fn json_is_read_whatever_the_file_is_called() -> Result<(), LoadError> {
    let document = Document::from_text("openapi.yaml", "{\"openapi\": \"3.0.3\",\t\"a\": [1]}")?;
    assert_eq!(document.root()["a"], json!([1]));
    Ok(())
}

#[test]
fn braces_without_quotes_are_yaml() -> Result<(), LoadError> {
    let document = Document::from_text("openapi.json", "{openapi: 3.0.3, # here\n\"a\": [1,],}")?;
    assert_eq!(document.root()["a"], json!([1]));
    Ok(())
}

#[test]
fn integers_of_yaml_are_exact_up_to_128_bits_and_those_of_json_up_to_64() -> Result<(), LoadError> {
    let yaml =
        document("a: -9223372036854776000\nb: 18446744073709551616\nc: 18446744073709551615\n")?;
    let number = |name: &str| yaml.root()[name].as_integer();
    assert_eq!(number("a"), Some(-9_223_372_036_854_776_000));
    assert_eq!(number("b"), Some(18_446_744_073_709_551_616));
    assert_eq!(yaml.root()["c"], json!(u64::MAX));
    let json = Document::from_text(
        "a.json",
        "{\"openapi\": \"3.0.0\", \"a\": -9223372036854776000}",
    )?;
    assert_eq!(json.root()["a"], json!(-9.223_372_036_854_776e18));
    Ok(())
}

#[test]
fn keys_of_any_kind_of_scalar_become_their_text() -> Result<(), LoadError> {
    let document = document("a: {200: 1, true: 2, 1.10: 3, null: 4, 0x1F: 5, 2024-01-25: 6}\n")?;
    let expected = json!({"200": 1, "true": 2, "1.10": 3, "null": 4, "0x1F": 5, "2024-01-25": 6});
    assert_eq!(document.root()["a"], expected);
    Ok(())
}

#[test]
fn plain_scalars_that_only_yaml_1_1_gives_a_meaning_stay_strings() -> Result<(), LoadError> {
    let document = document("a: [y, n, on, off, 2024-01-25, 012, 12:30:45, 1_000]\n")?;
    let expected = json!([
        "y",
        "n",
        "on",
        "off",
        "2024-01-25",
        "012",
        "12:30:45",
        "1_000"
    ]);
    assert_eq!(document.root()["a"], expected);
    Ok(())
}

#[test]
fn infinities_become_text() -> Result<(), LoadError> {
    assert!(document("a: .inf\n")?.root()["a"].as_str().is_some());
    Ok(())
}

#[test]
fn the_order_of_members_is_preserved() -> Result<(), LoadError> {
    let document = document("a: {z: 1, b: 2, y: 3}\n")?;
    let keys: Vec<_> = document.root()["a"]
        .as_object()
        .into_iter()
        .flat_map(|object| object.keys())
        .collect();
    assert_eq!(keys, ["z", "b", "y"]);
    Ok(())
}

#[test]
fn merge_keys_add_members_that_the_object_lacks() -> Result<(), LoadError> {
    let document = document(
        "base: &base {a: 1, b: 1}\nother: &other {b: 2, c: 2}\none: {<<: *base, a: 3}\ntwo: {<<: [*other, *base]}\n",
    )?;
    assert_eq!(document.root()["one"], json!({"a": 3, "b": 1}));
    assert_eq!(document.root()["two"], json!({"b": 2, "c": 2, "a": 1}));
    Ok(())
}

#[test]
fn a_merge_key_is_an_ordinary_key_in_json() -> Result<(), LoadError> {
    let document = Document::from_text(
        "a.json",
        "{\"openapi\": \"3.0.0\", \"a\": {\"<<\": {\"b\": 1}}}",
    )?;
    assert_eq!(document.root()["a"], json!({"<<": {"b": 1}}));
    Ok(())
}

#[test]
fn an_alias_refers_to_the_last_definition_before_it() -> Result<(), LoadError> {
    let document = document(
        "a: &x one\nb: *x\nc: &y two\nd: &x three # not &x\ne: &z four\nf: [*x, *y, *z]\ng: \"a &x *x\"\nh: |\n  text &x\ni: &x {j: *x}\n",
    );
    // An alias inside its own anchor refers to the node that is being defined.
    assert!(document.is_err());
    let document = super::document(
        "a: &x one\nb: *x\nc: &y two\nd: &x three # not &x\ne: &z four\nf: [*x, *y, *z]\ng: \"a &x *x\"\nh: |\n  text &x\n",
    )?;
    assert_eq!(document.root()["b"], "one");
    assert_eq!(document.root()["f"], json!(["three", "two", "four"]));
    assert_eq!(document.root()["g"], "a &x *x");
    assert_eq!(document.root()["h"], "text &x\n");
    Ok(())
}

#[test]
fn custom_tags_are_dropped() -> Result<(), LoadError> {
    let document = document("a: !thing {b: 1}\nc: !!str 200\nd: !other 5\n")?;
    assert_eq!(document.root()["a"], json!({"b": 1}));
    assert_eq!(document.root()["c"], "200");
    assert_eq!(document.root()["d"], 5);
    Ok(())
}

#[test]
fn a_tag_before_a_comma_hides_no_position_and_no_anchor() -> Result<(), LoadError> {
    let text = "a: [!t, &x one, !, *x]\nb: &x {c: !t, é: !!str, d: *x, c: 1}\n";
    assert!(document(text).is_err(), "an alias inside its own anchor");
    let document = document(&text.replace("d: *x", "d: 2"))?;
    assert_eq!(document.root()["a"][3], "one");
    let duplicate = document
        .warnings()
        .first()
        .and_then(|reported| reported.at.clone());
    let span = duplicate.and_then(|at| crate::diagnostic::Locate::locate(&document, &at));
    assert_eq!(span.map(|span| (span.line, span.column)), Some((3, 31)));
    Ok(())
}

#[test]
fn a_duplicate_key_is_reported_and_the_last_value_wins() -> Result<(), LoadError> {
    let yaml = document("a:\n  - b: 1\n    b: 2\n  - c: 1\n")?;
    assert_eq!(yaml.root()["a"], json!([{"b": 2}, {"c": 1}]));
    let pointers: Vec<_> = yaml
        .warnings()
        .iter()
        .flat_map(|warning| &warning.at)
        .map(|at| at.pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/a/0/b"]);
    let json = Document::from_text(
        "a.json",
        "{\"openapi\": \"3.0.0\", \"a\": {\"b\": 1, \"b\": 2}, \"openapi\": \"3.1.0\"}",
    )?;
    let pointers: Vec<_> = json
        .warnings()
        .iter()
        .flat_map(|warning| &warning.at)
        .map(|at| at.pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/a/b", "/openapi"]);
    Ok(())
}

#[test]
fn a_syntax_error_names_its_line_and_column() {
    let yaml = failure("openapi: 3.0.0\npaths:\n  /a: [1, 2\n  /b: 3\n");
    assert!(yaml.starts_with("error[syntax]: invalid YAML: "), "{yaml}");
    assert!(yaml.contains("--> openapi.yaml:4:5"), "{yaml}");
    let json = failure("{\"openapi\": \"3.0.0\",\n \"ä\": [1 2]}");
    assert!(json.contains("invalid JSON: expected `,` or `]`"), "{json}");
    assert!(json.contains("--> openapi.yaml:2:10"), "{json}");
    let truncated = failure("{\"openapi\": \"3.0.0\",");
    assert!(truncated.contains("EOF while parsing"), "{truncated}");
    assert!(truncated.contains("--> openapi.yaml:1:"), "{truncated}");
}

#[test]
fn an_unknown_alias_and_two_documents_in_one_file_are_errors() {
    assert!(failure("openapi: 3.0.0\na: *nowhere\n").contains("unknown anchor"));
    assert!(failure("openapi: 3.0.0\n---\nopenapi: 3.0.0\n").contains("more than one document"));
}

/// Runs a function that must not take long for any text.
fn promptly(text: &str) -> Result<String, Box<dyn Error>> {
    let start = Instant::now();
    let failure = failure(text);
    let took = start.elapsed();
    if took > Duration::from_secs(20) {
        return Err(format!("took {took:?}: {failure}").into());
    }
    Ok(failure)
}

#[test]
fn deep_nesting_is_an_error_in_every_form() -> Result<(), Box<dyn Error>> {
    let depth = 100_000;
    let flow = format!(
        "openapi: 3.0.0\na: {}{}",
        "[".repeat(depth),
        "]".repeat(depth)
    );
    let json = format!(
        "{{\"openapi\": \"3.0.0\", \"a\": {}{}}}",
        "[".repeat(depth),
        "]".repeat(depth)
    );
    let objects = format!(
        "{{\"a\":{}1{}}}",
        "{\"a\":".repeat(depth),
        "}".repeat(depth)
    );
    let block = format!("openapi: 3.0.0\na:\n {}1", "- ".repeat(depth));
    let unclosed = "{\"a\": [".repeat(depth);
    for text in [flow, json, objects, block, unclosed] {
        let failure = promptly(&text)?;
        assert!(failure.starts_with("error[too-deep]"), "{failure}");
    }
    Ok(())
}

#[test]
fn aliases_that_multiply_are_refused_in_bounded_time() -> Result<(), Box<dyn Error>> {
    let mut text = "openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let alias = format!("*a{}", level - 1);
        writeln!(
            text,
            "a{level}: &a{level} [{}]",
            [alias.as_str(); 9].join(", ")
        )?;
    }
    let failure = promptly(&text)?;
    assert!(failure.starts_with("error[alias-expansion]"), "{failure}");
    let mut text = format!("openapi: 3.0.0\na: &a {}\nb:\n", "x".repeat(100_000));
    text.push_str(&"- *a\n".repeat(100_000));
    let failure = promptly(&text)?;
    assert!(failure.starts_with("error[alias-expansion]"), "{failure}");
    assert!(promptly("openapi: 3.0.0\na: &a [*a, *a]\n")?.starts_with("error["));
    Ok(())
}

#[test]
fn aliases_of_an_ordinary_document_are_accepted() -> Result<(), LoadError> {
    let text = format!("a: &a {{b: [1, 2, 3]}}\nc:\n{}", "- *a\n".repeat(5000));
    let document = document(&text)?;
    assert_eq!(document.root()["c"][4999], json!({"b": [1, 2, 3]}));
    Ok(())
}
