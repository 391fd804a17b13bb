//! Types and paths.

use proc_macro2::Delimiter;

use super::page::{INDENT, Page};
use crate::output::tokens::{Cursor, Token};

/// Prints a type.
pub(super) fn ty(tokens: &mut Cursor<'_>, page: &mut Page) -> Option<()> {
    if tokens.punct("&").is_some() {
        page.word("&");
        if let Some(Token::Word(lifetime)) = tokens.peek()
            && lifetime.starts_with('\'')
        {
            tokens.next();
            page.word(lifetime);
            page.word(" ");
        }
        if tokens.word("mut").is_some() {
            page.word("mut ");
        }
        return ty(tokens, page);
    }
    if let Some(mut inside) = tokens.group(Delimiter::Bracket) {
        page.word("[");
        ty(&mut inside, page)?;
        page.word("]");
        return inside.is_empty().then_some(());
    }
    if let Some(inside) = tokens.group(Delimiter::Parenthesis) {
        return tuple(inside, page, ty);
    }
    if tokens.word("impl").is_some() {
        page.word("impl ");
    }
    path(tokens, page, true)
}

/// Prints a path, with generic arguments where they may stand.
pub(super) fn path(tokens: &mut Cursor<'_>, page: &mut Page, is_type: bool) -> Option<()> {
    loop {
        page.word(segment(tokens)?);
        if is_type && tokens.punct("<").is_some() {
            page.word("<");
            page.may_break();
            loop {
                ty(tokens, page)?;
                if tokens.punct(">").is_some() {
                    break;
                }
                tokens.punct(",")?;
                page.word(", ");
            }
            page.word(">");
        }
        if tokens.punct("::").is_none() {
            return Some(());
        }
        page.word("::");
    }
}

/// Prints a type with a line for each of its generic arguments.
pub(super) fn broken_ty(tokens: &mut Cursor<'_>, indent: usize, page: &mut Page) -> Option<()> {
    loop {
        page.word(segment(tokens)?);
        if tokens.punct("::").is_none() {
            break;
        }
        page.word("::");
    }
    tokens.punct("<")?;
    page.word("<");
    page.end_whole_line();
    loop {
        page.indent(indent + INDENT);
        ty(tokens, page)?;
        page.word(",");
        page.end_line()?;
        if tokens.punct(">").is_some() {
            break;
        }
        tokens.punct(",")?;
    }
    page.indent(indent);
    page.word(">");
    Some(())
}

/// A segment of a path.
pub(super) fn segment<'t>(tokens: &mut Cursor<'t>) -> Option<&'t str> {
    match tokens.peek()? {
        Token::Word(word @ ("self" | "Self" | "super" | "crate")) => {
            tokens.next();
            Some(word)
        }
        _ => tokens.name(),
    }
}

/// Prints what stands in parentheses with commas between: one part with a comma after it is a tuple, without it is that part.
pub(super) fn tuple(
    mut inside: Cursor<'_>,
    page: &mut Page,
    part: fn(&mut Cursor<'_>, &mut Page) -> Option<()>,
) -> Option<()> {
    page.word("(");
    let mut parts = 0;
    while !inside.is_empty() {
        page.may_break();
        if parts > 0 {
            page.word(" ");
        }
        part(&mut inside, page)?;
        parts += 1;
        if inside.is_empty() {
            break;
        }
        inside.punct(",")?;
        if parts == 1 || !inside.is_empty() {
            page.word(",");
        }
    }
    page.word(")");
    Some(())
}
