//! Identifiers of names that are already chosen.

use std::borrow::Cow;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

/// Returns the identifier of a name, which may be raw (`r#type`).
///
/// All names of the model are identifiers; any other name is made one, since emitting never fails.
pub(super) fn ident(name: &str) -> Ident {
    let name = spelled(name);
    match name.strip_prefix("r#") {
        Some(plain) => Ident::new_raw(plain, Span::call_site()),
        None => Ident::new(&name, Span::call_site()),
    }
}

/// Returns the text of the identifier of a name.
pub(super) fn spelled(name: &str) -> Cow<'_, str> {
    let plain = bare(name);
    if !is_ident(plain) {
        return to_identifier(plain).into();
    }
    // The keywords that cannot be raw identifiers.
    let cannot_be_raw = matches!(plain, "_" | "crate" | "self" | "super" | "Self");
    if cannot_be_raw { plain } else { name }.into()
}

/// Returns a name without `r#`, for use in other names.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Returns the name of a constant: `N_EPOCHS` for `n_epochs`.
pub(super) fn constant(name: &str) -> Ident {
    ident(&bare(name).to_uppercase())
}

/// Parses a path in the options, such as `uuid::Uuid`; `None` if it is not Rust.
pub(super) fn path(text: &str) -> Option<TokenStream> {
    let tokens: TokenStream = text.parse().ok()?;
    (!tokens.is_empty()).then_some(tokens)
}

fn is_ident(text: &str) -> bool {
    let is_ascii_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if text.bytes().all(is_ascii_part) {
        return text.starts_with(|first: char| !first.is_ascii_digit());
    }
    if text.is_ascii() {
        return false;
    }
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return false;
    };
    let mut tokens = tokens.into_iter();
    matches!(tokens.next(), Some(TokenTree::Ident(ident)) if ident == text)
        && tokens.next().is_none()
}

fn to_identifier(text: &str) -> String {
    let mut name: String = text
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                '_'
            }
        })
        .collect();
    if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        name.insert(0, '_');
    }
    name
}
