//! What may fail, with the reason.

use crate::report::Failure;
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Exception>,
}

/// An operation whose call may fail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    /// The name of the document's file.
    pub(super) document: String,
    /// The name of the client's method.
    pub(super) operation: String,
    /// The reason.
    pub(super) why: String,
}

/// Reads a file of exceptions.
///
/// # Errors
///
/// When it cannot be read, or is no TOML of the right form.
pub(super) fn load(path: &Path) -> Result<Vec<Exception>, Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format_args!("cannot read {shown}: {error}")))?;
    let file: File = toml::from_str(&text).map_err(|error| {
        let message = error.to_string();
        Failure::new(format_args!("{shown}: {}", message.trim_end()))
    })?;
    Ok(file.exception)
}
