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
        // Most is asked for again and again.
        match self.names.get_mut(path) {
            Some(names) if names.contains(name) => {}
            Some(names) => {
                names.insert(name.to_owned());
            }
            None => {
                let names = BTreeSet::from([name.to_owned()]);
                self.names.insert(path.to_owned(), names);
            }
        }
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
        let mut all = Vec::with_capacity(lines.len());
        for (path, names) in &lines {
            import(path, names, &mut all);
        }
        all
    }
}

/// Adds the lines that import names from a path: one where they fit on it, otherwise one for each name, so that a name which
/// comes or goes changes its own line and no other.
fn import(path: &str, names: &BTreeSet<String>, lines: &mut Vec<String>) {
    let mut head = String::with_capacity(MAX_WIDTH);
    head.push_str("use ");
    for segment in path.split("::") {
        head.extend([&*spelled(segment), "::"]);
    }
    let own = names.iter().filter(|name| *name == "self");
    let others = names.iter().filter(|name| *name != "self");
    let names: Vec<_> = own.chain(others).map(|name| spelled(name)).collect();
    let length = names.iter().map(|name| name.len() + 2).sum::<usize>();
    // With braces and a semicolon, and no comma behind the last name.
    if names.len() == 1 || head.len() + length + 1 > MAX_WIDTH {
        lines.extend(names.iter().map(|name| [&head, &**name, ";"].concat()));
        return;
    }
    head.push('{');
    for (index, name) in names.iter().enumerate() {
        head.push_str(if index == 0 { "" } else { ", " });
        head.push_str(name);
    }
    head.push_str("};");
    lines.push(head);
}
