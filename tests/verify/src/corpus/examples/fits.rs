//! Checks which alternatives of a schema a value may belong to.

use crate::json_document::JsonDocument;
use apicrate_codegen::SourceLocation;
use serde_json::Value;

/// The maximum number of nested schemas to check.
const MAX_DEPTH: usize = 24;

/// Returns `true` if a value may belong to a schema, by the keywords that distinguish alternatives: types, listed values and
/// required members, at every depth. Unlike in a validation, bounds, patterns and lengths are ignored.
pub(super) fn fits(document: &JsonDocument, schema: &SourceLocation, value: &Value) -> bool {
    within(document, schema, value, MAX_DEPTH)
}

fn within(document: &JsonDocument, at: &SourceLocation, value: &Value, depth: usize) -> bool {
    let (Some(schema), Some(depth)) = (document.get(at), depth.checked_sub(1)) else {
        return true;
    };
    let inner = |at: &SourceLocation, value: &Value| within(document, at, value, depth);
    if value.is_null() && schema.get("nullable") == Some(&Value::Bool(true)) {
        return true;
    }
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some(target) = reference.and_then(|text| document.resolve(at.file, text).ok())
        && !inner(&target, value)
    {
        return false;
    }
    let any = |keyword: &str| {
        let mut all = members(schema, at, keyword).peekable();
        all.peek().is_none() || all.any(|member| inner(&member, value))
    };
    is_typed(schema, value)
        && is_listed(schema, value)
        && members(schema, at, "allOf").all(|member| inner(&member, value))
        && any("oneOf")
        && any("anyOf")
        && match value {
            Value::Object(members) => {
                let required = schema.get("required").and_then(Value::as_array);
                let mut required = required.into_iter().flatten().filter_map(Value::as_str);
                let properties = at.child("properties");
                required.all(|name| members.contains_key(name))
                    && members
                        .iter()
                        .all(|(name, value)| inner(&properties.child(name), value))
            }
            Value::Array(items) => {
                let at = at.child("items");
                items.iter().all(|item| inner(&at, item))
            }
            _ => true,
        }
}

/// Returns the locations of the schemas that a keyword lists.
pub(super) fn members(
    schema: &Value,
    at: &SourceLocation,
    keyword: &str,
) -> impl Iterator<Item = SourceLocation> + use<> {
    let count = schema
        .get(keyword)
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    let at = at.child(keyword);
    (0..count).map(move |index| at.item(index))
}

fn is_typed(schema: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    match schema.get("type") {
        None => true,
        Some(Value::Array(names)) => names.iter().any(is),
        Some(name) => is(name),
    }
}

fn is_listed(schema: &Value, value: &Value) -> bool {
    let listed = match schema.get("enum") {
        Some(Value::Array(values)) => values.contains(value),
        _ => true,
    };
    listed && schema.get("const").is_none_or(|only| only == value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use apicrate_codegen::FileId;
    use apicrate_codegen::document::Document;
    use serde_json::json;

    #[test]
    fn types_listed_values_and_required_members_decide() {
        let text = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
components:
  schemas:
    Pet:
      allOf: [{ required: [kind] }, { $ref: "#/components/schemas/Named" }]
      properties: { kind: { enum: [cat] }, sizes: { type: array, items: { type: integer } } }
    Named: { type: object, properties: { name: { type: string, nullable: true } } }
    Tree: { properties: { child: { $ref: "#/components/schemas/Tree" } } }
"##;
        let document =
            JsonDocument::from(Document::from_text("pets.yaml", text).expect("it is a document"));
        let of = |name: &str, value: &Value| {
            let schemas = SourceLocation::root(FileId::default()).child("components");
            fits(&document, &schemas.child("schemas").child(name), value)
        };
        assert!(of(
            "Pet",
            &json!({"kind": "cat", "name": null, "sizes": [1, 2.0], "more": 1})
        ));
        assert!(!of("Pet", &json!({"name": "Tom"})));
        assert!(!of("Pet", &json!({"kind": "dog"})));
        assert!(!of("Pet", &json!({"kind": "cat", "name": 1})));
        assert!(!of("Pet", &json!({"kind": "cat", "sizes": [1.5]})));
        assert!(!of("Pet", &json!("cat")));
        let mut deep = json!({});
        for _ in 0..100 {
            deep = json!({ "child": deep });
        }
        assert!(of("Tree", &deep));
    }
}
