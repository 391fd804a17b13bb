//! Groups of tokens.
//!
//! `quote!` copies the tokens of an interpolated stream one by one, but shares those of a group.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// Encloses parts in braces.
pub(super) fn braces(parts: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, parts.into_iter().collect())
}

/// Encloses parts in these delimiters, separated by commas.
pub(super) fn comma_separated(
    delimiter: Delimiter,
    parts: impl IntoIterator<Item = TokenStream>,
) -> Group {
    let mut tokens = TokenStream::new();
    for part in parts {
        if !tokens.is_empty() {
            tokens.extend([TokenTree::from(Punct::new(',', Spacing::Alone))]);
        }
        tokens.extend([part]);
    }
    Group::new(delimiter, tokens)
}
