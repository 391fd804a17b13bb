//! Reasons for generating nothing.

use std::error::Error;
use std::fmt;

use super::diagnostic_report::DiagnosticReport;
use crate::diagnostic::{Diagnostic, Severity, SeverityCounts, Style, Verbosity, code, render};
use crate::document::{LoadError, Sources};
use crate::output::OutputError;

/// The reason why nothing was generated from a document.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The document could not be read.
    Load(Box<LoadError>),
    /// The document has errors.
    Document(DiagnosticReport),
    /// Generated files could not be formatted: a fault of the generator.
    Output(Vec<OutputError>),
}

impl Failure {
    /// Renders all errors, warnings and notes as text.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        match self {
            Self::Load(error) => error.render(style),
            Self::Document(report) => report.report().render(style, Verbosity::Summary),
            Self::Output(errors) => errors
                .iter()
                .map(|error| {
                    let fault = code::GENERATOR_FAULT;
                    let fault = Diagnostic::new(Severity::Error, fault, None, error.to_string());
                    render(&fault, &Sources::default(), style)
                })
                .collect(),
        }
    }

    /// The number of errors, warnings and notes.
    #[must_use]
    pub fn counts(&self) -> SeverityCounts {
        match self {
            Self::Load(_) => SeverityCounts::of_errors(1),
            Self::Document(report) => report.report().counts(),
            Self::Output(errors) => SeverityCounts::of_errors(errors.len()),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.render(Style::Plain).trim_end())
    }
}

impl Error for Failure {}
