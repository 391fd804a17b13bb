//! Diagnostics as annotations of GitHub Actions: workflow commands in the output of a step
//! (<https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>).

use std::fmt::Write as _;

use super::locate::Position;
use super::model::{Diagnostic, Severity};

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
        let _ = write!(text, "file={},", escaped(path, PROPERTY));
    }
    if let (Some(line), Some(column)) = (position.line(), position.column()) {
        let _ = write!(text, "line={line},col={column},");
    }
    let mut message = diagnostic.message.clone();
    if let Some(hint) = &diagnostic.hint {
        let _ = write!(message, "\nhint: {hint}");
    }
    let title = escaped(diagnostic.code.as_str(), PROPERTY);
    let _ = writeln!(text, "title={title}::{}", escaped(&message, MESSAGE));
    text
}

/// The characters to escape in a message.
const MESSAGE: &[char] = &['%', '\r', '\n'];

/// The characters to escape in the value of a property.
const PROPERTY: &[char] = &['%', '\r', '\n', ':', ','];

fn escaped(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(&character) {
            let _ = write!(escaped, "%{:02X}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}
