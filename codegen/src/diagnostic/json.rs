//! Diagnostics as JSON Lines.

use super::locate::{Locate, Position};
use super::model::Diagnostic;
use crate::escape;
use crate::value::object;

/// Renders a diagnostic as one line of JSON (RFC 8259). All members are always present, in this order; unknown ones are null.
///
/// `end_line` and `end_column` are the position after the last character.
pub(super) fn json(
    diagnostic: &Diagnostic,
    position: &Position<'_>,
    sources: &impl Locate,
) -> String {
    let span = position.span;
    let end = span.and_then(|span| {
        let (_, text) = sources.source(span.file)?;
        let shown = text.get(span.start..span.end)?;
        let line = span.line + shown.matches('\n').count();
        let column = match shown.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() + 1,
            None => span.column + shown.chars().count(),
        };
        Some((line, column))
    });
    let object = object!({
        "reason": "diagnostic",
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code.as_str(),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "denied": diagnostic.denied,
        "file": position.path,
        "line": position.line(),
        "column": position.column(),
        "end_line": end.map(|(line, _)| line),
        "end_column": end.map(|(_, column)| column),
        "start": span.map(|span| span.start),
        "end": span.map(|span| span.end),
        "pointer": diagnostic.at.as_ref().map(|at| at.pointer.as_str()),
    });
    let mut text = escape::json(&object, false);
    text.push('\n');
    text
}
