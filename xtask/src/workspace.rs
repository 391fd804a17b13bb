//! Where the repository is.

use crate::report::Failure;
use std::path::{Path, PathBuf};

/// The root of the repository: the nearest folder above the current one that holds `spec/codegen.toml` or a Cargo
/// workspace, else the one that this program was built in.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR"));
    let current = std::env::current_dir()
        .map_err(|error| Failure::new(format_args!("cannot tell the current folder: {error}")))?;
    let root = current
        .ancestors()
        .find(|folder| is_root(folder))
        .or_else(|| built_in.parent().filter(|folder| is_root(folder)))
        .unwrap_or(&current);
    Ok(root.to_owned())
}

/// The folder of what is built, where what may be deleted at any time has its place.
pub(crate) fn target() -> Result<PathBuf, Failure> {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => Ok(folder.into()),
        None => Ok(root()?.join("target")),
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("spec/codegen.toml").is_file() && folder.join("Cargo.toml").is_file()
}
