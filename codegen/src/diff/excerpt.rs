//! The position of a change in a document, with the lines around it.

use std::fmt;

use crate::diagnostic::Locate;
use crate::location::SourceLocation;

/// Where something stands in one of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceExcerpt {
    /// The node.
    pub at: SourceLocation,
    /// The file as it is shown.
    pub file: String,
    /// The line, counted from 1, where the node could be found.
    pub line: Option<usize>,
    /// The text there: some lines of it.
    pub fragment: String,
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

/// The lines that a fragment of a document has at most.
const FRAGMENT: usize = 14;

pub(super) fn excerpt(at: SourceLocation, sources: &dyn Locate) -> SourceExcerpt {
    let file = sources
        .source(at.file)
        .map_or("", |(path, _)| path)
        .to_owned();
    let span = sources.locate(&at);
    let fragment = span.and_then(|span| {
        let (_, text) = sources.source(at.file)?;
        Some(fragment(text, span.start))
    });
    SourceExcerpt {
        at,
        file,
        line: span.map(|span| span.line),
        fragment: fragment.unwrap_or_default(),
    }
}

/// The characters of a line of a fragment that are shown.
const SHOWN: usize = 160;

/// The bytes around a node in which its line must begin and end. A document may be one line of many megabytes.
const LONGEST_LINE: usize = 2000;

/// Where the line begins that a byte stands on; `None` where it is too long.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let from = at.saturating_sub(LONGEST_LINE);
    let is_break = |byte: &u8| *byte == b'\n';
    let before = bytes.get(from..at)?.iter().rposition(is_break);
    let start = match before {
        Some(index) => from + index + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let rest = bytes.get(start..)?;
    let ends = rest.len() <= LONGEST_LINE || rest.iter().take(LONGEST_LINE).any(is_break);
    ends.then_some(start)
}

/// The line of a document that a byte stands on, with what is indented below it; of a line that is too long to be read, what
/// follows the byte.
fn fragment(text: &str, at: usize) -> String {
    let Some(start) = line_start(text, at) else {
        let rest = text.get(at..).unwrap_or_default().chars();
        return rest
            .take_while(|character| *character != '\n')
            .take(SHOWN)
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
        if kept.len() == FRAGMENT {
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
        line.chars().take(SHOWN).collect::<String>()
    });
    short.collect::<Vec<_>>().join("\n")
}
