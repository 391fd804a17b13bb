//! Text as it may stand in a comment.

use std::borrow::Cow;

/// The distance of tab stops (CommonMark 0.31, section 2.2).
const TAB: usize = 4;

/// The text with line feeds alone as line breaks, spaces for tabs, and without control characters and those that change
/// the direction of text, which rustc does not let stand in a comment.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push('\n');
                column = 0;
            }
            '\t' => {
                let spaces = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            other if stays(other) => {
                out.push(other);
                column += 1;
            }
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// Whether a character is taken over as it is.
fn stays(character: char) -> bool {
    match character {
        '\n' | ' '..='~' => true,
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        other => !other.is_control(),
    }
}

/// A text as inline code; on one line.
pub(in crate::emit) fn code_span(text: &str) -> String {
    let text = clean(text).replace('\n', " ");
    let longest = text
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// A plain text as CommonMark that shows it as it is; on one line.
pub(in crate::emit) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in clean(text).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for character in word.chars() {
            if "\\`*_[]<>#&~|".contains(character) {
                out.push('\\');
            }
            out.push(character);
        }
    }
    out
}
