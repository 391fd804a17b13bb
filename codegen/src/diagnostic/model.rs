//! A single diagnostic.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::Code;
use crate::location::{FileId, SourceLocation};

/// The severity of a diagnostic; the most severe first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The document cannot be used: nothing is written.
    Error,
    /// A part of the document is wrong or is not represented in the crate.
    Warning,
    /// Something that does not affect a type is left out, or a guess was made that is almost certainly right.
    Note,
}

impl Severity {
    /// The word before a message: `error`, `warning` or `note`.
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

/// A range of a file's text.
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
    /// The span of a range of bytes in the only file.
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

/// An error, a warning or a note about a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The kind of diagnostic, which is stable over releases.
    pub code: Code,
    /// The message: one line, without a full stop.
    pub message: String,
    /// The node that it refers to; `None` if there is none, as for a missing file.
    pub at: Option<SourceLocation>,
    /// The text that it refers to if that is not a node, as for a syntax error. Takes precedence over `at`.
    pub span: Option<Span>,
    /// A suggestion for fixing it.
    pub hint: Option<String>,
    /// `true` if it is an error only because [`Levels`](crate::diagnostic::Levels) deny it.
    pub denied: bool,
}

impl Diagnostic {
    /// Creates a diagnostic about a node, or about none.
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

    /// Sets the hint.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns the one-line form, without a position: `error[unresolved-reference]: ...`.
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
