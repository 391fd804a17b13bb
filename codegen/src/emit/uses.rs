//! The `use` lines of a file: only what is used, in the order that rustfmt gives them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;

/// What a file imports.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// The names that are imported from each path.
    names: BTreeMap<Path, BTreeSet<String>>,
}

/// A path in the order of `use` lines: `super` first, then `crate`, then other crates.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Path {
    rank: usize,
    segments: Vec<String>,
}

impl Uses {
    /// Imports `name` from `path`, whose segments are parted by `::`.
    pub(super) fn add(&mut self, path: &str, name: &str) {
        let segments: Vec<_> = path.split("::").map(str::to_owned).collect();
        let first = segments.first().map_or("", String::as_str);
        let rank = match first {
            "super" => 0,
            "crate" => 1,
            _ => 2,
        };
        let path = Path { rank, segments };
        self.names.entry(path).or_default().insert(name.to_owned());
    }

    /// The lines.
    pub(super) fn into_tokens(self) -> Vec<TokenStream> {
        self.names
            .into_iter()
            .map(|(path, names)| {
                let segments = path.segments.iter().map(|segment| ident(segment));
                let path = quote!(#(#segments)::*);
                let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
                match names.as_slice() {
                    [name] => quote!(use #path::#name;),
                    names => quote!(use #path::{#(#names),*};),
                }
            })
            .collect()
    }
}
