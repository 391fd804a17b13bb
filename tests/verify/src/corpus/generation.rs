//! Generates the crate of one document.

use super::crates::Crates;
use super::names::Names;
use super::operations;
use super::outcome::{Counts, Outcome};
use crate::cargo_harness::workspace::write_crate;
use apicrate_codegen::config::Options;
use apicrate_codegen::coverage;
use apicrate_codegen::diagnostic::{Style, code};
use apicrate_codegen::document::Document;
use apicrate_codegen::{Failure, Generated};
use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::time::Instant;

/// Generates and writes a crate, and records the result.
///
/// Returns the text of the crate's manifest, if there is a crate.
pub(super) fn generate(crates: &Crates, outcome: &mut Outcome) -> Option<Crate> {
    let mut options = Options::new(outcome.source.package());
    options.lenient = true;
    let start = Instant::now();
    let generated = caught(|| apicrate_codegen::generate(&outcome.source.path, &options));
    let generated = match generated {
        Ok(Ok(generated)) => generated,
        Ok(Err(Failure::Load(error))) if error.diagnostic.code == code::NOT_OPENAPI => {
            outcome.skipped = Some(error.diagnostic.message.clone());
            return None;
        }
        Ok(Err(failure)) => {
            let text = failure.render(Style::Plain);
            // The errors precede the warnings about the document.
            outcome.fail("generate", text.trim_end());
            return None;
        }
        Err(panic) => {
            outcome.fail("generate", format!("the generator panicked: {panic}"));
            return None;
        }
    };
    let written = write_crate(&crates.client(&outcome.source), &generated.output.files);
    outcome.generation = start.elapsed();
    // The generated files do not refer to these values.
    match Document::load(&outcome.source.path) {
        Ok(document) => count(outcome, &generated, &document),
        Err(error) => outcome.fail("generate", error.render(Style::Plain)),
    }
    match written {
        Ok(manifest) => Some(Crate {
            manifest,
            generated,
        }),
        Err(error) => {
            outcome.fail("generate", error);
            None
        }
    }
}

/// Returns a line for each part of a document that is neither generated nor the subject of a diagnostic.
fn lost(document: &Document, generated: &Generated) -> Option<String> {
    let lost = coverage::unaccounted(document, &generated.api, generated.output.diagnostics());
    let lines: Vec<_> = lost
        .iter()
        .map(|part| {
            let pointer = part.locations.first().map(|at| at.pointer.as_str());
            format!("{} (#{})", part.kind, pointer.unwrap_or_default())
        })
        .collect();
    let number = lines.len();
    let heading = format!("{number} parts of the document are neither generated nor reported");
    (number > 0).then(|| format!("{heading}\n{}", lines.join("\n")))
}

/// A crate that is written.
#[derive(Debug)]
pub(super) struct Crate {
    /// The text of its manifest.
    pub(super) manifest: String,
    /// The counts of the crate.
    pub(super) generated: Generated,
}

/// Counts the parts of a crate, and compares its operations with those of the document.
fn count(outcome: &mut Outcome, generated: &Generated, document: &Document) {
    let declared = operations::declared(document);
    let callable = operations::callable(&generated.output.files);
    let differences = operations::differences(&declared, &callable);
    if !differences.is_empty() {
        outcome.fail("operations", differences.join("\n"));
    }
    if let Some(lost) = lost(document, generated) {
        outcome.fail("coverage", lost);
    }
    let mut counts = Counts {
        declared: declared.len(),
        operations: callable.len(),
        types: generated.api.types.len(),
        diagnostics: generated.output.diagnostics().sorted().len(),
        untyped: generated.output.untyped.clone(),
        names: Names::of(&generated.api, generated.output.diagnostics()),
        ..Counts::default()
    };
    for file in &generated.output.files {
        if !file.path.ends_with(".rs") || file.path.starts_with("src/runtime/") {
            continue;
        }
        counts.lines += file.text.lines().count();
        counts.unformatted += file.text.matches("#[rustfmt::skip]").count();
        if file.path.starts_with("src/types/") || file.path.starts_with("src/operations/") {
            counts.mentions += file.text.matches("serde_json::Value").count();
        }
    }
    outcome.counts = Some(counts);
}

/// The location of the last panic, which only the hook receives. Panics of other threads are stored here, too.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Runs a function, and returns a panic as an error instead of printing it.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = panic::take_hook();
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string);
        if let Ok(mut slot) = PLACE.lock() {
            *slot = place;
        }
    }));
    // Values in an inconsistent state are dropped after a panic.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    panic::set_hook(before);
    result.map_err(|payload| {
        let place = PLACE.lock().ok().and_then(|mut slot| slot.take());
        format!("{} at {}", message(&*payload), place.unwrap_or_default())
    })
}

fn message(payload: &(dyn Any + Send)) -> &str {
    if let Some(text) = payload.downcast_ref::<&str>() {
        text
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text
    } else {
        "without a message"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_reported_with_its_message_and_location() {
        let empty: Vec<u8> = Vec::new();
        let message = caught(|| empty[0]).expect_err("there is no first item");
        assert!(message.contains("out of bounds"), "{message}");
        assert!(message.contains("generation.rs:"), "{message}");
        assert_eq!(caught(|| 1), Ok(1));
    }
}
