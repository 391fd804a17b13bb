//! The JSON Schema of `codegen.toml`.

use serde_json::{Value, json};

use crate::diagnostic::code;

/// The schema without the codes of diagnostics.
const SCHEMA: &str = include_str!("codegen.schema.json");

/// Returns the JSON Schema (draft 7) of `codegen.toml`, with which editors complete and check it. It ends in a newline.
#[must_use]
pub fn schema() -> String {
    format!("{:#}\n", value())
}

/// Returns the schema as a value.
pub(super) fn value() -> Value {
    // The text is valid: a test parses it.
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let codes = code::ALL.iter().map(|code| code.as_str());
    for (definition, words) in [("denied", &["all", "warnings"][..]), ("code", &[])] {
        if let Some(place) = schema.pointer_mut(&format!("/definitions/{definition}")) {
            let words = words.iter().copied().chain(codes.clone());
            *place = json!({ "enum": words.collect::<Vec<_>>() });
        }
    }
    schema
}
