//! Which files there are, how long they may be, and what generated ones start with.

use super::Finding;
use crate::report::Failure;
use apicrate_codegen::output::{HEADER, is_generated};
use std::fs;
use std::io;
use std::path::Path;

/// The most lines that a file may have.
const LINES: usize = 500;

/// The folders of code that people write.
const FOLDERS: [&str; 3] = ["codegen", "xtask", "tests"];

/// Where the files lie that golden tests expect.
const GOLDEN: &str = "tests/golden";

/// The Rust files that people write, below `root`.
pub(super) fn written_by_people(root: &Path) -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        paths.extend(rust_below(root, &root.join(folder))?);
    }
    paths.retain(|path| !path.starts_with(&format!("{GOLDEN}/")));
    Ok(paths)
}

/// The Rust files that golden cases expect to be generated, below `root`.
pub(super) fn golden(root: &Path) -> Result<Vec<String>, Failure> {
    let mut paths = rust_below(root, &root.join(GOLDEN))?;
    paths.retain(|path| path.contains("/expected/"));
    Ok(paths)
}

/// The Rust files below `folder`, as paths below `root`; none where the folder is missing.
pub(super) fn rust_below(root: &Path, folder: &Path) -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    let folder = match folder.canonicalize() {
        Ok(folder) => folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(paths),
        Err(error) => return Err(cannot_read(folder, &error)),
    };
    let root = root
        .canonicalize()
        .map_err(|error| cannot_read(root, &error))?;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| cannot_read(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| cannot_read(&folder, &error))?.path();
            if path.is_dir() {
                if path.file_name().is_none_or(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).unwrap_or(&path);
                paths.push(below.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format_args!("cannot read {}: {error}", path.display()))
}

/// Whether a file is part of a library.
pub(super) fn is_library(path: &str) -> bool {
    path.starts_with("codegen/src/") || path.starts_with("codegen/runtime/src/")
}

/// Whether a file holds tests: `tests.rs`, or anything in a folder `tests`.
pub(super) fn is_test(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

/// Finds a file that is too long.
pub(super) fn length(path: &str, text: &str) -> Option<Finding> {
    let lines = text.lines().count();
    (lines > LINES).then(|| {
        let message =
            format!("has {lines} lines, {LINES} are allowed; split it by what its parts do");
        Finding::new(path, LINES + 1, message)
    })
}

/// Finds a file among generated ones that does not say that it is.
pub(super) fn header(path: &str, text: &str) -> Option<Finding> {
    (!is_generated(text)).then(|| {
        let message = format!(
            "does not start with `{}`; generate it, or move it away from generated files",
            HEADER.trim_end()
        );
        Finding::new(path, 1, message)
    })
}
