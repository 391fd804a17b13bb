//! The `use` lines of a file: only what is used, in the order that rustfmt gives them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;

/// What a file imports.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// The names that are imported from each path.
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    /// Imports `name` from `path`, whose segments are parted by `::`.
    pub(super) fn add(&mut self, path: &str, name: &str) {
        let names = self.names.entry(path.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// The lines.
    pub(super) fn into_tokens(self) -> Vec<TokenStream> {
        let mut lines: Vec<_> = self.names.into_iter().collect();
        lines.sort_by_cached_key(|(path, names)| {
            let rank = match path.split("::").next() {
                Some("super") => 0,
                Some("crate") => 1,
                _ => 2,
            };
            let first = names.first().filter(|_| names.len() == 1);
            let whole = first.map_or_else(|| path.clone(), |name| format!("{path}::{name}"));
            (rank, whole)
        });
        lines
            .into_iter()
            .map(|(path, names)| line(&path, &names))
            .collect()
    }
}

fn line(path: &str, names: &BTreeSet<String>) -> TokenStream {
    let segments = path.split("::").map(ident);
    let path = quote!(#(#segments)::*);
    let own = names.iter().filter(|name| *name == "self");
    let others = names.iter().filter(|name| *name != "self");
    let names: Vec<_> = own.chain(others).map(|name| ident(name)).collect();
    match names.as_slice() {
        [name] => quote!(use #path::#name;),
        names => quote!(use #path::{#(#names),*};),
    }
}
