//! The root of the repository.

use apicrate::Failure;
use std::env;
use std::path::{Path, PathBuf};

/// Returns the nearest folder, from the current one upwards, with a `Cargo.toml` and a `spec/codegen.toml`.
///
/// # Errors
///
/// Returns an error if there is none.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let current = env::current_dir().map_err(|error| {
        Failure::new(format_args!("cannot determine the current folder: {error}"))
    })?;
    let is_root = |folder: &Path| {
        folder.join("spec/codegen.toml").is_file() && folder.join("Cargo.toml").is_file()
    };
    let root = current.ancestors().find(|folder| is_root(folder));
    root.map(Path::to_owned).ok_or_else(|| {
        Failure::new("no folder above the current one has a Cargo.toml and a spec/codegen.toml")
    })
}
