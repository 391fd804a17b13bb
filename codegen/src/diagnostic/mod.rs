//! What is said about a document: errors, warnings and notes, each with the place that it is about.
//!
//! A stage never stops at the first thing that it cannot read: it pushes a diagnostic, puts something harmless in the
//! node's place and goes on, so that one run tells everything. Whoever runs the stages stops at a border when
//! [`Diagnostics::has_errors`].
//!
//! Architecture invariant: a [`Code`] can only be made in [`code`], beside its explanation, so no diagnostic goes
//! unexplained.

pub mod code;
mod github;
mod json;
mod level;
mod render;
mod report;

#[cfg(test)]
mod tests;

use std::fmt;

pub use code::{Code, Effect, explain};
pub use level::{Level, Levels, UnknownCode};
pub use render::{Locate, Style, render};
pub use report::{Report, SeverityCounts, Verbosity};

use serde::{Deserialize, Serialize};

use crate::location::{FileId, SourceLocation};

/// How much a diagnostic matters; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The document cannot be used as it is: nothing is written.
    Error,
    /// The document says something that is wrong or that is not carried into the crate.
    Warning,
    /// Something that does not change a type is left out, or a guess was made that is almost surely right.
    Note,
}

impl Severity {
    /// The word that stands before a message.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// A stretch of a file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte, counted from 0 in the text after decoding.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// The line of the first byte, counted from 1.
    pub line: usize,
    /// The column of the first byte, counted from 1, in characters.
    pub column: usize,
}

impl Span {
    /// The span of some bytes of the only file that there is.
    pub(crate) fn of(text: &str, bytes: &std::ops::Range<usize>) -> Self {
        let boundary = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (boundary(bytes.start), boundary(bytes.end));
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |index| index + 1);
        Self {
            file: FileId::default(),
            start,
            end: end.max(start),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// Something to tell about a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of thing it is, stable over releases.
    pub code: Code,
    /// What is the matter, one line, without a full stop.
    pub message: String,
    /// The node it is about; `None` where it is about no node, such as a file that is not there.
    pub at: Option<SourceLocation>,
    /// The text it is about where that is no node, such as a syntax error; goes before `at`.
    pub span: Option<Span>,
    /// What to do about it.
    pub hint: Option<String>,
    /// Whether it is an error only since [`Levels`] deny it.
    pub denied: bool,
}

impl Diagnostic {
    /// A diagnostic about a node, or about none.
    #[must_use]
    pub fn new(
        severity: Severity,
        code: Code,
        at: impl Into<Option<SourceLocation>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            at: at.into(),
            span: None,
            hint: None,
            denied: false,
        }
    }

    /// Says what to do about it.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    /// The one-line form, without a position: `error[unresolved-reference]: ...`.
    #[must_use]
    pub fn headline(&self) -> String {
        format!("{}[{}]: {}", self.severity, self.code, self.message)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.headline())?;
        match &self.at {
            Some(at) => write!(formatter, " (at {}#{})", at.file.0, at.pointer),
            None => Ok(()),
        }
    }
}

/// Everything there is to tell, as the stages push it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing to tell yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error; the returned diagnostic takes a hint.
    pub fn error(
        &mut self,
        code: Code,
        at: impl Into<Option<SourceLocation>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Error, code, at, message))
    }

    /// Adds a warning; the returned diagnostic takes a hint.
    pub fn warning(
        &mut self,
        code: Code,
        at: impl Into<Option<SourceLocation>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Warning, code, at, message))
    }

    /// Adds a note; the returned diagnostic takes a hint.
    pub fn note(
        &mut self,
        code: Code,
        at: impl Into<Option<SourceLocation>>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(Severity::Note, code, at, message))
    }

    /// Adds a diagnostic and gives it back for a hint.
    pub fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.items.push(diagnostic);
        let last = self.items.len() - 1;
        &mut self.items[last]
    }

    /// All of them, as they were pushed.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// Adds all of these.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.items.extend(diagnostics);
    }

    /// All of them, in the order in which they were found.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.items
    }

    /// Keeps those of which this holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// Gives each diagnostic about a node the place of that node in the text, which counts from then on.
    pub fn locate(&mut self, sources: &impl Locate) {
        for diagnostic in &mut self.items {
            let at = diagnostic.at.as_ref();
            let span = diagnostic.span.or_else(|| sources.locate(at?));
            diagnostic.span = span;
        }
    }

    /// Turns errors into warnings, for a document that is to be used as far as it can be.
    pub fn soften(&mut self) {
        for diagnostic in &mut self.items {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning);
        }
    }

    /// Makes errors of what is denied, and leaves out what is allowed. Errors stay what they are.
    pub fn apply(&mut self, levels: &Levels) {
        if levels.is_empty() {
            return;
        }
        self.items.retain_mut(|diagnostic| {
            if diagnostic.severity == Severity::Error {
                return true;
            }
            match levels.of(diagnostic) {
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

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All of them once, errors first, then warnings, then notes, each in the order in which they were found.
    ///
    /// Two are the same when severity, code, message and place agree.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut seen = std::collections::HashSet::new();
        let mut sorted: Vec<&Diagnostic> = self
            .items
            .iter()
            .filter(|diagnostic| seen.insert(*diagnostic))
            .collect();
        sorted.sort_by_key(|diagnostic| diagnostic.severity);
        sorted
    }
}
