//! The minimum supported Rust version of the workspace, compared with those of its dependencies.
//!
//! Clippy checks that no newer function of the standard library is called (`incompatible_msrv`).

use super::files;
use super::finding::Finding;
use apicrate::Failure;
use cargo_metadata::semver::Version;
use cargo_metadata::{MetadataCommand, Package};
use std::path::Path;

const MANIFEST: &str = "Cargo.toml";

/// Finds the packages of the lock file that need a newer Rust than the workspace declares.
pub(super) fn check(root: &Path) -> Result<Vec<Finding>, Failure> {
    let metadata = MetadataCommand::new()
        .current_dir(root)
        .other_options(["--locked".to_owned()])
        .exec()
        .map_err(|error| Failure::new(format_args!("cargo metadata: {error}")))?;
    let manifest = files::read(root, MANIFEST)?;
    Ok(newer(&manifest, &metadata.packages))
}

/// Finds the packages that need a newer Rust than the manifest of the workspace declares.
pub(super) fn newer(manifest: &str, packages: &[Package]) -> Vec<Finding> {
    let stated = manifest.lines().zip(1..).find_map(|(line, number)| {
        let value = line.strip_prefix("rust-version")?;
        let value = value.trim_start().strip_prefix('=')?;
        let value = value.trim().trim_matches('"');
        Some((value, version(value)?, number))
    });
    let Some((stated, oldest, line)) = stated else {
        let message = "missing `rust-version`; add the minimum supported Rust version";
        return vec![Finding::new(MANIFEST, 1, message)];
    };
    let newer = packages.iter().filter_map(|package| {
        let needed = package.rust_version.as_ref().filter(|needed| **needed > oldest)?;
        let message = format!(
            "`{} {}` needs Rust {needed}, newer than {stated}; use an older release, or raise `rust-version`",
            package.name, package.version,
        );
        Some(Finding::new(MANIFEST, line, message))
    });
    newer.collect()
}

/// Returns a version that may lack its last number.
fn version(text: &str) -> Option<Version> {
    Version::parse(text)
        .or_else(|_| Version::parse(&format!("{text}.0")))
        .ok()
}
