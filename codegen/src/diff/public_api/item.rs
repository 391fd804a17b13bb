//! The public items of a crate and the differences between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diff::verdict::SemverLevel;
use crate::source::SourceFile;

/// A difference between two public surfaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// The path of the item: `types::FineTuningJob::seed`.
    pub path: String,
    /// What happened to it.
    pub difference: ItemChangeKind,
    /// What it asks of the version.
    pub level: SemverLevel,
    /// How the old crate has it.
    pub old: Option<String>,
    /// How the new crate has it.
    pub new: Option<String>,
}

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemChangeKind {
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
pub(super) enum ItemKind {
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
pub(super) struct ApiItem {
    pub(super) kind: ItemKind,
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
pub type LazySourceFile<'a> = Box<dyn Fn() -> SourceFile + Send + Sync + 'a>;

/// The items of a crate by path.
pub(super) type PublicApi = BTreeMap<String, ApiItem>;

/// Why a file could not be read.
#[derive(Debug, Clone)]
pub(in crate::diff) struct UnreadableFile {
    pub(in crate::diff) path: String,
}
