//! The public items of a crate and the differences between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diff::verdict::SemverLevel;
use crate::source::SourceFile;

/// A difference between two public APIs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// The path of the item: `types::FineTuningJob::seed`.
    pub path: String,
    /// The kind of the difference.
    pub kind: ItemChangeKind,
    /// The semver level.
    pub level: SemverLevel,
    /// The signature or attribute in the old crate.
    pub old: Option<String>,
    /// The signature or attribute in the new crate.
    pub new: Option<String>,
}

/// The kind of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemChangeKind {
    /// The item was removed.
    Removed,
    /// The kind of the item changed, such as from a struct to an enum.
    Kind,
    /// The type or signature changed.
    Signature,
    /// A derive, an attribute or the value of a constant changed.
    Attribute,
    /// The item was added.
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
    /// A trait implementation, or the implementations of a macro table.
    Implementation,
    /// Any other public item.
    Other,
}

/// A public item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ApiItem {
    pub(super) kind: ItemKind,
    /// The signature without the parts that do not affect callers, such as the names of arguments.
    pub(super) signature: String,
    /// The signature in reports.
    pub(super) shown: String,
    /// The names of a function's arguments in order. Callers pass arguments by position.
    pub(super) arguments: Vec<String>,
    /// `derive(Eq)`, `non_exhaustive`, `deprecated`, `must_use`.
    pub(super) attributes: BTreeSet<String>,
    /// The value of a constant.
    pub(super) value: Option<String>,
    /// `true` if the item is `non_exhaustive` or has private fields, so that adding a member is compatible.
    pub(super) is_open: bool,
}

/// A source file that is emitted on demand.
pub type LazySourceFile<'a> = Box<dyn Fn() -> SourceFile + Send + Sync + 'a>;

/// The items of a crate by path.
pub(super) type PublicApi = BTreeMap<String, ApiItem>;

/// The error for a file that is not valid Rust.
#[derive(Debug, Clone)]
pub(in crate::diff) struct UnreadableFile {
    pub(in crate::diff) path: String,
}
