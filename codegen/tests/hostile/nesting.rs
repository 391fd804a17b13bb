//! Nesting, and documents that are large as text.

use std::fmt::Write as _;

use super::documents::{document, schemas};
use super::{Expected, case, check};

const TOO_DEEP: Expected = Expected::Refused("too-deep");

#[test]
fn nesting_of_a_hundred_thousand_is_refused() {
    let depth = 100_000;
    let nested = |open: &str, inner: &str, close: &str| {
        document(&format!(
            "\"x-a\":{}{inner}{}",
            open.repeat(depth),
            close.repeat(depth)
        ))
    };
    let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-a:";
    // Indentation makes a text of this depth quadratic in size, so that this form of it is less deep.
    let mut maps = head.to_owned();
    for level in 1..2000 {
        let _ = write!(maps, "\n{}a:", " ".repeat(level));
    }
    check(vec![
        case("JSON arrays", TOO_DEEP, nested("[", "", "]")),
        case("JSON objects", TOO_DEEP, nested("{\"a\":", "1", "}")),
        case(
            "flow sequences",
            TOO_DEEP,
            format!("{head} {}{}\n", "[".repeat(depth), "]".repeat(depth)),
        ),
        case(
            "flow mappings",
            TOO_DEEP,
            format!("{head} {}{}\n", "{a: ".repeat(depth), "}".repeat(depth)),
        ),
        case(
            "lists",
            TOO_DEEP,
            format!("{head}\n {}1\n", "- ".repeat(depth)),
        ),
        case("maps", TOO_DEEP, maps),
    ]);
}

/// Documents with the maximum depth pass through every stage.
#[test]
fn the_deepest_nesting_that_is_read_is_generated() {
    let nested = |open: &str, close: &str, depth: usize| {
        let schema = format!(
            "{}{{\"type\":\"string\"}}{}",
            open.repeat(depth),
            close.repeat(depth)
        );
        schemas(&format!("\"A\":{schema}"))
    };
    let one = "\"type\":\"object\",\"required\":[\"p\"],";
    check(vec![
        case(
            "items",
            Expected::Diagnosed("untyped"),
            nested("{\"type\":\"array\",\"items\":", "}", 120),
        ),
        case(
            "maps",
            Expected::Diagnosed("untyped"),
            nested("{\"additionalProperties\":", "}", 120),
        ),
        case(
            "properties",
            Expected::Crate,
            nested(&format!("{{{one}\"properties\":{{\"p\":"), "}}", 60),
        ),
        case(
            "tuples",
            Expected::Crate,
            nested("{\"prefixItems\":[", "]}", 60),
        ),
        case(
            "compositions",
            Expected::Crate,
            nested("{\"allOf\":[{\"required\":[\"a\"]},", "]}", 60),
        ),
        case(
            "choices",
            Expected::Crate,
            nested("{\"anyOf\":[{\"type\":\"integer\"},", "]}", 60),
        ),
        case(
            "choices of objects",
            Expected::Crate,
            nested(
                "{\"oneOf\":[{\"type\":\"integer\"},{\"properties\":{\"p\":",
                "}}]}",
                30,
            ),
        ),
        case(
            "what is not",
            Expected::Diagnosed("ignored-keyword"),
            nested("{\"not\":", "}", 120),
        ),
    ]);
}

/// Fifty megabytes, most of it descriptions as in any large document.
#[test]
#[ignore = "takes a minute without optimisation"]
fn a_document_of_fifty_megabytes_is_generated() {
    let description = "What it is, said in a sentence of some length. ".repeat(200);
    let entries: Vec<String> = (0..5000)
        .map(|number| {
            format!("\"S{number}\":{{\"type\":\"object\",\"description\":\"{description}\",\"properties\":{{\"a\":{{\"type\":\"string\"}}}}}}")
        })
        .collect();
    let text = schemas(&entries.join(","));
    assert!(text.len() > 45 << 20, "{} bytes", text.len());
    check(vec![case("large", Expected::Crate, text)]);
}
