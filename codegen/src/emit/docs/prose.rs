//! Text that means nothing to CommonMark but its words and its paragraphs.
//!
//! Most descriptions are such: they are the same after five readings as they are at first sight.

use super::blocks::Block;
use super::words::Words;

/// Whether a text, with line feeds as line breaks, is paragraphs of words and code: each line begins with a letter and holds,
/// outside code spans that end on it, nothing that could mark up, escape or link.
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
    // Every second part stands in code, which single backticks begin and end.
    let parts = line.split('`');
    parts.clone().count() % 2 == 1
        && !line.contains("``")
        && parts.step_by(2).all(|part| part.chars().all(is_plain))
}

/// The paragraphs of such a text, parted by empty lines.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    paragraphs.map(Words::of).map(Block::Paragraph).collect()
}

/// Whether a character means nothing inside a line but itself.
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
