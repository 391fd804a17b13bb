//! The objects of a document, and their properties.

use super::super::document_index::{DocumentIndex, Role, join};
use serde_json::{Value, json};

/// An object that is a type of its own.
pub(super) struct Object {
    pub(super) at: String,
    pub(super) role: Role,
}

/// The keywords that an object may have without becoming something else.
const PLAIN: [&str; 9] = [
    "type",
    "properties",
    "required",
    "description",
    "title",
    "example",
    "examples",
    "externalDocs",
    "xml",
];

/// Returns the objects of a document that are types of their own.
pub(super) fn objects(document: &DocumentIndex) -> Vec<Object> {
    let schemas = document.schemas.iter().filter(|(_, role)| role.is_plain());
    let schemas = schemas.filter(|(at, _)| {
        let schema = document.get(at);
        let Some(members) = schema.as_object() else {
            return false;
        };
        let has_properties = members
            .get("properties")
            .and_then(Value::as_object)
            .is_some_and(|properties| !properties.is_empty());
        let is_object = members.get("type").is_none_or(|kind| kind == "object");
        has_properties
            && is_object
            && members
                .keys()
                .all(|key| PLAIN.contains(&key.as_str()) || key.starts_with("x-"))
    });
    schemas
        .map(|(at, role)| Object {
            at: at.clone(),
            role: *role,
        })
        .collect()
}

/// A property of an object.
pub(super) struct Property {
    pub(super) object: Object,
    pub(super) name: String,
    pub(super) at: String,
    pub(super) required: bool,
}

/// Returns the properties of such objects whose schema passes a test.
pub(super) fn properties(document: &DocumentIndex, test: impl Fn(&Value) -> bool) -> Vec<Property> {
    let mut found = Vec::new();
    for Object { at, role } in objects(document) {
        let base = join(&at, "properties");
        let required = document.get(&join(&at, "required"));
        let required = required.as_array().cloned().unwrap_or_default();
        for (name, schema) in document.members(&base) {
            let own = join(&base, name);
            // A schema that is referred to from elsewhere is a type of its own.
            let is_own = document
                .schemas
                .get(&own)
                .is_some_and(|own| own.is_plain() && own.request == role.request);
            if is_own && test(schema) {
                found.push(Property {
                    object: Object {
                        at: at.clone(),
                        role,
                    },
                    name: name.clone(),
                    at: own,
                    required: required.contains(&json!(name)),
                });
            }
        }
    }
    found
}

/// Returns `true` if a schema is a text without constraints.
pub(super) fn is_text(schema: &Value) -> bool {
    has_type(schema, "string")
}

/// Returns `true` if a schema lists several texts and has no other constraint.
pub(super) fn is_enum(schema: &Value) -> bool {
    let Some(values) = schema.get("enum").and_then(Value::as_array) else {
        return false;
    };
    let is_listed = |keyword: &String| {
        ["type", "enum", "description", "title", "example", "default"].contains(&keyword.as_str())
    };
    let mut known: Vec<String> = values
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_lowercase)
        .collect();
    known.sort();
    known.dedup();
    values.len() > 2
        && known.len() == values.len()
        && schema.get("type") == Some(&json!("string"))
        && schema
            .as_object()
            .is_some_and(|members| members.keys().all(is_listed))
}

/// Returns `true` if a schema has a type and no other constraint.
pub(super) fn has_type(schema: &Value, kind: &str) -> bool {
    const ANNOTATIONS: [&str; 5] = ["type", "description", "title", "example", "examples"];
    schema.get("type").is_some_and(|own| own == kind)
        && schema.as_object().is_some_and(|members| {
            members
                .keys()
                .all(|key| ANNOTATIONS.contains(&key.as_str()))
        })
}
