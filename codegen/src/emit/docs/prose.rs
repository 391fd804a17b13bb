//! Text without CommonMark markup.
//!
//! Most descriptions are prose, which needs no parser.

use super::blocks::Block;
use super::words::Words;

/// Returns `true` if a text, with line feeds as line breaks, consists of paragraphs of words and code spans: each line starts with a
/// letter and contains no markup, escape or link outside of code spans, which end on the line.
pub(super) fn is_prose(text: &str) -> bool {
    !text.contains("://") && text.split('\n').all(is_prose_line)
}

fn is_prose_line(line: &str) -> bool {
    if line.is_empty() {
        return true;
    }
    if !line.starts_with(char::is_alphabetic) || line.ends_with(' ') {
        return false;
    }
    // Every second part is in a code span with single backticks.
    let parts = line.split('`');
    parts.clone().count() % 2 == 1
        && !line.contains("``")
        && parts.step_by(2).all(|part| part.chars().all(is_plain))
}

/// Returns the paragraphs of prose, which are separated by empty lines.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    paragraphs.map(Words::of).map(Block::Paragraph).collect()
}

/// Returns `true` if a character has no meaning in CommonMark inside a line.
fn is_plain(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        ' ' | ',' | '.' | ';' | ':' | '(' | ')' | '\'' | '"' | '/' | '?' | '%' | '$' | '='
        | '+' | '-' | '!' => true,
        '\u{2013}' | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}'
        | '\u{2026}' => true,
        other => !other.is_ascii() && other.is_alphanumeric(),
    }
}
