//! Positions of diagnostics.

use std::fmt;

use super::code;
use super::model::{Diagnostic, Span};
use crate::location::{FileId, SourceLocation};

/// Access to the texts that diagnostics refer to.
pub trait Locate {
    /// Returns the span of a node: the key of a member, or the item itself. For a node that does not exist, returns that of the
    /// nearest ancestor that does.
    fn locate(&self, location: &SourceLocation) -> Option<Span>;

    /// Returns the displayed path and the text of a file.
    fn source(&self, file: FileId) -> Option<(&str, &str)>;
}

/// The position of a diagnostic.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position<'a> {
    /// The displayed path of the file; `None` if the diagnostic is not about a file.
    pub(super) path: Option<&'a str>,
    /// The text to underline.
    pub(super) span: Option<Span>,
    /// `true` if the whole file is wrong, so that its first character is the position.
    is_wrong_as_a_whole: bool,
}

impl<'a> Position<'a> {
    pub(super) fn of(diagnostic: &Diagnostic, sources: &'a impl Locate) -> Self {
        let span = diagnostic.span;
        let span = span.or_else(|| sources.locate(diagnostic.at.as_ref()?));
        let file = span.map(|span| span.file);
        let file = file.or_else(|| diagnostic.at.as_ref().map(|at| at.file));
        let path = file.and_then(|file| Some(sources.source(file)?.0));
        let is_wrong_as_a_whole = [code::EMPTY_FILE, code::NOT_TEXT].contains(&diagnostic.code);
        Self {
            path,
            span,
            is_wrong_as_a_whole,
        }
    }

    pub(super) fn line(&self) -> Option<usize> {
        self.first().map(|(line, _)| line)
    }

    pub(super) fn column(&self) -> Option<usize> {
        self.first().map(|(_, column)| column)
    }

    fn first(&self) -> Option<(usize, usize)> {
        let span = self.span.map(|span| (span.line, span.column));
        span.or_else(|| self.is_wrong_as_a_whole.then_some((1, 1)))
    }
}

impl fmt::Display for Position<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.path.unwrap_or_default())?;
        match self.first() {
            Some((line, column)) => write!(formatter, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}
