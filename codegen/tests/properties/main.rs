//! Properties of every document.

mod diff;
mod documents;
mod injection;
mod plausible;

use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::{Generated, Verbosity};

/// Generates from a text twice, leniently the second time; both must end, and what is generated must be Rust.
fn generate(text: &str) -> Option<Generated> {
    let mut options = Options::new("client");
    let strict = run(text, &options);
    options.lenient = true;
    let lenient = run(text, &options);
    if let (Some(strict), Some(lenient)) = (&strict, &lenient) {
        assert!(
            strict.output.files == lenient.output.files,
            "two runs differ"
        );
    }
    lenient
}

fn run(text: &str, options: &Options) -> Option<Generated> {
    match apicrate_codegen::generate_from_text("openapi.json", text, options) {
        Ok(generated) => {
            drop(generated.output.render(Style::Plain, Verbosity::All));
            for file in &generated.output.files {
                if file.path.ends_with(".rs") && !file.path.starts_with("src/runtime/") {
                    let parsed = syn::parse_file(&file.text);
                    assert!(
                        parsed.is_ok(),
                        "{}: {:?}\n{}",
                        file.path,
                        parsed.err(),
                        file.text
                    );
                }
            }
            Some(generated)
        }
        Err(failure) => {
            let rendered = failure.render(Style::Graphical { colour: false });
            assert!(!rendered.is_empty());
            assert!(
                !matches!(failure, apicrate_codegen::Failure::Output(_)),
                "{rendered}"
            );
            None
        }
    }
}
