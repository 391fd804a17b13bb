//! The location of this repository.

use std::path::Path;

/// Returns the root of this repository.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.parent().and_then(Path::parent);
    root.unwrap_or(package)
}
