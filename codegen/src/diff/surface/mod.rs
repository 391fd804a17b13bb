//! The public surface of a generated crate, as its tokens show it: paths, kinds, signatures, types of fields, derives and
//! attributes.
//!
//! Read generically: whatever is public in a file counts, and what a macro table implements counts by the head of the table.
//! A table that is not known is compared as text.

mod differ;
mod read;
mod signature;
mod tokens;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use proc_macro2::TokenStream;
use rayon::prelude::*;

use super::change::Level;
use crate::source::{self, SourceFile};
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
    /// The names of a function's arguments, in their order: callers give them by place.
    pub(super) arguments: Vec<String>,
    /// `derive(Eq)`, `non_exhaustive`, `deprecated`, `must_use`.
    pub(super) attributes: BTreeSet<String>,
    /// The value of a constant.
    pub(super) value: Option<String>,
    /// Whether code outside may not count on knowing all of it: it is `non_exhaustive`, or has private fields.
    pub(super) is_open: bool,
}

/// Emits a source file.
pub type Emit<'a> = Box<dyn Fn() -> SourceFile + Send + Sync + 'a>;

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
    /// The paths of the files that differ.
    pub(super) files: BTreeSet<String>,
    /// Whether the same stands in another order, and nothing else differs.
    pub(super) is_order: bool,
}

/// The differences between two crates.
pub(super) fn compare(
    old: &BTreeMap<String, Emit<'_>>,
    new: &BTreeMap<String, Emit<'_>>,
    aliases: (&Aliases, &Aliases),
) -> Result<Differences, Unreadable> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let paths: Vec<&String> = paths.into_iter().collect();
    let parts: Result<Vec<_>, _> = paths
        .into_par_iter()
        .map(|path| file(path, (old.get(path), new.get(path)), aliases))
        .collect();
    let (mut before, mut after) = (Surface::new(), Surface::new());
    let mut words = Words::new();
    let mut files = BTreeSet::new();
    for (path, part) in parts?.into_iter().flatten() {
        before.extend(part.old);
        after.extend(part.new);
        for (word, count) in part.words {
            *words.entry(word).or_default() += count;
        }
        files.insert(path);
    }
    let items = differ::compare(&before, &after);
    let is_order = items.is_empty() && words.values().all(|count| *count == 0);
    Ok(Differences {
        items,
        is_order,
        files,
    })
}

/// How much more often each word stands in one file than in another.
type Words = HashMap<String, i64>;

/// What differs between two files.
struct Part {
    old: Surface,
    new: Surface,
    words: Words,
}

/// A file of both crates, read where it differs; `None` where it does not. Tokens cannot travel from thread to thread, so both
/// are emitted and read on one.
fn file(
    path: &str,
    (old, new): (Option<&Emit<'_>>, Option<&Emit<'_>>),
    aliases: (&Aliases, &Aliases),
) -> Result<Option<(String, Part)>, Unreadable> {
    let (old, new) = (old.map(|emit| emit()), new.map(|emit| emit()));
    let (old_docs, before) = sections(old);
    let (new_docs, after) = sections(new);
    let differing = tokens::differing(before, after);
    if differing.is_none() && old_docs == new_docs {
        return Ok(None);
    }
    let (gone, come) = differing.unwrap_or_default();
    let mut words = Words::new();
    for (docs, sections, by) in [(old_docs, &gone, 1), (new_docs, &come, -1)] {
        let lines = docs.iter().flatten();
        for word in lines.flat_map(|line| tokens::words(line)) {
            *words.entry(word).or_default() += by;
        }
        for section in sections {
            tokens::each_word(section, &mut |word| *words.entry(word).or_default() += by);
        }
    }
    let part = Part {
        old: read::file(path, gone, aliases.0)?,
        new: read::file(path, come, aliases.1)?,
        words,
    };
    Ok(Some((path.to_owned(), part)))
}

/// The documentation of a file, and what it says besides, by what stands in it on its own.
fn sections(file: Option<SourceFile>) -> (Option<Vec<String>>, Vec<TokenStream>) {
    let Some(file) = file else {
        return (None, Vec::new());
    };
    let uses = file
        .uses
        .iter()
        .map(|line| line.parse().unwrap_or_default());
    let items = file.items.into_iter().map(source::Item::into_tokens);
    (
        Some(file.docs),
        uses.chain(file.modules).chain(items).collect(),
    )
}
