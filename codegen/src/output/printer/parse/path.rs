//! Paths, lists and patterns.

use proc_macro2::Delimiter;

use crate::output::tokens::{Cursor, Token};

/// Reads a segment of a path.
pub(in crate::output::printer) fn segment<'t>(tokens: &mut Cursor<'t>) -> Option<&'t str> {
    match tokens.peek()? {
        Token::Word(word @ ("self" | "Self" | "super" | "crate")) => {
            tokens.next();
            Some(word)
        }
        _ => tokens.name(),
    }
}

/// Reads a path without generic arguments.
pub(in crate::output::printer) fn path<'t>(tokens: &mut Cursor<'t>) -> Option<&'t str> {
    let start = *tokens;
    // A path may begin with its separator.
    let _ = tokens.punct("::");
    segment(tokens)?;
    loop {
        let mut ahead = *tokens;
        if ahead.punct("::").is_none() || segment(&mut ahead).is_none() {
            return Some(tokens.text_since(start));
        }
        *tokens = ahead;
    }
}

/// Reads entries with commas between them up to the end.
pub(in crate::output::printer) fn list<'t, T>(
    tokens: Cursor<'t>,
    entry: impl Fn(&mut Cursor<'t>) -> Option<T>,
) -> Option<Vec<T>> {
    Some(list_with_comma(tokens, entry)?.0)
}

/// Reads entries with commas between them up to the end; also returns whether a comma is after the last one.
pub(in crate::output::printer) fn list_with_comma<'t, T>(
    mut tokens: Cursor<'t>,
    entry: impl Fn(&mut Cursor<'t>) -> Option<T>,
) -> Option<(Vec<T>, bool)> {
    let mut entries = Vec::new();
    let mut has_comma = false;
    while !tokens.is_empty() {
        if !entries.is_empty() && !has_comma {
            return None;
        }
        entries.push(entry(&mut tokens)?);
        has_comma = tokens.punct(",").is_some();
    }
    Some((entries, has_comma))
}

/// Reads a pattern: a name, a path, a literal, a range of literals, `_`, a tuple, or a tuple structure.
pub(in crate::output::printer) fn pattern(tokens: &mut Cursor<'_>) -> Option<String> {
    let mut text = String::new();
    while tokens.punct("&").is_some() {
        text.push('&');
    }
    if tokens.word("mut").is_some() {
        text.push_str("mut ");
    }
    match tokens.peek()? {
        Token::Word("_") => {
            tokens.next();
            text.push('_');
            return Some(text);
        }
        Token::Literal(literal) => {
            tokens.next();
            text.push_str(literal);
            return Some(text);
        }
        Token::Group(Delimiter::Parenthesis, _) => {}
        _ => text.push_str(path(tokens)?),
    }
    let Some(inside) = tokens.group(Delimiter::Parenthesis) else {
        return Some(text);
    };
    text.push('(');
    text.push_str(&list(inside, pattern)?.join(", "));
    text.push(')');
    Some(text)
}
