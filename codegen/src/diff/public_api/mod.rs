//! The public API of a generated crate, extracted from its tokens: paths, kinds, signatures, types of fields, derives and
//! attributes.
//!
//! All public items of a file are extracted. The implementations of a macro table are identified by its header. Unknown tables
//! are compared as text.

pub(super) mod item;
mod read;
mod semver;
pub(super) mod signature;
mod tokens;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::TokenStream;
use rayon::prelude::*;

use self::item::{ItemChange, LazySourceFile, PublicApi, UnreadableFile};
use self::signature::Aliases;
use crate::source::{self, SourceFile};

/// The differences between two crates.
pub(super) struct CrateDifferences {
    pub(super) items: Vec<ItemChange>,
    /// The paths of the files that differ.
    pub(super) files: BTreeSet<String>,
    /// `true` if both crates have the same contents in a different order.
    pub(super) is_order: bool,
}

/// Compares two crates.
pub(super) fn compare(
    old: &BTreeMap<String, LazySourceFile<'_>>,
    new: &BTreeMap<String, LazySourceFile<'_>>,
    aliases: (&Aliases, &Aliases),
) -> Result<CrateDifferences, UnreadableFile> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let paths: Vec<&String> = paths.into_iter().collect();
    let parts: Result<Vec<_>, _> = paths
        .into_par_iter()
        .map(|path| compare_file(path, (old.get(path), new.get(path)), aliases))
        .collect();
    let (mut before, mut after) = (PublicApi::new(), PublicApi::new());
    let mut words = WordCounts::new();
    let mut files = BTreeSet::new();
    for (path, part) in parts?.into_iter().flatten() {
        before.extend(part.old);
        after.extend(part.new);
        for (word, count) in part.words {
            *words.entry(word).or_default() += count;
        }
        files.insert(path);
    }
    let items = semver::compare(&before, &after);
    let is_order = items.is_empty() && words.values().all(|count| *count == 0);
    Ok(CrateDifferences {
        items,
        is_order,
        files,
    })
}

/// The number of occurrences of each word in the old file, minus that in the new file.
type WordCounts = HashMap<String, i64>;

/// The differing parts of two files.
struct FileDifference {
    old: PublicApi,
    new: PublicApi,
    words: WordCounts,
}

/// Compares a file of both crates, and returns `None` if it is unchanged. Tokens cannot be sent between threads, so both versions
/// are emitted and parsed on the same one.
fn compare_file(
    path: &str,
    (old, new): (Option<&LazySourceFile<'_>>, Option<&LazySourceFile<'_>>),
    aliases: (&Aliases, &Aliases),
) -> Result<Option<(String, FileDifference)>, UnreadableFile> {
    let (old, new) = (old.map(|emit| emit()), new.map(|emit| emit()));
    let (old_docs, before) = sections(old);
    let (new_docs, after) = sections(new);
    let differing = tokens::differences(before, after);
    if differing.is_none() && old_docs == new_docs {
        return Ok(None);
    }
    let (removed, added) = differing.unwrap_or_default();
    let mut words = WordCounts::new();
    for (docs, sections, by) in [(old_docs, &removed, 1), (new_docs, &added, -1)] {
        let lines = docs.iter().flatten();
        for word in lines.flat_map(|line| tokens::words(line)) {
            *words.entry(word).or_default() += by;
        }
        for section in sections {
            tokens::each_word(section, &mut |word| *words.entry(word).or_default() += by);
        }
    }
    let part = FileDifference {
        old: read::items(path, removed, aliases.0)?,
        new: read::items(path, added, aliases.1)?,
        words,
    };
    Ok(Some((path.to_owned(), part)))
}

/// Splits a file into its documentation and its top-level parts.
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
