//! Text on a terminal or in a log.

use std::borrow::Cow;

use super::hidden::is_hidden;

/// Escapes a text that is on one line, such as a message or a path.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    escape(text, is_hidden)
}

/// Escapes a text of several lines, which may contain tabs.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    escape(text, |character| {
        !matches!(character, '\n' | '\t') && is_hidden(character)
    })
}

fn escape(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_escaped(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    escaped.into()
}

/// Replaces each hidden character of an excerpt from a document by a visible one, so that the columns stay the same. Line breaks and
/// tabs remain.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    let is_replaced = |character| !matches!(character, '\n' | '\t') && is_hidden(character);
    if !text.contains(is_replaced) {
        return text.into();
    }
    let visible = |character: char| match u32::from(character) {
        // "Control Pictures" of Unicode.
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    let characters = text.chars();
    characters
        .map(|one| if is_replaced(one) { visible(one) } else { one })
        .collect::<String>()
        .into()
}
