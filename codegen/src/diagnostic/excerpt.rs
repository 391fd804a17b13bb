//! The lines of a document around the position of a diagnostic.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::model::Span;
use crate::escape;

/// The lines that a span covers and one line on each side, without hidden characters.
#[derive(Debug)]
pub(super) struct Excerpt {
    path: String,
    text: String,
    /// The index of the first line in the file.
    first_line: usize,
    /// The range of the span in `text`.
    underlined: Range<usize>,
}

impl Excerpt {
    /// Creates the excerpt of a file around a span.
    pub(super) fn new(path: &str, text: &str, span: Span) -> Self {
        let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
        let at = boundary(text, span.start);
        let end = boundary(text, span.end).max(at);
        let own = line_start(at);
        let first = own.checked_sub(1).map_or(0, line_start);
        let last = (line_end(end) + 1).min(text.len());
        let last = line_end(last);
        let before = escape::excerpt(&text[first..at]);
        let inside = escape::excerpt(&text[at..end]);
        let after = escape::excerpt(&text[end..last]);
        Self {
            path: escape::line(path).into_owned(),
            first_line: text[..first].matches('\n').count(),
            underlined: before.len()..before.len() + inside.len(),
            text: [before, inside, after].concat(),
        }
    }

    /// Returns the range of the span.
    pub(super) fn underlined(&self) -> Range<usize> {
        self.underlined.clone()
    }
}

/// Returns the nearest border between characters that is not after an offset.
fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        // Columns are counted in characters; `miette` counts bytes.
        let before = self
            .text
            .get(..contents.span().offset())
            .unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            contents.data(),
            *contents.span(),
            self.first_line + contents.line(),
            line.chars().count(),
            contents.line_count(),
        )))
    }
}
