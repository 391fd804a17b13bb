//! Diagnostics as annotations of GitHub Actions: workflow commands in the output of a step
//! (<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>).

use std::fmt::Write as _;

use super::locate::Position;
use super::model::{Diagnostic, Severity};
use crate::escape::{line, workflow_message, workflow_property};

/// Renders a diagnostic as one workflow command.
pub(super) fn annotation(diagnostic: &Diagnostic, position: &Position<'_>) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut text = format!("::{command} ");
    if let Some(path) = position.path {
        // Writing to a String cannot fail.
        let _ = write!(text, "file={},", workflow_property(path));
    }
    if let (Some(line), Some(column)) = (position.line(), position.column()) {
        let _ = write!(text, "line={line},col={column},");
    }
    let mut message = line(&diagnostic.message).into_owned();
    if let Some(hint) = &diagnostic.hint {
        let _ = write!(message, "\nhint: {}", line(hint));
    }
    let title = workflow_property(diagnostic.code.as_str());
    let _ = writeln!(text, "title={title}::{}", workflow_message(&message));
    text
}
