//! Checks the paths of generated files.

use super::error::OutputError;
use super::rendered::Rendered;
use foldhash::{HashSet, HashSetExt};

/// Checks that each file is below the output folder on any platform, and that no two have the same path.
pub(super) fn check(files: &[Rendered]) -> Result<(), OutputError> {
    let mut seen = HashSet::with_capacity(files.len());
    for file in files {
        let reason = match problem(&file.path) {
            Some(reason) => reason,
            // Names that differ only in case are the same file on many systems.
            None if !seen.insert(file.path.to_lowercase()) => "another file has the same path",
            None => continue,
        };
        return Err(OutputError::Path {
            path: file.path.clone(),
            reason,
        });
    }
    Ok(())
}

fn problem(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.starts_with('/') {
        return Some("it is absolute");
    }
    if path.contains(['\\', ':']) || path.chars().any(char::is_control) {
        return Some("it contains a character that is not allowed in a portable file name");
    }
    path.split('/').find_map(|part| match part {
        "" => Some("it has an empty part"),
        "." | ".." => Some("it leaves the output folder"),
        _ => None,
    })
}
