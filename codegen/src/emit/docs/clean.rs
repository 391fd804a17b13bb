//! Text that is allowed in comments.

use std::borrow::Cow;

/// The distance of tab stops (CommonMark 0.31, section 2.2).
const TAB: usize = 4;

/// Replaces line breaks by line feeds and tabs by spaces, and removes control characters and characters that change the direction of
/// text, which rustc rejects in comments.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_kept) {
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
            other if is_kept(other) => {
                out.push(other);
                column += 1;
            }
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// Returns `true` if a character is kept.
fn is_kept(character: char) -> bool {
    match character {
        '\n' | ' '..='~' => true,
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        other => !other.is_control(),
    }
}

/// Returns a text as inline code on one line.
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

/// Escapes a plain text for CommonMark, on one line.
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
