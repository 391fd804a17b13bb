//! The `use` lines of a file: only what is used, in the order that rustfmt gives them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;

/// The width of a line that the printer does not break, in characters.
const MAX_WIDTH: usize = 89;

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
            .flat_map(|(path, names)| import(&path, &names))
            .collect()
    }
}

/// The lines that import names from a path: one where they fit on it, otherwise one for each name, so that a name which comes
/// or goes changes its own line and no other.
fn import(path: &str, names: &BTreeSet<String>) -> Vec<TokenStream> {
    let segments = path.split("::").map(ident);
    let segments = quote!(#(#segments)::*);
    let own = names.iter().filter(|name| *name == "self");
    let others = names.iter().filter(|name| *name != "self");
    let idents: Vec<_> = own.chain(others).map(|name| ident(name)).collect();
    let separators = ", ".len() * names.len().saturating_sub(1);
    let width =
        "use ::{};".len() + path.len() + names.iter().map(String::len).sum::<usize>() + separators;
    if width > MAX_WIDTH || idents.len() == 1 {
        let lines = idents.iter().map(|name| quote!(use #segments::#name;));
        return lines.collect();
    }
    vec![quote!(use #segments::{#(#idents),*};)]
}
