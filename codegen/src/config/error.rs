//! Problems of `codegen.toml`.

use crate::diagnostic::{
    Diagnostic, Diagnostics, Locate, Report, Severity, SeverityCounts, Span, Style, Verbosity, code,
};
use crate::location::{FileId, SourceLocation};
use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// All problems of a `codegen.toml`.
///
/// Displayed as the message, the position and the hint of each problem, one per line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    path: PathBuf,
    shown: String,
    text: String,
    problems: Vec<Problem>,
}

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The message, one line.
    pub message: String,
    /// The position; `None` for the whole file.
    pub span: Option<Span>,
    /// A suggestion for fixing it.
    pub hint: Option<String>,
}

impl Problem {
    /// Returns the line and the column of the position, both counted from 1, the column in characters.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.span.map(|span| (span.line, span.column))
    }
}

impl ConfigError {
    pub(super) fn new(path: &Path, text: &str, problems: Vec<Problem>) -> Self {
        Self {
            path: path.to_owned(),
            shown: path.display().to_string(),
            text: text.to_owned(),
            problems,
        }
    }

    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let hint = (error.kind() == io::ErrorKind::NotFound)
            .then(|| "name another file, or create one with the command `init`".to_owned());
        let problem = Problem {
            message: format!("cannot read the configuration: {error}"),
            span: None,
            hint,
        };
        Self::new(path, "", vec![problem])
    }

    /// Returns the path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the problems in the order of the file.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Counts the problems.
    #[must_use]
    pub fn counts(&self) -> SeverityCounts {
        Report::new(&self.diagnostics(), self).counts()
    }

    /// Renders all problems as text that ends in a newline.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        Report::new(&self.diagnostics(), self).render(style, Verbosity::All)
    }

    fn diagnostics(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for problem in &self.problems {
            let file = SourceLocation::root(FileId::default());
            let code = code::INVALID_CONFIGURATION;
            let message = problem.message.as_str();
            let mut diagnostic = Diagnostic::new(Severity::Error, code, file, message);
            diagnostic.span = problem.span;
            diagnostic.hint.clone_from(&problem.hint);
            diagnostics.push(diagnostic);
        }
        diagnostics
    }
}

impl Locate for ConfigError {
    fn locate(&self, _: &SourceLocation) -> Option<Span> {
        None
    }

    fn source(&self, _: FileId) -> Option<(&str, &str)> {
        Some((&self.shown, &self.text))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.render(Style::Plain).trim_end())
    }
}

impl Error for ConfigError {}
