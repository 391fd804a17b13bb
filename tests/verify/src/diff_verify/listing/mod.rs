//! The public API of a crate, read from the JSON of rustdoc: what rustc found in it, independent of the layout of its
//! text.

mod callable;
mod data;
mod differ;
mod item;
mod names;
mod render;
mod walk;

use rustdoc_types::{Crate, FORMAT_VERSION};
use serde::Deserialize;

pub(super) use differ::{Difference, compare};
pub(super) use item::Listing;
pub(super) use names::{CRATE, RUNTIME_LIB};

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
