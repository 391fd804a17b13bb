//! The `use` declarations of a file, sorted and wrapped as rustfmt does.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::ident::spelled;
use crate::name_order::compare_names;
use crate::source::MAX_WIDTH;

/// The names that a file imports.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// The names imported from each path.
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    /// Imports `name` from `path`, whose segments are separated by `::`.
    pub(super) fn add(&mut self, path: &str, name: &str) {
        // Most names are added more than once.
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

    /// Returns the declarations.
    pub(super) fn into_declarations(self) -> Vec<String> {
        let names: Vec<_> = self.names.into_iter().collect();
        let mut declarations: Vec<(Vec<&str>, &BTreeSet<String>)> = names
            .iter()
            .map(|(path, names)| {
                let mut segments: Vec<&str> = path.split("::").collect();
                segments.extend(
                    names
                        .first()
                        .filter(|_| names.len() == 1)
                        .map(String::as_str),
                );
                (segments, names)
            })
            .collect();
        declarations.sort_by(|(one, first), (other, second)| {
            compare_paths((one, first.len() > 1), (other, second.len() > 1))
        });
        let mut texts = Vec::with_capacity(declarations.len());
        for (segments, names) in declarations {
            let path = if names.len() == 1 {
                &segments[..segments.len() - 1]
            } else {
                &segments
            };
            texts.push(declaration("use ", path, names.iter().map(String::as_str)));
        }
        texts
    }
}

/// Returns the text of a declaration that imports or re-exports `names` from a path of these segments.
pub(super) fn declaration<'n>(
    keyword: &str,
    path: &[&str],
    names: impl IntoIterator<Item = &'n str>,
) -> String {
    let mut head = keyword.to_owned();
    for segment in path {
        head.extend([&*spelled(segment), "::"]);
    }
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_by(|one, other| compare_names(one, other));
    let names: Vec<_> = names.into_iter().map(spelled).collect();
    if let [name] = names.as_slice() {
        return format!("{head}{name};");
    }
    let line = format!("{head}{{{}}};", names.join(", "));
    // rustfmt keeps columns free at the end of lists.
    if line.chars().count() + 2 <= MAX_WIDTH {
        return line;
    }
    let mut lines = vec![format!("{head}{{")];
    let mut line = "   ".to_owned();
    // rustfmt keeps a column free after each name, unless all names fit on one line.
    let columns = 4 + names.join(", ").chars().count() + ",".len();
    let reserved = usize::from(columns > MAX_WIDTH);
    for name in names {
        // With a space before the name and a comma after it.
        if line.chars().count() + name.chars().count() + 2 + reserved > MAX_WIDTH {
            lines.push(std::mem::replace(&mut line, "   ".to_owned()));
        }
        line.extend([" ", &*name, ","]);
    }
    lines.extend([line, "};".to_owned()]);
    lines.join("\n")
}

/// Compares the paths of two declarations, each with whether a list in braces follows it.
fn compare_paths(one: (&[&str], bool), other: (&[&str], bool)) -> Ordering {
    for (first, second) in one.0.iter().zip(other.0) {
        let ordering = compare_names(first, second);
        if ordering.is_ne() {
            return ordering;
        }
    }
    match one.0.len().cmp(&other.0.len()) {
        // A list is sorted after a segment.
        Ordering::Less if one.1 => Ordering::Greater,
        Ordering::Greater if other.1 => Ordering::Less,
        Ordering::Equal => one.1.cmp(&other.1),
        ordering => ordering,
    }
}
