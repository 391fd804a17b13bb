//! Tables with rows that have more cells than the header: excess cells are not shown (GitHub Flavored Markdown 0.29, section 4.10).

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

/// Escapes the bars that create excess cells: first bars in code, then those after the last cell.
pub(super) fn escape_excess_bars(text: &str) -> Cow<'_, str> {
    if !text.contains('|') {
        return Cow::Borrowed(text);
    }
    let mut columns = 0;
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (event, range) in Parser::new_ext(text, super::parser::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let row = &text[range.clone()];
                if separators(row).len() >= columns {
                    out.push_str(&text[copied..range.start]);
                    out.push_str(&fitted(row, columns));
                    copied = range.end;
                }
            }
            _ => {}
        }
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Returns a row with at most this number of cells.
fn fitted(row: &str, columns: usize) -> String {
    let code = code_spans(row);
    let in_code = |at: usize| code.iter().any(|span| span.contains(&at));
    let row = escaped(
        row,
        separators(row)
            .into_iter()
            .filter(|&at| in_code(at))
            .collect(),
    );
    let excess = separators(&row).into_iter().skip(columns - 1).collect();
    escaped(&row, excess)
}

/// Returns the positions of the bars that end a cell, except for the last one.
fn separators(row: &str) -> Vec<usize> {
    let end = row.trim_end().len();
    let start = row.len() - row.trim_start().len();
    let mut bars = Vec::new();
    let mut is_escaped = false;
    for (at, character) in row.char_indices() {
        if character == '|' && !is_escaped && at > start && at + 1 < end {
            bars.push(at);
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    bars
}

/// Returns the ranges of code spans, which are enclosed by equal runs of backticks (CommonMark 0.31, section 6.1).
fn code_spans(row: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in row.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    let mut spans = Vec::new();
    let mut next = 0;
    while let Some(run) = runs.get(next) {
        let closes = |other: &Range<usize>| other.len() == run.len();
        let rest = runs.get(next + 1..).unwrap_or_default();
        match rest.iter().position(closes) {
            Some(length) => {
                spans.push(run.end..rest[length].start);
                next += length + 2;
            }
            None => next += 1,
        }
    }
    spans
}

fn escaped(row: &str, bars: Vec<usize>) -> String {
    let mut out = String::with_capacity(row.len() + bars.len());
    let mut copied = 0;
    for bar in bars {
        out.push_str(&row[copied..bar]);
        out.push('\\');
        copied = bar;
    }
    out.push_str(&row[copied..]);
    out
}
