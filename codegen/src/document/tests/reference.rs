//! Resolution of references inside a file.

use std::error::Error;

use super::super::{Document, LoadError, closest, parse_pointer};
use super::document;
use crate::location::{FileId, SourceLocation};

fn resolved(document: &Document, reference: &str) -> Result<String, String> {
    match document.resolve(FileId::default(), reference) {
        Ok(location) => Ok(location.pointer),
        Err(error) => Err(error.hint.unwrap_or_default()),
    }
}

#[test]
fn escapes_and_percent_encoding_of_a_pointer_are_undone() -> Result<(), LoadError> {
    let document = document("paths:\n  /a/{id}: {x~y: [{ü z: 1}]}\n'50%': 1\n'a%7Bb': 2\n")?;
    let expected = Ok("/paths/~1a~1{id}/x~0y/0/ü z".to_owned());
    assert_eq!(
        resolved(&document, "#/paths/~1a~1%7Bid%7D/x~0y/0/%C3%BC%20z"),
        expected
    );
    assert_eq!(
        resolved(&document, "#/paths/~1a~1{id}/x~0y/0/ü z"),
        expected
    );
    assert_eq!(resolved(&document, "#/50%"), Ok("/50%".to_owned()));
    assert_eq!(resolved(&document, "#/a%7Bb"), Ok("/a%7Bb".to_owned()));
    assert_eq!(resolved(&document, "#"), Ok(String::new()));
    Ok(())
}

#[test]
fn a_pointer_through_a_reference_resolves_to_the_canonical_location() -> Result<(), LoadError> {
    let document = document("a: {$ref: '#/b'}\nb: {$ref: '#/c'}\nc: {d: {e: 1}}\n")?;
    assert_eq!(resolved(&document, "#/a/d/e"), Ok("/c/d/e".to_owned()));
    Ok(())
}

#[test]
fn a_pointer_through_a_cycle_of_references_is_unresolved() -> Result<(), LoadError> {
    let document = document("a: {$ref: '#/b'}\nb: {$ref: '#/a'}\nc: {$ref: '#/c/d'}\n")?;
    assert!(resolved(&document, "#/a/d").is_err());
    assert!(resolved(&document, "#/c/d").is_err());
    Ok(())
}

#[test]
fn an_unresolved_reference_suggests_a_similar_name() -> Result<(), LoadError> {
    let document = document("components: {schemas: {FineTuningJob: {}, Other: {}}}\n")?;
    let hint = Err("a similar definition exists: `#/components/schemas/FineTuningJob`".to_owned());
    assert_eq!(
        resolved(&document, "#/components/schemas/FineTunningJob"),
        hint
    );
    let hint = Err("use `#/components/schemas/FineTuningJob`".to_owned());
    assert_eq!(resolved(&document, "FineTuningJob"), hint);
    let hint = Err("`#/components/schemas` has no member `Zebra`".to_owned());
    assert_eq!(resolved(&document, "#/components/schemas/Zebra"), hint);
    Ok(())
}

#[test]
fn anchors_of_json_schema_are_found() -> Result<(), LoadError> {
    let document = document("a: {b: [{$anchor: node}, {$dynamicAnchor: other}]}\n")?;
    assert_eq!(resolved(&document, "#node"), Ok("/a/b/0".to_owned()));
    assert_eq!(resolved(&document, "#other"), Ok("/a/b/1".to_owned()));
    assert!(resolved(&document, "#missing").is_err());
    Ok(())
}

#[test]
fn a_pasted_schema_finds_its_own_definitions() -> Result<(), Box<dyn Error>> {
    let document = document("a: {b: {$defs: {X: 1}, c: {d: 1}}, $defs: {X: 2, Y: 3}}\n")?;
    let at = SourceLocation {
        file: FileId::default(),
        pointer: "/a/b/c/d".to_owned(),
    };
    let found = |reference| {
        document
            .resolve_enclosing(&at, reference)
            .map(|found| found.pointer)
    };
    assert_eq!(found("#/$defs/X").as_deref(), Some("/a/b/$defs/X"));
    assert_eq!(found("#/$defs/Y").as_deref(), Some("/a/$defs/Y"));
    assert_eq!(found("#/$defs/Z"), None);
    Ok(())
}

#[test]
fn tokens_of_a_pointer_are_unescaped_once() {
    assert_eq!(
        parse_pointer("/a~01/~1b/"),
        Some(vec!["a~1".to_owned(), "/b".to_owned(), String::new()])
    );
    assert_eq!(parse_pointer("a"), None);
    assert_eq!(parse_pointer(""), Some(Vec::new()));
}

#[test]
fn only_similar_names_are_suggested() {
    let names = ["description", "deprecated", "type"];
    assert_eq!(
        closest("descripton", names.into_iter()),
        Some("description")
    );
    assert_eq!(closest("DEPRECATED", names.into_iter()), Some("deprecated"));
    assert_eq!(closest("zebra", names.into_iter()), None);
}

#[test]
fn an_id_is_the_target_of_references_relative_to_the_nearest_id() -> Result<(), LoadError> {
    let document = document(
        "
list: {$id: 'https://a.example/schemas/list', items: {$ref: item}, $defs: {part: {$anchor: part}}}
item: {$id: 'https://a.example/schemas/item', $defs: {part: {$anchor: part}, inner: {$id: 'deep/inner'}}}
plain: {$id: plain, example: {$id: none}, properties: {example: {$id: property}}}
",
    )?;
    let resolved = |from: &str, reference: &str| {
        let from = SourceLocation {
            file: FileId::default(),
            pointer: from.to_owned(),
        };
        let found = document.resolve_in_schema(&from, reference);
        found.map(|found| found.pointer).unwrap_or_default()
    };
    assert_eq!(resolved("/list/items", "item"), "/item");
    assert_eq!(resolved("", "https://a.example/schemas/item"), "/item");
    assert_eq!(
        resolved("/list/items", "/schemas/item#part"),
        "/item/$defs/part"
    );
    assert_eq!(resolved("/list/items", "#part"), "/list/$defs/part");
    assert_eq!(resolved("/item/items", "#part"), "/item/$defs/part");
    assert_eq!(
        resolved("/list/items", "item#/$defs/inner"),
        "/item/$defs/inner"
    );
    assert_eq!(resolved("/list/items", "deep/inner"), "/item/$defs/inner");
    assert_eq!(resolved("/item/$defs/inner/items", "../item"), "/item");
    assert_eq!(resolved("/list/items", "#/$defs/part"), "/list/$defs/part");
    assert_eq!(resolved("/list/items", "#/item"), "/item");
    assert_eq!(resolved("/list/items", "#"), "/list");
    assert_eq!(resolved("", "plain"), "/plain");
    assert_eq!(resolved("", "property"), "/plain/properties/example");
    assert_eq!(resolved("", "none"), "");
    Ok(())
}
