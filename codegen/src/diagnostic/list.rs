//! The diagnostics of a run.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::level::{Level, Levels};
use super::locate::Locate;
use super::model::{Diagnostic, Severity};
use crate::location::SourceLocation;

/// The diagnostics of a run, in the order in which the stages pushed them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Creates an empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error and returns it, so that a hint can be set.
    pub fn error(
        &mut self,
        code: Code,
        at: impl Into<Option<SourceLocation>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Error, code, at, message))
    }

    /// Adds a warning and returns it, so that a hint can be set.
    pub fn warning(
        &mut self,
        code: Code,
        at: impl Into<Option<SourceLocation>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Warning, code, at, message))
    }

    /// Adds a note and returns it, so that a hint can be set.
    pub fn note(
        &mut self,
        code: Code,
        at: impl Into<Option<SourceLocation>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Note, code, at, message))
    }

    /// Adds a diagnostic and returns it, so that a hint can be set.
    pub fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.items.push(diagnostic);
        let last = self.items.len() - 1;
        &mut self.items[last]
    }

    /// Iterates over all diagnostics in the order in which they were pushed.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// Adds several diagnostics.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.items.extend(diagnostics);
    }

    /// Returns all diagnostics in the order in which they were pushed.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.items
    }

    /// Retains the diagnostics for which the predicate returns `true`.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// Sets the span of each diagnostic about a node, so that later changes of the document do not affect its position.
    pub fn locate(&mut self, sources: &impl Locate) {
        for diagnostic in &mut self.items {
            let at = diagnostic.at.as_ref();
            let span = diagnostic.span.or_else(|| sources.locate(at?));
            diagnostic.span = span;
        }
    }

    /// Turns errors of the document into warnings. Options that name something unknown remain errors.
    pub fn soften(&mut self) {
        let is_document = |diagnostic: &&mut Diagnostic| !diagnostic.code.is_unmatched_option();
        for diagnostic in self.items.iter_mut().filter(is_document) {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning);
        }
    }

    /// Turns errors about options that name something unknown into warnings.
    pub(crate) fn tolerate_unmatched(&mut self) {
        for diagnostic in &mut self.items {
            if diagnostic.code.is_unmatched_option() {
                diagnostic.severity = diagnostic.severity.max(Severity::Warning);
            }
        }
    }

    /// Turns denied diagnostics into errors and removes allowed ones. Errors are not affected.
    pub fn apply(&mut self, levels: &Levels) {
        if levels.is_empty() {
            return;
        }
        self.items.retain_mut(|diagnostic| {
            if diagnostic.severity == Severity::Error {
                return true;
            }
            match levels.level_of(diagnostic) {
                Some(Level::Allow) => false,
                Some(Level::Deny) => {
                    diagnostic.severity = Severity::Error;
                    diagnostic.denied = true;
                    true
                }
                None => true,
            }
        });
    }

    /// Returns `true` if there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns `true` if there are no diagnostics.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns all distinct diagnostics: errors, then warnings, then notes, each in the order in which they were pushed.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut seen = HashSet::new();
        let mut sorted: Vec<&Diagnostic> = self
            .items
            .iter()
            .filter(|diagnostic| seen.insert(*diagnostic))
            .collect();
        sorted.sort_by_key(|diagnostic| diagnostic.severity);
        sorted
    }
}
