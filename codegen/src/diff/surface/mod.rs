//! The public surface of a generated crate, as its text shows it: paths, kinds, signatures, types of fields, derives and
//! attributes.
//!
//! Read generically: whatever is public in a file counts, and what a macro table implements counts by the head of the table.
//! A table that is not known is compared as text.

mod differ;
mod read;
mod signature;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use rayon::prelude::*;

use super::change::Level;
pub(super) use signature::Aliases;

/// A difference between two public surfaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// The path of the item: `types::FineTuningJob::seed`.
    pub path: String,
    /// What happened to it.
    pub difference: Difference,
    /// What it asks of the version.
    pub level: Level,
    /// How the old crate has it.
    pub old: Option<String>,
    /// How the new crate has it.
    pub new: Option<String>,
}

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Difference {
    /// It is gone.
    Removed,
    /// It is of another kind: a struct became an enum.
    Kind,
    /// Its type or signature is another.
    Signature,
    /// A derive, an attribute or the value of a constant is another.
    Attribute,
    /// It is new.
    Added,
}

impl fmt::Display for ItemChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(formatter, "{}: {old} -> {new}", self.path),
            (Some(old), None) => write!(formatter, "- {}: {old}", self.path),
            (None, Some(new)) => write!(formatter, "+ {}: {new}", self.path),
            (None, None) => formatter.write_str(&self.path),
        }
    }
}

/// The kinds of public items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Struct,
    Enum,
    Field,
    Variant,
    Function,
    Constant,
    Alias,
    Reexport,
    /// What is implemented for a type, by hand or by a table.
    Implementation,
    /// Anything else that is public.
    Other,
}

/// A public item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// What callers depend on, with nothing that they do not: no names of arguments.
    pub(super) signature: String,
    /// How a person is shown it.
    pub(super) shown: String,
    /// `derive(Eq)`, `non_exhaustive`, `deprecated`, `must_use`.
    pub(super) attributes: BTreeSet<String>,
    /// The value of a constant.
    pub(super) value: Option<String>,
    /// Whether code outside may not count on knowing all of it: it is `non_exhaustive`, or has private fields.
    pub(super) is_open: bool,
}

/// The items of a crate by path.
pub(super) type Surface = BTreeMap<String, Item>;

/// Why a file could not be read.
#[derive(Debug, Clone)]
pub(super) struct Unreadable {
    pub(super) path: String,
}

/// How two crates differ.
pub(super) struct Differences {
    pub(super) items: Vec<ItemChange>,
    /// The paths of the files whose text differs.
    pub(super) files: BTreeSet<String>,
    /// Whether the same stands in another order, and nothing else differs.
    pub(super) is_order: bool,
}

/// The differences between two crates.
pub(super) fn compare(
    old: &BTreeMap<&str, &str>,
    new: &BTreeMap<&str, &str>,
    aliases: (&Aliases, &Aliases),
) -> Result<Differences, Unreadable> {
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let differing: BTreeSet<&str> = names
        .into_iter()
        .filter(|name| old.get(name) != new.get(name))
        .collect();
    let (before, after) = rayon::join(
        || surface(old, &differing, aliases.0),
        || surface(new, &differing, aliases.1),
    );
    let items = differ::compare(&before?, &after?);
    let is_order = items.is_empty() && words(old, &differing) == words(new, &differing);
    Ok(Differences {
        items,
        is_order,
        files: differing.into_iter().map(str::to_owned).collect(),
    })
}

/// How often each word stands in files.
fn words<'a>(
    files: &BTreeMap<&str, &'a str>,
    differing: &BTreeSet<&str>,
) -> HashMap<&'a str, usize> {
    let mut words = HashMap::new();
    for text in differing.iter().filter_map(|path| files.get(path)) {
        for word in text.split(|character: char| !character.is_alphanumeric() && character != '_') {
            *words.entry(word).or_default() += 1;
        }
    }
    // Between the words: how many there are depends on where lines break.
    words.remove("");
    words
}

fn surface(
    files: &BTreeMap<&str, &str>,
    differing: &BTreeSet<&str>,
    aliases: &Aliases,
) -> Result<Surface, Unreadable> {
    let sources: Vec<_> = files
        .iter()
        .filter(|(path, _)| differing.contains(*path) && path.ends_with(".rs"))
        .collect();
    let parts: Result<Vec<_>, _> = sources
        .into_par_iter()
        .map(|(path, text)| read::file(path, text, aliases))
        .collect();
    Ok(parts?.into_iter().flatten().collect())
}
