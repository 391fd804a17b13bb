//! Reads and writes the examples of a document with the generated types, and tells what did not survive.

mod compare;
mod declared;
mod driver;
mod fits;
mod plan;
mod rust_type;

pub(super) use plan::Plan;

use super::crates::Crates;
use super::outcome::{Examples, Outcome, Problem};
use apicrate_codegen::document::Document;
use compare::{Comparison, compare};
use declared::declares;
use driver::Answer;
use plan::{Example, Validity};
use std::path::PathBuf;

/// Builds and runs the driver of a plan; fills in what came of it.
pub(super) fn run(crates: &Crates, plan: &Plan, outcome: &mut Outcome) {
    let mut examples = Examples {
        total: plan.examples.len(),
        ..Examples::default()
    };
    match driver::run(crates, plan, &outcome.source) {
        // The one problem tells why none of them could be tried.
        Err(message) => {
            examples.failed = examples.total;
            outcome.fail("examples", message);
        }
        Ok(answers) => {
            let mut judge = Judge {
                path: outcome.source.path.clone(),
                document: None,
            };
            for (example, answer) in plan.examples.iter().zip(&answers) {
                match &example.ty {
                    Err(reason) => {
                        examples.unmapped += 1;
                        let told = problem(example, format!("no type is known: {reason}"));
                        outcome.problems.push(told);
                    }
                    Ok(ty) => {
                        examples.untyped += usize::from(ty == rust_type::ANY);
                        let wrong = judge.wrong(example, answer, &mut examples);
                        status(example, ty, wrong, &mut examples, outcome);
                    }
                }
            }
        }
    }
    outcome.examples = Some(examples);
}

/// Judges what came back.
struct Judge {
    /// Where the document is.
    path: PathBuf,
    /// Read when the first member is dropped, which most documents never see.
    document: Option<Document>,
}

impl Judge {
    /// What is wrong with what came back, if anything is.
    fn wrong(
        &mut self,
        example: &Example,
        answer: &Answer,
        examples: &mut Examples,
    ) -> Option<String> {
        let written = match answer {
            Answer::Missing => return Some("the driver gave no answer".to_owned()),
            Answer::Failed(message) => return Some(message.clone()),
            Answer::Written(written) => written,
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
            self.document = Document::load(&self.path).ok();
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
    let told = problem(example, format!("as {ty}: {wrong}"));
    if example.validity == Validity::Strict {
        examples.failed += 1;
        outcome.problems.push(told);
    } else {
        examples.tolerated += 1;
        examples
            .notes
            .push(format!("{}: {}", told.what, told.message));
    }
}

fn problem(example: &Example, message: String) -> Problem {
    Problem::new(
        format!("example {}", example.pointer),
        format!("line {}: {message}", example.line),
    )
}
