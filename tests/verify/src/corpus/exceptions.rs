//! Applies exceptions to the results.

use super::documents::Source;
use super::outcome::Outcome;
use crate::cargo_harness::cargo::Tool;
use crate::cargo_harness::exceptions::Exceptions;

/// The steps of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps<'a> {
    pub(super) tools: &'a [Tool],
    pub(super) examples: bool,
}

/// Marks failures that have an exception, and returns a line for each exception that is not needed.
///
/// An exception is judged only if its document and step are part of the run. `all` are the documents of the folder,
/// including those that are not part of the run.
pub(super) fn apply(
    exceptions: &mut Exceptions,
    outcomes: &mut [Outcome],
    steps: Steps<'_>,
    all: &[Source],
) -> Vec<String> {
    for outcome in outcomes.iter_mut() {
        for problem in &mut outcome.problems {
            problem.excuse = exceptions.excuse(&outcome.source.file, &problem.what);
        }
    }
    exceptions.unneeded(|document, what| {
        if !all.iter().any(|source| source.file == document) {
            return Some("there is no such document");
        }
        let outcome = outcomes
            .iter()
            .find(|outcome| outcome.source.file == document)?;
        // A document that does not reach the step gives no information about it.
        let reached = what == "generate" || outcome.counts.is_some();
        (reached && steps.have(what)).then_some("it does not fail")
    })
}

impl Steps<'_> {
    fn have(self, what: &str) -> bool {
        match what {
            "generate" | "operations" | "coverage" => true,
            what if what.starts_with("example") => self.examples,
            what => self.tools.iter().any(|tool| tool.name() == what),
        }
    }
}
