//! Lines and columns of pointers.

use super::super::{Document, LoadError};
use crate::diagnostic::Locate;
use crate::location::{FileId, SourceLocation};

/// The text at a pointer, with its line and column.
fn shown(document: &Document, pointer: &str) -> (String, usize, usize) {
    let location = SourceLocation {
        file: FileId::default(),
        pointer: pointer.to_owned(),
    };
    match (
        document.locate(&location),
        document.source(FileId::default()),
    ) {
        (Some(span), Some((_, text))) => (
            text[span.start..span.end].to_owned(),
            span.line,
            span.column,
        ),
        _ => (String::new(), 0, 0),
    }
}

fn expect(document: &Document, pointer: &str, text: &str, line: usize, column: usize) {
    assert_eq!(
        shown(document, pointer),
        (text.to_owned(), line, column),
        "{pointer}"
    );
}

const YAML: &str = "\
openapi: 3.0.3
paths:
  /ä/{id}:
    get:
      parameters:
        - name: id
          in: path
        - {name: ü, in: query}
      tags: [a, 'b c']
      summary: |
        two
        lines
";

#[test]
fn a_position_in_yaml_is_that_of_the_key_or_the_item() -> Result<(), LoadError> {
    for text in [YAML.to_owned(), YAML.replace('\n', "\r\n")] {
        let document = Document::from_text("a.yaml", &text)?;
        expect(&document, "/openapi", "openapi", 1, 1);
        expect(&document, "/paths/~1ä~1{id}", "/ä/{id}", 3, 3);
        expect(
            &document,
            "/paths/~1ä~1{id}/get/parameters/0",
            "name: id",
            6,
            11,
        );
        expect(
            &document,
            "/paths/~1ä~1{id}/get/parameters/0/in",
            "in",
            7,
            11,
        );
        expect(
            &document,
            "/paths/~1ä~1{id}/get/parameters/1/in",
            "in",
            8,
            21,
        );
        expect(&document, "/paths/~1ä~1{id}/get/tags/1", "'b c'", 9, 17);
        expect(&document, "/paths/~1ä~1{id}/get/summary", "summary", 10, 7);
    }
    Ok(())
}

#[test]
fn a_missing_node_has_the_position_of_its_nearest_ancestor() -> Result<(), LoadError> {
    let document = Document::from_text("a.yaml", YAML)?;
    expect(&document, "/paths/~1ä~1{id}/get/responses/200", "get", 4, 5);
    expect(&document, "/paths/~1ä~1{id}/get/tags/7", "tags", 9, 7);
    assert_eq!(shown(&document, "").1, 1);
    assert_eq!(shown(&document, "/nothing").1, 1);
    Ok(())
}

#[test]
fn a_position_in_json_is_that_of_the_key_or_the_item() -> Result<(), LoadError> {
    let text = "{\n\t\"openapi\": \"3.0.0\",\r\n\t\"a\": {\"ü\\\"\\u0041\": [1, \"x]\", {}, [true,null]], \"b\": -1.5e3}}\n";
    let document = Document::from_text("a.json", text)?;
    expect(&document, "/openapi", "\"openapi\"", 2, 2);
    expect(&document, "/a/ü\"A", "\"ü\\\"\\u0041\"", 3, 8);
    expect(&document, "/a/ü\"A/0", "1", 3, 22);
    expect(&document, "/a/ü\"A/1", "\"x]\"", 3, 25);
    expect(&document, "/a/ü\"A/2", "{", 3, 31);
    expect(&document, "/a/ü\"A/3/1", "null", 3, 41);
    expect(&document, "/a/b", "\"b\"", 3, 49);
    Ok(())
}

#[test]
fn positions_follow_aliases_and_merge_keys() -> Result<(), LoadError> {
    let document = Document::from_text(
        "a.yaml",
        "openapi: 3.0.0\nbase: &base\n  x: {y: 1}\na: *base\nb:\n  <<: *base\n  z: 1\nc:\n  <<: [*base]\n",
    )?;
    expect(&document, "/a/x/y", "y", 3, 7);
    expect(&document, "/b/x/y", "y", 3, 7);
    expect(&document, "/b/z", "z", 7, 3);
    expect(&document, "/c/x", "x", 3, 3);
    Ok(())
}

#[test]
fn a_duplicate_key_has_the_position_of_the_last() -> Result<(), LoadError> {
    let yaml = Document::from_text("a.yaml", "openapi: 3.0.0\na: 1\nb: 2\na: 3\n")?;
    expect(&yaml, "/a", "a", 4, 1);
    let json = Document::from_text("a.json", "{\"openapi\": \"3.0.0\", \"a\": 1,\n\"a\": 2}")?;
    expect(&json, "/a", "\"a\"", 2, 1);
    Ok(())
}

#[test]
fn integer_keys_are_found_by_their_text() -> Result<(), LoadError> {
    let document = Document::from_text("a.yaml", "openapi: 3.0.0\nr:\n  200: {}\n  true: 1\n")?;
    expect(&document, "/r/200", "200", 3, 3);
    expect(&document, "/r/true", "true", 4, 3);
    Ok(())
}

#[test]
fn a_text_that_ends_in_a_block_scalar_has_positions() -> Result<(), LoadError> {
    for end in [
        "|",
        "|-\n  text",
        "|\n  text\n",
        ">\n  text\r",
        "&a |\n  &a",
    ] {
        let document =
            Document::from_text("a.yaml", &format!("openapi: 3.0.0\nb: &a 1\na: {end}"))?;
        expect(&document, "/a", "a", 3, 1);
    }
    Ok(())
}

#[test]
fn the_positions_in_a_node_with_many_children_are_those_of_its_keys_and_items()
-> Result<(), LoadError> {
    let mut text = "openapi: 3.0.3\nbase: &base {merged: 1}\nmany:\n  <<: *base\n".to_owned();
    for number in 0..100 {
        text.push_str(&format!("  k{number}: {number}\n"));
    }
    text.push_str("items:\n");
    for number in 0..100 {
        text.push_str(&format!("  - i{number}\n"));
    }
    let document = Document::from_text("a.yaml", &text)?;
    expect(&document, "/many/k0", "k0", 5, 3);
    expect(&document, "/many/k99", "k99", 104, 3);
    expect(&document, "/many/merged", "merged", 2, 14);
    expect(&document, "/items/0", "i0", 106, 5);
    expect(&document, "/items/99", "i99", 205, 5);
    // The nearest node that exists.
    expect(&document, "/many/missing", "many", 3, 1);
    expect(&document, "/items/100", "items", 105, 1);
    Ok(())
}
