//! The public items of a crate.

use std::collections::{BTreeMap, BTreeSet};

/// The public items of a crate by path and kind.
#[derive(Debug, Default)]
pub(in crate::diff_verify) struct Listing {
    pub(in crate::diff_verify) items: BTreeMap<String, Item>,
    /// The number of items that code outside the crate cannot express.
    pub(in crate::diff_verify) unused: usize,
}

/// A public item.
#[derive(Debug)]
pub(in crate::diff_verify) struct Item {
    pub(in crate::diff_verify) kind: Kind,
    /// Its type or signature, without the names of arguments.
    pub(in crate::diff_verify) signature: String,
    /// The names of a function's arguments or of an enum's variants, in their order.
    pub(in crate::diff_verify) order: Vec<String>,
    /// `deprecated`, `must_use`, `non_exhaustive`.
    pub(in crate::diff_verify) attributes: BTreeSet<&'static str>,
    /// `true` if there may be more members than listed.
    pub(in crate::diff_verify) is_open: bool,
    /// Code that uses the item in every possible way: the items of a file.
    pub(in crate::diff_verify) uses: Option<String>,
}

/// The kind of an item, as far as its members depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff_verify) enum Kind {
    Struct,
    Enum,
    Field,
    Variant,
    Function,
    /// Anything else.
    Other,
}
