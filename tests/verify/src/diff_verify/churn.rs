//! The number of changed lines of a crate, compared with those of its document.

use similar::{ChangeTag, TextDiff};
use std::collections::{BTreeMap, BTreeSet};

/// The folders that reviewers read.
const READ: [&str; 3] = ["src/types/", "src/serde/", "src/operations/"];

/// The number of removed and added lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Churn {
    /// Lines of the document.
    pub(crate) document: usize,
    /// Lines of types, implementations and operations.
    pub(crate) code: usize,
}

impl Churn {
    /// Compares two crates by their files. The document's count is 0.
    pub(super) fn of_code(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Self {
        let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let is_read = |path: &&&String| READ.iter().any(|folder| path.starts_with(folder));
        let text = |files: &BTreeMap<String, String>, path: &String| {
            files.get(path).cloned().unwrap_or_default()
        };
        let code = paths
            .iter()
            .filter(is_read)
            .map(|path| lines(&text(old, path), &text(new, path)))
            .sum();
        Self { document: 0, code }
    }
}

/// Returns the number of lines that differ.
pub(super) fn lines(old: &str, new: &str) -> usize {
    if old == new {
        return 0;
    }
    let diff = TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes();
    changes
        .filter(|change| change.tag() != ChangeTag::Equal)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_differs_counts_on_both_sides() {
        assert_eq!(lines("a\nb\n", "a\nc\n"), 2);
        assert_eq!(lines("a\n", "a\nb\n"), 1);
        assert_eq!(lines("a\n", "a\n"), 0);
    }

    #[test]
    fn only_code_for_reviewers_counts() {
        let files = |text: &str| {
            let paths = ["src/types/a.rs", "src/lib.rs", "src/runtime/b.rs"];
            paths.map(|path| (path.to_owned(), text.to_owned())).into()
        };
        assert_eq!(Churn::of_code(&files("a\n"), &files("b\n")).code, 2);
    }
}
