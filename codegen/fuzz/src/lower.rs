//! Lowering documents that are changed node by node.

#![no_main]

#[path = "changed.rs"]
mod changed;

use apicrate_codegen::diagnostic::Diagnostics;
use apicrate_codegen::document::Document;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| {
    let Ok(document) = Document::from_text("openapi.yaml", text) else {
        return;
    };
    let mut diagnostics = Diagnostics::new();
    drop(apicrate_codegen::lower::lower(&document, &mut diagnostics));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    changed::change(data, size, max_size, seed)
});
