//! Identifiers from names that are already chosen.

use std::borrow::Cow;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

/// The identifier of a name, raw where the name says so (`r#type`).
///
/// A name of the model is an identifier; one that is none is made one instead of failing.
pub(super) fn ident(name: &str) -> Ident {
    let name = spelled(name);
    match name.strip_prefix("r#") {
        Some(plain) => Ident::new_raw(plain, Span::call_site()),
        None => Ident::new(&name, Span::call_site()),
    }
}

/// The same identifier as it is written.
pub(super) fn spelled(name: &str) -> Cow<'_, str> {
    let plain = bare(name);
    if !is_ident(plain) {
        return made_up(plain).into();
    }
    // These are the words that cannot be raw.
    let cannot_be_raw = matches!(plain, "_" | "crate" | "self" | "super" | "Self");
    if cannot_be_raw { plain } else { name }.into()
}

/// The name without the mark of a raw identifier, to make other names of.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The name as a constant is called: `n_epochs` is `N_EPOCHS`.
pub(super) fn constant(name: &str) -> Ident {
    ident(&bare(name).to_uppercase())
}

/// A path of the user's, such as `uuid::Uuid`; `None` where it is no Rust.
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

fn made_up(text: &str) -> String {
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
