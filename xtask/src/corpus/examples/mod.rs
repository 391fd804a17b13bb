//! Reads and writes the examples of a document with the generated types, and tells what did not survive.

mod compare;
mod driver;
mod plan;
mod rust_type;

pub(super) use plan::Plan;

use super::outcome::{Examples, Outcome, Problem};
use super::workspace::Workspace;
use compare::{Comparison, compare};
use driver::Answer;
use plan::{Example, Validity};

/// Builds and runs the driver of a plan; fills in what came of it.
pub(super) fn run(workspace: &Workspace, plan: &Plan, outcome: &mut Outcome) {
    let answers = match driver::run(workspace, plan, &outcome.source) {
        Ok(answers) => answers,
        Err(message) => {
            outcome.fail("examples", message);
            Vec::new()
        }
    };
    // Examples that could not be tried are counted, but the one problem tells why.
    let tried = !answers.is_empty();
    let mut examples = Examples {
        total: plan.examples.len(),
        ..Examples::default()
    };
    for (example, answer) in plan
        .examples
        .iter()
        .zip(answers.iter().map(Some).chain(std::iter::repeat(None)))
    {
        match &example.ty {
            Err(reason) => {
                examples.unmapped += 1;
                outcome
                    .problems
                    .push(problem(example, format!("no type is known: {reason}")));
            }
            Ok(_) if !tried => examples.failed += 1,
            Ok(ty) => {
                examples.untyped += usize::from(ty == rust_type::ANY);
                let judged = judge(example, answer, &mut examples);
                tell(example, ty, judged, &mut examples, outcome);
            }
        }
    }
    outcome.examples = Some(examples);
}

/// What is wrong with what came back, if anything is.
fn judge(example: &Example, answer: Option<&Answer>, examples: &mut Examples) -> Option<String> {
    let written = match answer {
        None | Some(Answer::Missing) => return Some("the driver gave no answer".to_owned()),
        Some(Answer::Failed(message)) => return Some(message.clone()),
        Some(Answer::Written(written)) => written,
    };
    match compare(&example.value, written, example.may_drop) {
        Comparison::Same { dropped } => {
            if !dropped.is_empty() {
                examples.dropped.insert(example.line, dropped);
            }
            None
        }
        Comparison::Different(difference) => Some(difference),
    }
}

fn tell(
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
