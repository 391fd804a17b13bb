//! Decodes and encodes the examples of a document with the generated types, and reports losses.

mod compare;
mod declared;
mod driver;
mod fits;
mod plan;
mod rust_type;

pub(super) use driver::write;
pub(super) use plan::Plan;

use super::crates::Crates;
use super::outcome::{Examples, Outcome, Problem};
use crate::json_document::JsonDocument;
use apicrate_codegen::document::Document;
use compare::{Comparison, compare};
use declared::declares;
use driver::ExampleResult;
use plan::{Example, Validity};
use std::path::PathBuf;

/// Builds and runs the driver of a plan, and records the results.
pub(super) fn run(crates: &Crates, plan: &Plan, outcome: &mut Outcome) {
    let mut examples = Examples {
        total: plan.examples.len(),
        ..Examples::default()
    };
    match driver::run(crates, plan, &outcome.source) {
        // One problem explains why none of them could be tried.
        Err(message) => {
            examples.failed = examples.total;
            outcome.fail("examples", message);
        }
        Ok(results) => {
            let mut judge = Judge {
                path: outcome.source.path.clone(),
                document: None,
            };
            for (example, result) in plan.examples.iter().zip(&results) {
                match &example.ty {
                    Err(reason) => {
                        examples.unmapped += 1;
                        let message = problem(example, format!("no type is known: {reason}"));
                        outcome.problems.push(message);
                    }
                    Ok(ty) => {
                        examples.untyped += usize::from(ty == rust_type::ANY);
                        let wrong = judge.wrong(example, result, &mut examples);
                        status(example, ty, wrong, &mut examples, outcome);
                    }
                }
            }
        }
    }
    outcome.examples = Some(examples);
}

/// Judges the results.
struct Judge {
    /// The path of the document.
    path: PathBuf,
    /// The document, loaded when the first member is dropped, which rarely happens.
    document: Option<JsonDocument>,
}

impl Judge {
    /// Returns the problem of a result, if there is one.
    fn wrong(
        &mut self,
        example: &Example,
        result: &ExampleResult,
        examples: &mut Examples,
    ) -> Option<String> {
        let written = match result {
            ExampleResult::Missing => return Some("the driver gave no result".to_owned()),
            ExampleResult::Failed(message) => return Some(message.clone()),
            ExampleResult::Written(written) => written,
        };
        let dropped = match compare(&example.value, written, example.may_drop) {
            Comparison::Same { dropped } => dropped,
            Comparison::Different(difference) => return Some(difference),
        };
        let mut pointers = dropped.iter();
        if let Some(pointer) = pointers.find(|pointer| self.is_declared(example, pointer)) {
            return Some(format!("{pointer} is lost, and the document declares it"));
        }
        if !dropped.is_empty() {
            examples.dropped.insert(example.line, dropped);
        }
        None
    }

    fn is_declared(&mut self, example: &Example, pointer: &str) -> bool {
        if self.document.is_none() {
            self.document = Document::load(&self.path).ok().map(JsonDocument::from);
        }
        let document = self.document.as_ref();
        document
            .is_some_and(|document| declares(document, &example.schema(), &example.value, pointer))
    }
}

fn status(
    example: &Example,
    ty: &str,
    wrong: Option<String>,
    examples: &mut Examples,
    outcome: &mut Outcome,
) {
    let Some(wrong) = wrong else {
        examples.ok += 1;
        return;
    };
    let message = problem(example, format!("as {ty}: {wrong}"));
    if example.validity == Validity::Strict {
        examples.failed += 1;
        outcome.problems.push(message);
    } else {
        examples.tolerated += 1;
        examples
            .notes
            .push(format!("{}: {}", message.what, message.message));
    }
}

fn problem(example: &Example, message: String) -> Problem {
    Problem::new(
        format!("example {}", example.pointer),
        format!("line {}: {message}", example.line),
    )
}
