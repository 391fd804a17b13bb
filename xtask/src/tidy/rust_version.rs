//! The minimum supported Rust version of the workspace, compared with those of its dependencies.
//!
//! Clippy checks that no newer function of the standard library is called (`incompatible_msrv`).

use super::files;
use super::finding::Finding;
use apicrate::Failure;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const MANIFEST: &str = "Cargo.toml";

/// Finds the packages of the lock file that need a newer Rust than the workspace declares.
pub(super) fn check(root: &Path) -> Result<Vec<Finding>, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .map_err(|error| Failure::new(format_args!("cannot start Cargo: {error}")))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format_args!(
            "cargo metadata: {}",
            message.trim_end()
        )));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure::new(format_args!("cargo metadata: {error}")))?;
    let manifest = files::read(root, MANIFEST)?;
    Ok(newer(&manifest, &metadata))
}

/// Finds the packages of `cargo metadata` that need a newer Rust than the manifest of the workspace declares.
pub(super) fn newer(manifest: &str, metadata: &Value) -> Vec<Finding> {
    let stated = manifest.lines().zip(1..).find_map(|(line, number)| {
        let value = line.strip_prefix("rust-version")?;
        let value = value.trim_start().strip_prefix('=')?;
        Some((value.trim().trim_matches('"'), number))
    });
    let Some((stated, line)) = stated else {
        let message = "missing `rust-version`; add the minimum supported Rust version";
        return vec![Finding::new(MANIFEST, 1, message)];
    };
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let newer = packages.filter_map(|package| {
        let needed = package["rust_version"].as_str()?;
        (version(needed) > version(stated)).then(|| {
            let message = format!(
                "`{} {}` needs Rust {needed}, newer than {stated}; use an older release, or raise `rust-version`",
                package["name"].as_str().unwrap_or_default(),
                package["version"].as_str().unwrap_or_default(),
            );
            Finding::new(MANIFEST, line, message)
        })
    });
    newer.collect()
}

/// Returns the three numbers of a version.
fn version(text: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = text
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect();
    numbers.resize(3, 0);
    numbers
}
