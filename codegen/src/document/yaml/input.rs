//! Workarounds for texts at which the parser panics.

use std::borrow::Cow;
use std::io::{BufRead, Read};

/// Returns the bytes of a text with a line break at its end. The parser panics at a final block scalar without one.
pub(super) fn terminated(text: &str) -> impl BufRead {
    let missing = if text.ends_with('\n') { "" } else { "\n" };
    text.as_bytes().chain(missing.as_bytes())
}

/// Returns `true` if the parser does not panic at a text, which it does at a tag before a comma.
pub(in crate::document) fn is_harmless(text: &str) -> bool {
    let mut marks = text.match_indices('!').map(|(at, _)| text.split_at(at));
    !marks.any(|(before, tag)| begins_a_tag(before) && is_before_a_comma(tag))
}

/// Returns `true` if an exclamation mark after this text can start a tag. After a letter or a digit it is part of a scalar, a
/// comment or a tag. In other cases the parser fails before the mark.
fn begins_a_tag(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
}

/// Returns `true` if a tag at the start of this text ends at a comma.
fn is_before_a_comma(text: &str) -> bool {
    let (tag, is_verbatim) = match text.strip_prefix("!<") {
        Some(tag) => (tag, true),
        None => (text, false),
    };
    let rest = tag.trim_start_matches(|character: char| {
        character.is_ascii_alphanumeric()
            || "-_;/?:@&=+$.%!~*'()".contains(character)
            || is_verbatim && ",[]".contains(character)
    });
    let end = if is_verbatim { ">," } else { "," };
    rest.starts_with(end)
}

/// Replaces each tag before a comma, as in `[!a, b]`, by a null, because the parser panics at it. Positions do not change.
///
/// If the tag is part of a string, the parser reads a different string.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let mut blanked: Option<Vec<u8>> = None;
    let mut end = 0;
    for (start, _) in text.match_indices('!') {
        let before = text[..start].chars().next_back();
        let begins = before.is_none_or(|before| before.is_whitespace() || "[{,:".contains(before));
        if start < end || !begins {
            continue;
        }
        let length = text[start..]
            .find(|character: char| character.is_whitespace() || "[]{},".contains(character))
            .unwrap_or(text.len() - start);
        end = start + length;
        if text[end..].starts_with(',') {
            let bytes = blanked.get_or_insert_with(|| text.as_bytes().to_vec());
            bytes[start..end].fill(b' ');
            bytes[start] = b'~';
        }
    }
    match blanked.map(String::from_utf8) {
        Some(Ok(blanked)) => Cow::Owned(blanked),
        _ => Cow::Borrowed(text),
    }
}
