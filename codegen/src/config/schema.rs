//! The JSON Schema of `codegen.toml`.

use crate::diagnostic::code;
use crate::value::{Members, Value};

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
            let values = words.map(Value::from).collect();
            *place = Members::from_iter([("enum".to_owned(), Value::Array(values))]).into();
        }
    }
    schema
}
