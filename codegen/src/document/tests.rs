//! Tests of reading documents.

mod events;
mod files;
mod parse;
mod position;
mod reference;
mod text;
mod version;

use super::{Document, LoadError};

/// A document with these lines after its version.
fn document(rest: &str) -> Result<Document, LoadError> {
    Document::from_text("openapi.yaml", &format!("openapi: 3.1.0\n{rest}"))
}

/// The failure of a text that must not load, as it is shown.
fn failure(text: &str) -> String {
    match Document::from_text("openapi.yaml", text) {
        Ok(_) => "it loads".to_owned(),
        Err(error) => error.to_string(),
    }
}
