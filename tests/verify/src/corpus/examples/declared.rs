//! Checks that the document declares a member that was dropped.

use super::fits::{fits, members};
use crate::json_document::JsonDocument;
use apicrate_codegen::document::parse_pointer;
use apicrate_codegen::{FileId, SourceLocation};
use serde_json::Value;
use std::collections::BTreeSet;

/// Returns `true` if a schema declares the member at a pointer into its value: by name, or as an additional member.
///
/// All schemas that it is composed of count. Of alternatives, those count to which the value may belong, or all of them if it
/// seems to belong to none.
pub(super) fn declares(
    document: &JsonDocument,
    schema: &str,
    value: &Value,
    pointer: &str,
) -> bool {
    let root = SourceLocation {
        file: FileId::default(),
        pointer: schema.to_owned(),
    };
    let Some(mut tokens) = parse_pointer(pointer) else {
        return false;
    };
    let Some(member) = tokens.pop() else {
        return false;
    };
    let mut schemas = BTreeSet::new();
    gather(document, root, value, &mut schemas);
    let mut value = value;
    for token in &tokens {
        let inner = match value {
            Value::Array(items) => token.parse().ok().and_then(|index: usize| items.get(index)),
            other => other.get(token),
        };
        let Some(inner) = inner else {
            return false;
        };
        value = inner;
        schemas = below(document, &schemas, token, value);
    }
    schemas.iter().any(|schema| {
        let keyword = |name| {
            document
                .get(schema)
                .and_then(|schema: &Value| schema.get(name))
        };
        keyword("properties").is_some_and(|properties| properties.get(&member).is_some())
            || keyword("additionalProperties").is_some_and(|value| *value != Value::Bool(false))
            || keyword("patternProperties").is_some()
    })
}

/// Adds a schema and all schemas that it is composed of, as far as they apply to the value.
fn gather(
    document: &JsonDocument,
    at: SourceLocation,
    value: &Value,
    schemas: &mut BTreeSet<SourceLocation>,
) {
    let mut waiting = vec![at];
    while let Some(at) = waiting.pop() {
        let Some(schema) = document.get(&at) else {
            continue;
        };
        if !schemas.insert(at.clone()) {
            continue;
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            waiting.extend(document.resolve(at.file, reference));
        }
        waiting.extend(members(schema, &at, "allOf"));
        for keyword in ["oneOf", "anyOf"] {
            let all: Vec<SourceLocation> = members(schema, &at, keyword).collect();
            let fitting = all.iter().filter(|member| fits(document, member, value));
            let fitting: Vec<SourceLocation> = fitting.cloned().collect();
            waiting.extend(if fitting.is_empty() { all } else { fitting });
        }
    }
}

/// Returns the schemas of a member or an item.
fn below(
    document: &JsonDocument,
    schemas: &BTreeSet<SourceLocation>,
    token: &str,
    value: &Value,
) -> BTreeSet<SourceLocation> {
    let mut found = BTreeSet::new();
    for schema in schemas {
        let places = [
            schema.child("properties").child(token),
            schema.child("additionalProperties"),
            schema.child("prefixItems").child(token),
            schema.child("items"),
        ];
        for place in places {
            gather(document, place, value, &mut found);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use apicrate_codegen::document::Document;
    use serde_json::json;

    const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
components:
  schemas:
    Pet:
      oneOf:
        - $ref: "#/components/schemas/Cat"
        - { required: [kind], properties: { kind: { const: dog }, collar: {} } }
        - $ref: "#/components/schemas/Pet"
    Cat:
      properties:
        toys: { type: array, items: { properties: { name: {} } } }
        tags: { additionalProperties: { type: string } }
"##;

    #[test]
    fn a_member_is_declared_by_any_schema_that_stands_for_its_object() {
        let document = JsonDocument::from(
            Document::from_text("pets.yaml", DOCUMENT).expect("it is a document"),
        );
        let toy = json!({"name": "mouse", "size": 1});
        let cat = json!({"toys": [toy], "tags": {"any": "a"}, "name": "Tom", "collar": "red"});
        let declared = |pointer| declares(&document, "/components/schemas/Pet", &cat, pointer);
        assert!(declared("/toys"));
        assert!(declared("/toys/0/name"));
        assert!(declared("/tags/any"));
        assert!(!declared("/name"));
        assert!(!declared("/toys/0/size"));
        // It is not a dog.
        assert!(!declared("/collar"));
        let dog = json!({"kind": "dog", "collar": "red"});
        assert!(declares(
            &document,
            "/components/schemas/Pet",
            &dog,
            "/collar"
        ));
    }
}
