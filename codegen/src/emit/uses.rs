//! The `use` lines of a file: only what is used, in the order that rustfmt gives them.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::spelled;

/// The longest line, in bytes; the same as of what is printed from tokens.
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
    pub(super) fn into_lines(self) -> Vec<String> {
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
fn import(path: &str, names: &BTreeSet<String>) -> Vec<String> {
    let segments: Vec<_> = path.split("::").map(spelled).collect();
    let path = segments.join("::");
    let own = names.iter().filter(|name| *name == "self");
    let others = names.iter().filter(|name| *name != "self");
    let names: Vec<_> = own.chain(others).map(|name| spelled(name)).collect();
    let line = format!("use {path}::{{{}}};", names.join(", "));
    if line.len() > MAX_WIDTH || names.len() == 1 {
        let lines = names.iter().map(|name| format!("use {path}::{name};"));
        return lines.collect();
    }
    vec![line]
}
