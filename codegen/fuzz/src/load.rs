//! Reading any text, and locating what is in it.

#![no_main]

use apicrate_codegen::document::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Document::from_text("openapi.yaml", text) {
        Ok(document) => drop(format!("{:?}", document.warnings())),
        Err(error) => drop(error.to_string()),
    }
});
