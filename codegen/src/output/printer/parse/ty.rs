//! Types.

use proc_macro2::Delimiter;

use super::path::{list_with_comma, path};
use crate::output::printer::syntax::Type;
use crate::output::tokens::{Cursor, Token};

/// Reads a type.
pub(in crate::output::printer) fn ty<'t>(tokens: &mut Cursor<'t>) -> Option<Type<'t>> {
    if tokens.punct("&").is_some() {
        let mut prefix = "&".to_owned();
        if let Some(lifetime) = lifetime(tokens) {
            prefix.extend([lifetime, " "]);
        }
        if tokens.word("mut").is_some() {
            prefix.push_str("mut ");
        }
        let inner = Box::new(ty(tokens)?);
        return Some(Type::Reference { prefix, inner });
    }
    if let Some(mut inside) = tokens.group(Delimiter::Bracket) {
        let inner = ty(&mut inside)?;
        return inside.is_empty().then(|| Type::Slice(Box::new(inner)));
    }
    if let Some(inside) = tokens.group(Delimiter::Parenthesis) {
        return tuple(inside);
    }
    if tokens.word("impl").is_some() {
        return Some(Type::Impl(Box::new(ty(tokens)?)));
    }
    if let Some(lifetime) = lifetime(tokens) {
        return Some(Type::Path(lifetime));
    }
    let path = path(tokens)?;
    if tokens.punct("<").is_none() {
        return Some(Type::Path(path));
    }
    let mut arguments = Vec::with_capacity(1);
    while tokens.punct(">").is_none() {
        arguments.push(argument(tokens)?);
        if tokens.punct(",").is_none() {
            tokens.punct(">")?;
            break;
        }
    }
    // What follows in the path is not used by generated code.
    let is_whole = tokens.punct("::").is_none();
    is_whole.then_some(Type::Generic { path, arguments })
}

/// Reads a generic argument.
fn argument<'t>(tokens: &mut Cursor<'t>) -> Option<Type<'t>> {
    let mut ahead = *tokens;
    if let Some(name) = ahead.name()
        && ahead.punct("=").is_some()
    {
        *tokens = ahead;
        let inner = Box::new(ty(tokens)?);
        return Some(Type::Binding { name, inner });
    }
    ty(tokens)
}

/// Reads a tuple from the inside of its parentheses.
fn tuple(inside: Cursor<'_>) -> Option<Type<'_>> {
    let (parts, has_comma) = list_with_comma(inside, ty)?;
    (parts.len() != 1 || has_comma).then_some(Type::Tuple(parts))
}

fn lifetime<'t>(tokens: &mut Cursor<'t>) -> Option<&'t str> {
    match tokens.peek()? {
        Token::Word(word) if word.starts_with('\'') => {
            tokens.next();
            Some(word)
        }
        _ => None,
    }
}
