//! Groups of tokens that are put together once.
//!
//! `quote!` copies the tokens of a stream that it interpolates, one by one; those of a group it shares.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// Parts in braces, one after the other.
pub(super) fn braces(parts: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, parts.into_iter().collect())
}

/// Parts in these delimiters, with commas between.
pub(super) fn list(delimiter: Delimiter, parts: impl IntoIterator<Item = TokenStream>) -> Group {
    let mut tokens = TokenStream::new();
    for part in parts {
        if !tokens.is_empty() {
            tokens.extend([TokenTree::from(Punct::new(',', Spacing::Alone))]);
        }
        tokens.extend([part]);
    }
    Group::new(delimiter, tokens)
}
