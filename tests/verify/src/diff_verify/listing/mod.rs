//! What a crate shows to those who compile against it, read from rustdoc's JSON: what rustc found in it, and not what its text
//! looks like.

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

/// What the crate is called by those who use it.
pub(super) const CRATE: &str = "client";

/// The public items of a crate by path and kind.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) items: BTreeMap<String, Item>,
    /// How many items a crate beside this one has no words for.
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
    /// Whether there may be more members than are listed.
    pub(super) is_open: bool,
    /// Code that uses it in every way that it can be used: the items of a file.
    pub(super) uses: Option<String>,
}

/// What an item is, as far as its members ask.
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

/// Reads the listing of a crate from rustdoc's JSON.
///
/// # Errors
///
/// When it is no such JSON, or of another version of it.
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
