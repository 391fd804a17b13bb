//! HTML.

use std::fmt::Write as _;

use super::terminal::{line, lines};

/// Escapes a text for HTML, inside or outside of a tag.
pub(crate) fn html(text: &str) -> String {
    let text = lines(text);
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Returns a text on one line as HTML. Text in backticks becomes code, everything else is escaped.
pub(crate) fn html_text(text: &str) -> String {
    let text = html(&line(text));
    let mut parts: Vec<&str> = text.split('`').collect();
    // A backtick without a partner is kept.
    let last = parts.len().is_multiple_of(2).then(|| parts.pop()).flatten();
    let mut out = String::with_capacity(text.len());
    for (index, part) in parts.into_iter().enumerate() {
        match index % 2 {
            0 => out.push_str(part),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "<code>{part}</code>");
            }
        }
    }
    if let Some(last) = last {
        let _ = write!(out, "`{last}");
    }
    out
}
