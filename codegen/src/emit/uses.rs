//! The `use` declarations of a file, sorted and wrapped as rustfmt does.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::ident::{bare, spelled};
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
    let last = names.len().saturating_sub(1);
    for (index, name) in names.into_iter().enumerate() {
        // With a space before the name and a comma after it, and a free column except after the last name.
        let width = name.chars().count() + if index == last { 2 } else { 3 };
        if line.chars().count() + width > MAX_WIDTH {
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

/// Compares two segments: keywords are sorted first, and numbers in names are compared by value.
fn compare_names(one: &str, other: &str) -> Ordering {
    let rank = |name: &str| match name {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        _ => 3,
    };
    let by_rank = rank(one).cmp(&rank(other));
    by_rank.then_with(|| compare_versions(bare(one), bare(other)))
}

/// Compares two names by runs of digits, as numbers, and runs of other characters, of which `_` is the least.
fn compare_versions(one: &str, other: &str) -> Ordering {
    let mut pairs = one.bytes().zip(other.bytes());
    match pairs.find(|(first, second)| first != second) {
        Some((first, second)) if first.is_ascii_digit() || second.is_ascii_digit() => {}
        Some((b'_', _)) => return Ordering::Less,
        Some((_, b'_')) => return Ordering::Greater,
        Some((first, second)) => return first.cmp(&second),
        None => return one.len().cmp(&other.len()),
    }
    let (mut one, mut other) = (one, other);
    loop {
        let ((first, rest), (second, others)) = (split_run(one), split_run(other));
        if first.is_empty() || second.is_empty() {
            return first.len().cmp(&second.len());
        }
        let are_numbers = [first, second]
            .iter()
            .all(|run| run.starts_with(|character: char| character.is_ascii_digit()));
        let ordering = if are_numbers {
            let digits = |run: &'_ str| run.trim_start_matches('0').len();
            let significant = |run: &'_ str| run.trim_start_matches('0').to_owned();
            digits(first)
                .cmp(&digits(second))
                .then_with(|| significant(first).cmp(&significant(second)))
                .then_with(|| second.len().cmp(&first.len()))
        } else {
            let rank = |character: char| (character != '_', character);
            first.chars().map(rank).cmp(second.chars().map(rank))
        };
        if ordering.is_ne() {
            return ordering;
        }
        (one, other) = (rest, others);
    }
}

/// Splits off the digits or the other characters at the start of a name.
fn split_run(name: &str) -> (&str, &str) {
    let is_number = name.starts_with(|character: char| character.is_ascii_digit());
    let end = name.find(|character: char| character.is_ascii_digit() != is_number);
    name.split_at(end.unwrap_or(name.len()))
}
