//! The public API of a crate, read from the JSON of rustdoc: what rustc found in it, independent of the layout of its
//! text.

mod callable;
mod data;
mod differ;
mod names;
mod render;
mod walk;

use rustdoc_types::{Crate, FORMAT_VERSION};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

pub(super) use differ::{Difference, compare};

/// The name of the crate in code that uses it.
pub(super) const CRATE: &str = "client";

/// The public items of a crate by path and kind.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) items: BTreeMap<String, Item>,
    /// The number of items that code outside the crate cannot express.
    pub(super) unused: usize,
}

/// A public item.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// Its type or signature, without the names of arguments.
    pub(super) signature: String,
    /// The names of a function's arguments or of an enum's variants, in their order.
    pub(super) order: Vec<String>,
    /// `deprecated`, `must_use`, `non_exhaustive`.
    pub(super) attributes: BTreeSet<&'static str>,
    /// `true` if there may be more members than listed.
    pub(super) is_open: bool,
    /// Code that uses the item in every possible way: the items of a file.
    pub(super) uses: Option<String>,
}

/// The kind of an item, as far as its members depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Struct,
    Enum,
    Field,
    Variant,
    Function,
    /// Anything else.
    Other,
}

/// Reads the listing of a crate from the JSON of rustdoc.
///
/// # Errors
///
/// Returns an error if it is not such JSON, or has another version.
pub(super) fn read(json: &str) -> Result<Listing, String> {
    #[derive(Deserialize)]
    struct Version {
        format_version: u32,
    }
    let version: Version = serde_json::from_str(json).map_err(|error| error.to_string())?;
    if version.format_version != FORMAT_VERSION {
        return Err(format!(
            "this toolchain's rustdoc writes version {} of its JSON, and version {FORMAT_VERSION} is read",
            version.format_version
        ));
    }
    let krate: Crate = serde_json::from_str(json).map_err(|error| error.to_string())?;
    Ok(walk::listing(&krate))
}
