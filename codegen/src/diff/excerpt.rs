//! The position of a change in a document, with the lines around it.

use std::fmt;

use crate::diagnostic::Locate;
use crate::location::SourceLocation;

/// A node of one of the documents, with its position in a file and some lines of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceExcerpt {
    /// The node.
    pub location: SourceLocation,
    /// The displayed path of the file that the node is from: the document, a file that it refers to, or an overlay.
    pub file: String,
    /// The line, counted from 1; `None` if the node cannot be located.
    pub line: Option<usize>,
    /// The lines of the node, shortened.
    pub text: String,
}

impl fmt::Display for SourceExcerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        match self.line {
            Some(line) => write!(formatter, ":{line}"),
            None => Ok(()),
        }
    }
}

/// Returns the excerpt of a node.
pub(super) fn excerpt(location: SourceLocation, sources: &dyn Locate) -> SourceExcerpt {
    let span = sources.locate(&location);
    // The node may be from an overlay, which is another file than that of its location.
    let file = span.map_or(location.file, |span| span.file);
    let (path, text) = sources.source(file).unwrap_or_default();
    SourceExcerpt {
        location,
        file: path.to_owned(),
        line: span.map(|span| span.line),
        text: span.map_or_else(String::new, |span| shorten_node(text, span.start)),
    }
}

/// The maximum number of lines of an excerpt.
const MAX_LINES: usize = 14;

/// The maximum number of characters of a line of an excerpt.
const MAX_LINE_CHARS: usize = 160;

/// The maximum length in bytes of a line that is searched for its start. A document may be one line of many megabytes.
const MAX_LINE_BYTES: usize = 2000;

/// Returns the start of the line that contains a byte; `None` if the line is too long.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let from = at.saturating_sub(MAX_LINE_BYTES);
    let is_break = |byte: &u8| *byte == b'\n';
    let before = bytes.get(from..at)?.iter().rposition(is_break);
    let start = match before {
        Some(index) => from + index + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let rest = bytes.get(start..)?;
    let ends = rest.len() <= MAX_LINE_BYTES || rest.iter().take(MAX_LINE_BYTES).any(is_break);
    ends.then_some(start)
}

/// Returns the line that contains a byte and the more indented lines after it. If the line is too long, returns the text after
/// the byte.
fn shorten_node(text: &str, at: usize) -> String {
    let Some(start) = line_start(text, at) else {
        let rest = text.get(at..).unwrap_or_default().chars();
        return rest
            .take_while(|character| *character != '\n')
            .take(MAX_LINE_CHARS)
            .collect();
    };
    let mut lines = text[start..].lines();
    let Some(first) = lines.next() else {
        return String::new();
    };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(first);
    let mut kept = vec![first];
    for line in lines {
        let is_inside = line.trim().is_empty() || indent(line) > own;
        let closes = indent(line) == own && line.trim_start().starts_with(['}', ']']);
        if !is_inside && !closes {
            break;
        }
        if kept.len() == MAX_LINES {
            kept.push("...");
            break;
        }
        kept.push(line);
        if closes {
            break;
        }
    }
    while kept.last().is_some_and(|line| line.trim().is_empty()) {
        kept.pop();
    }
    let short = kept.iter().map(|line| {
        let line = line.get(own.min(indent(line))..).unwrap_or_default();
        line.chars().take(MAX_LINE_CHARS).collect::<String>()
    });
    short.collect::<Vec<_>>().join("\n")
}
