//! The order of imports in the style edition 2024 of rustfmt.

use std::cmp::Ordering;

/// Compares two segments of imports: `self`, `super` and `crate` first, then names by version, then `*`, then lists.
pub(crate) fn compare_names(one: &str, other: &str) -> Ordering {
    let rank = |name: &str| match name {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        "*" => 4,
        "{" => 5,
        _ => 3,
    };
    rank(one)
        .cmp(&rank(other))
        .then_with(|| compare_versions(one, other))
}

/// Compares paths segment by segment.
pub(crate) fn compare_paths(one: &str, other: &str) -> Ordering {
    let (mut ones, mut others) = (one.split("::"), other.split("::"));
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) => match compare_names(one, other) {
                Ordering::Equal => {}
                order => return order,
            },
        }
    }
}

/// Compares names with runs of digits as numbers, and an underscore before anything else.
fn compare_versions(one: &str, other: &str) -> Ordering {
    let mut ones = Chunks(one.strip_prefix("r#").unwrap_or(one));
    let mut others = Chunks(other.strip_prefix("r#").unwrap_or(other));
    let mut zeros = Ordering::Equal;
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return zeros,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) => {
                let order = one.compare(&other, &mut zeros);
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

/// Cuts a name into underscores, numbers and other text.
struct Chunks<'n>(&'n str);

enum Chunk<'n> {
    Underscore,
    Number(&'n str),
    Text(&'n str),
}

impl<'n> Iterator for Chunks<'n> {
    type Item = Chunk<'n>;

    fn next(&mut self) -> Option<Chunk<'n>> {
        let first = self.0.chars().next()?;
        if first == '_' {
            self.0 = &self.0[1..];
            return Some(Chunk::Underscore);
        }
        let is_number = first.is_ascii_digit();
        let is_other =
            |character: char| character == '_' || character.is_ascii_digit() != is_number;
        let (chunk, rest) = self
            .0
            .split_at(self.0.find(is_other).unwrap_or(self.0.len()));
        self.0 = rest;
        Some(if is_number {
            Chunk::Number(chunk)
        } else {
            Chunk::Text(chunk)
        })
    }
}

impl Chunk<'_> {
    /// Compares two chunks; `zeros` becomes the order of the first numbers that differ by leading zeros only.
    fn compare(&self, other: &Self, zeros: &mut Ordering) -> Ordering {
        match (self, other) {
            (Self::Underscore, Self::Underscore) => Ordering::Equal,
            (Self::Underscore, _) => Ordering::Less,
            (_, Self::Underscore) => Ordering::Greater,
            (Self::Number(one), Self::Number(other)) => {
                let (a, b) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
                let order = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
                if order == Ordering::Equal && *zeros == Ordering::Equal {
                    *zeros = other.len().cmp(&one.len());
                }
                order
            }
            (Self::Text(one) | Self::Number(one), Self::Text(other) | Self::Number(other)) => {
                one.cmp(other)
            }
        }
    }
}
