//! From a document that is changed node by node to files that must be Rust.

#![no_main]

#[path = "changed.rs"]
mod changed;

use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| {
    let mut options = Options::new("client");
    options.lenient = true;
    match apicrate_codegen::generate_from_text("openapi.yaml", text, &options) {
        Ok(generated) => {
            let files = generated.output.files.iter();
            for file in files.filter(|file| !file.path.starts_with("src/runtime/")) {
                let is_rust = !file.path.ends_with(".rs") || syn::parse_file(&file.text).is_ok();
                assert!(is_rust, "{}\n{}", file.path, file.text);
            }
        }
        Err(failure) => {
            let rendered = failure.render(Style::Plain);
            assert!(!matches!(failure, apicrate_codegen::Failure::Output(_)), "{rendered}");
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    changed::change(data, size, max_size, seed)
});
