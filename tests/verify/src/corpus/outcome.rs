//! The result for a document.

use super::documents::Source;
use super::names::Names;
use crate::cargo_harness::cargo::{Timing, Tool};
use apicrate_codegen::coverage::Untyped;
use std::collections::BTreeMap;
use std::time::Duration;

/// The result for a document.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The document.
    pub(super) source: Source,
    /// The reason why the document was skipped, if the file is not an OpenAPI document.
    pub(super) skipped: Option<String>,
    /// The time for generating and writing.
    pub(super) generation: Duration,
    /// The counts of the generated crate, if there is one.
    pub(super) counts: Option<Counts>,
    /// The times of the tools.
    pub(super) tools: BTreeMap<Tool, Timing>,
    /// The result of the examples, if they were requested and exist.
    pub(super) examples: Option<Examples>,
    /// The problems in the order in which they were found.
    pub(super) problems: Vec<Problem>,
}

/// The counts of a generated crate.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// The number of operations of the document.
    pub(super) declared: usize,
    /// The number of operations that the crate can call.
    pub(super) operations: usize,
    /// The number of named types.
    pub(super) types: usize,
    /// The number of lines of Rust without the runtime.
    pub(super) lines: usize,
    /// The number of items with `#[rustfmt::skip]`, whose syntax the printer does not know.
    pub(super) unformatted: usize,
    /// The number of warnings and notes about the document.
    pub(super) diagnostics: usize,
    /// The number of occurrences of `serde_json::Value` in types and operations.
    pub(super) mentions: usize,
    /// The untyped places.
    pub(super) untyped: Vec<Untyped>,
    /// The counts of names.
    pub(super) names: Names,
}

impl Counts {
    /// Returns the number of places that are untyped although the schema constrains them.
    pub(super) fn unexplained(&self) -> usize {
        self.untyped.iter().filter(|place| !place.is_silent).count()
    }
}

/// The result of the examples of a document.
#[derive(Debug, Default)]
pub(super) struct Examples {
    /// The number of examples.
    pub(super) total: usize,
    /// The number of examples that were encoded as they were decoded.
    pub(super) ok: usize,
    /// The number of valid examples that were not.
    pub(super) failed: usize,
    /// The number of those that are valid only in a lenient interpretation, which are not failures.
    pub(super) tolerated: usize,
    /// The number of examples without a type.
    pub(super) unmapped: usize,
    /// The number of examples whose type is `serde_json::Value`, which keeps everything.
    pub(super) untyped: usize,
    /// The dropped undeclared members: their pointers, by the line of the example.
    pub(super) dropped: BTreeMap<usize, Vec<String>>,
    /// The tolerated failures with their messages.
    pub(super) notes: Vec<String>,
}

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// The failed step, as exceptions name it: `generate`, `operations`, `coverage`, the name of a tool, `examples`, or `example`
    /// with a pointer.
    pub(super) what: String,
    /// The message.
    pub(super) message: String,
    /// The reason of the exception for it, if there is one.
    pub(super) excuse: Option<String>,
}

impl Problem {
    pub(super) fn new(what: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            message: message.into(),
            excuse: None,
        }
    }
}

impl Outcome {
    pub(super) fn new(source: Source) -> Self {
        Self {
            source,
            skipped: None,
            generation: Duration::ZERO,
            counts: None,
            tools: BTreeMap::new(),
            examples: None,
            problems: Vec::new(),
        }
    }

    pub(super) fn fail(&mut self, what: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem::new(what, message));
    }

    /// Returns the problems without an exception.
    pub(super) fn failures(&self) -> impl Iterator<Item = &Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.excuse.is_none())
    }

    /// Returns one word, and the failed steps.
    pub(super) fn result(&self) -> String {
        if self.skipped.is_some() {
            return "skipped".to_owned();
        }
        let mut failed: Vec<&str> = Vec::new();
        for problem in self.failures() {
            let kind = problem.what.split(' ').next().unwrap_or_default();
            let kind = if kind == "example" { "examples" } else { kind };
            if !failed.contains(&kind) {
                failed.push(kind);
            }
        }
        match (failed.as_slice(), self.problems.as_slice()) {
            ([], []) => "ok".to_owned(),
            ([], _) => "ok, with exceptions".to_owned(),
            (failed, _) => format!("FAILED: {}", failed.join(", ")),
        }
    }
}
