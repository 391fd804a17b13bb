//! The files to check, their greatest length, and the header of generated files.

use super::finding::Finding;
use apicrate::Failure;
use apicrate_codegen::output::{HEADER, is_generated};
use std::fs;
use std::io;
use std::path::Path;

/// The greatest number of lines of a file.
const LINES: usize = 500;

/// The folders with code written by hand.
const FOLDERS: [&str; 3] = ["codegen", "xtask", "tests"];

/// The folder of the golden cases.
const GOLDEN: &str = "tests/golden";

/// Returns the Rust files below `root` that are written by hand.
pub(super) fn written_by_people(root: &Path) -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        paths.extend(rust_below(root, &root.join(folder))?);
    }
    paths.retain(|path| !path.starts_with(&format!("{GOLDEN}/")));
    Ok(paths)
}

/// Returns the Rust files below `root` that golden cases expect.
pub(super) fn golden(root: &Path) -> Result<Vec<String>, Failure> {
    let mut paths = rust_below(root, &root.join(GOLDEN))?;
    paths.retain(|path| path.contains("/expected/"));
    Ok(paths)
}

/// Returns the Markdown files below `root` that are written by hand.
pub(super) fn markdown(root: &Path) -> Result<Vec<String>, Failure> {
    let mut paths = vec!["README.md".to_owned(), "CHANGELOG.md".to_owned()];
    paths.retain(|path| root.join(path).is_file());
    for folder in FOLDERS {
        paths.extend(below(root, &root.join(folder), "md")?);
    }
    paths.retain(|path| !path.starts_with("tests/"));
    Ok(paths)
}

/// Returns the Rust files below `folder`, as paths below `root`; none if the folder is missing.
pub(super) fn rust_below(root: &Path, folder: &Path) -> Result<Vec<String>, Failure> {
    below(root, folder, "rs")
}

fn below(root: &Path, folder: &Path, extension: &str) -> Result<Vec<String>, Failure> {
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
            } else if path.extension().is_some_and(|found| found == extension) {
                let below = path.strip_prefix(&root).unwrap_or(&path);
                paths.push(below.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// Returns the text of the file at a path below `root`.
pub(super) fn read(root: &Path, path: &str) -> Result<String, Failure> {
    let path = root.join(path);
    fs::read_to_string(&path).map_err(|error| cannot_read(&path, &error))
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format_args!("cannot read {}: {error}", path.display()))
}

/// Returns `true` if a file is part of a library.
pub(super) fn is_library(path: &str) -> bool {
    path.starts_with("codegen/src/") || path.starts_with("codegen/runtime/src/")
}

/// The program in the folder of tests that is not a test.
const PROGRAM: &str = "tests/verify/src/";

/// Returns `true` if a file contains tests: `tests.rs`, or a file in a folder `tests`.
pub(super) fn is_test(path: &str) -> bool {
    let path = path.strip_prefix(PROGRAM).unwrap_or(path);
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

/// Finds a file that is too long.
pub(super) fn length(path: &str, text: &str) -> Option<Finding> {
    let lines = text.lines().count();
    (lines > LINES).then(|| {
        let message = format!("{lines} lines, more than {LINES}; split the file by purpose");
        Finding::new(path, LINES + 1, message)
    })
}

/// Finds a file without the header of generated files.
pub(super) fn header(path: &str, text: &str) -> Option<Finding> {
    (!is_generated(text)).then(|| {
        let message = format!(
            "does not start with `{}`; generate the file, or move it",
            HEADER.trim_end()
        );
        Finding::new(path, 1, message)
    })
}
