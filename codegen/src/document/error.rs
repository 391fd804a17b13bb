//! Errors of loading a document and of resolving references.

use std::error::Error;
use std::fmt;

use super::sources::Sources;
use crate::diagnostic::{Code, Diagnostic, Style, render};

/// The reason why a document could not be loaded.
#[derive(Debug)]
pub struct LoadError {
    /// The error.
    pub diagnostic: Box<Diagnostic>,
    pub(super) sources: Sources,
}

impl LoadError {
    /// Renders the error as text that ends in a newline.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        render(&self.diagnostic, &self.sources, style)
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.render(Style::Plain).trim_end())
    }
}

impl Error for LoadError {}

/// The reason why a reference cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceError {
    /// The kind of error.
    pub code: Code,
    /// The message, one line.
    pub message: String,
    /// A suggestion for fixing it.
    pub hint: Option<String>,
}

impl fmt::Display for ReferenceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for ReferenceError {}
