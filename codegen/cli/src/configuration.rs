//! The location of the configuration and of the cache.

use crate::Failure;
use crate::name::program_name;
use crate::terminal::display_path;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The paths of a configuration, relative to the current folder or one of its parents.
const PATHS: [&str; 2] = ["codegen.toml", "spec/codegen.toml"];

/// Returns the path of the configuration: the one of `--config`, or the nearest one.
///
/// # Errors
///
/// Returns an error if there is no configuration in the current folder or above.
pub(crate) fn path(requested: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(path) = requested {
        return Ok(path.to_owned());
    }
    nearest()?.ok_or_else(|| {
        let current = env::current_dir().unwrap_or_default();
        Failure::new(format_args!(
            "no configuration found\n  \
             searched: {} in {} and its parent folders\n  \
             hint: create one with `{} init DOCUMENT`, or select one with --config FILE",
            PATHS.join(" and "),
            current.display(),
            program_name()
        ))
    })
}

/// Returns the nearest configuration in the current folder or above, if there is one.
///
/// # Errors
///
/// Returns an error if the current folder cannot be determined.
pub(crate) fn nearest() -> Result<Option<PathBuf>, Failure> {
    let current = env::current_dir().map_err(|error| {
        Failure::new(format_args!("cannot determine the current folder: {error}"))
    })?;
    let candidates = current
        .ancestors()
        .flat_map(|folder| PATHS.map(|path| folder.join(path)));
    Ok(candidates.into_iter().find(|path| path.is_file()))
}

/// Returns ` --config PATH` if a command needs it to use this configuration, otherwise an empty text.
pub(crate) fn option(config: &Path) -> String {
    let is_nearest = nearest().ok().flatten().is_some_and(|nearest| {
        match (nearest.canonicalize(), config.canonicalize()) {
            (Ok(nearest), Ok(config)) => nearest == config,
            _ => false,
        }
    });
    if is_nearest {
        String::new()
    } else {
        format!(" --config {}", display_path(config))
    }
}

/// Returns the folder of the cache: in the target folder of the workspace or package of `config`, or, if it is in none, in
/// that of the crate at `output`.
pub(crate) fn cache_folder(config: &Path, output: &Path) -> PathBuf {
    let target = match env::var_os("CARGO_TARGET_DIR") {
        Some(target) => target.into(),
        None => package_root(config)
            .unwrap_or_else(|| output.to_owned())
            .join("target"),
    };
    target.join("codegen-cache")
}

/// Returns the nearest folder above a file with the manifest of a workspace, or else the nearest with a manifest.
fn package_root(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    let manifest = |folder: &Path| fs::read_to_string(folder.join("Cargo.toml")).ok();
    let is_workspace = |folder: &&Path| {
        manifest(folder).is_some_and(|text| {
            text.lines()
                .any(|line| line.trim_end() == "[workspace]" || line.starts_with("[workspace."))
        })
    };
    let mut folders = file.ancestors().skip(1);
    let workspace = folders.clone().find(is_workspace);
    workspace
        .or_else(|| folders.find(|folder| manifest(folder).is_some()))
        .map(Path::to_owned)
}
