//! What came of a document.

use super::documents::Source;
use crate::cargo_harness::cargo::{Timing, Tool};
use apicrate_codegen::coverage::Untyped;
use std::collections::BTreeMap;
use std::time::Duration;

/// What came of a document.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The document.
    pub(super) source: Source,
    /// Why nothing was made of it, where the file is no OpenAPI document at all.
    pub(super) skipped: Option<String>,
    /// How long generating and writing took.
    pub(super) generation: Duration,
    /// What was generated; `None` when nothing was.
    pub(super) counts: Option<Counts>,
    /// How long the tools took.
    pub(super) tools: BTreeMap<Tool, Timing>,
    /// What came of the examples, where they were asked for and there are any.
    pub(super) examples: Option<Examples>,
    /// What is wrong, in the order in which it was found.
    pub(super) problems: Vec<Problem>,
}

/// What was generated.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Operations of the document.
    pub(super) declared: usize,
    /// Operations that the crate can call.
    pub(super) operations: usize,
    /// Named types.
    pub(super) types: usize,
    /// Lines of Rust without the carried runtime.
    pub(super) lines: usize,
    /// Warnings and notes about the document.
    pub(super) diagnostics: usize,
    /// How often `serde_json::Value` stands in the types and operations.
    pub(super) mentions: usize,
    /// The places that are `serde_json::Value`.
    pub(super) untyped: Vec<Untyped>,
}

impl Counts {
    /// How many places are untyped though the schema says something.
    pub(super) fn unexplained(&self) -> usize {
        self.untyped.iter().filter(|place| !place.is_silent).count()
    }
}

/// What came of the examples of a document.
#[derive(Debug, Default)]
pub(super) struct Examples {
    /// All of them.
    pub(super) total: usize,
    /// Those that came out as they went in.
    pub(super) ok: usize,
    /// Those that did not though they are valid.
    pub(super) failed: usize,
    /// Those that did not, and are valid only when the document is read leniently: these are no failure.
    pub(super) tolerated: usize,
    /// Those that no type was found for.
    pub(super) unmapped: usize,
    /// Those whose type is `serde_json::Value`, which keeps anything.
    pub(super) untyped: usize,
    /// What became of undeclared members: the pointer of each that was dropped, by the line of its example.
    pub(super) dropped: BTreeMap<usize, Vec<String>>,
    /// The tolerated ones with what happened.
    pub(super) notes: Vec<String>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// What failed, as exceptions name it: `generate`, `operations`, `coverage`, the name of a tool, `examples`, or `example` with a
    /// pointer.
    pub(super) what: String,
    /// What happened.
    pub(super) message: String,
    /// Why this is no failure, by an exception.
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

    /// What is wrong and not excused.
    pub(super) fn failures(&self) -> impl Iterator<Item = &Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.excuse.is_none())
    }

    /// One word, and what failed.
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
