//! Whether the document declares a member that did not come out.

use codegen::document::{Document, parse_pointer};
use codegen::{FileId, Location};
use serde_json::Value;
use std::collections::BTreeSet;

/// Whether a schema declares the member at a pointer into a value of it: by name, or with the other members of its object.
///
/// Whatever the schema is composed of counts, so also an alternative that the value is none of.
pub(super) fn declares(document: &Document, schema: &str, pointer: &str) -> bool {
    let root = Location {
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
    gather(document, root, &mut schemas);
    for token in &tokens {
        schemas = below(document, &schemas, token);
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

/// Adds a schema and all that it is composed of.
fn gather(document: &Document, at: Location, schemas: &mut BTreeSet<Location>) {
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
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let members = schema.get(keyword).and_then(Value::as_array);
            let at = at.child(keyword);
            waiting.extend((0..members.map_or(0, Vec::len)).map(|index| at.child(index)));
        }
    }
}

/// The schemas of a member or an item.
fn below(document: &Document, schemas: &BTreeSet<Location>, token: &str) -> BTreeSet<Location> {
    let mut found = BTreeSet::new();
    for schema in schemas {
        let places = [
            schema.child("properties").child(token),
            schema.child("additionalProperties"),
            schema.child("prefixItems").child(token),
            schema.child("items"),
        ];
        for place in places {
            gather(document, place, &mut found);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
components:
  schemas:
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Pet" }]
    Cat:
      properties:
        toys: { type: array, items: { properties: { name: {} } } }
        tags: { additionalProperties: { type: string } }
"##;

    #[test]
    fn a_member_is_declared_by_any_schema_that_stands_for_its_object() {
        let document = Document::from_text("pets.yaml", DOCUMENT).expect("it is a document");
        let declared = |pointer| declares(&document, "/components/schemas/Pet", pointer);
        assert!(declared("/toys"));
        assert!(declared("/toys/3/name"));
        assert!(declared("/tags/any"));
        assert!(!declared("/name"));
        assert!(!declared("/toys/3/size"));
    }
}
