//! The result of comparing two documents.

use std::collections::BTreeSet;

use super::change::Change;
use super::verdict::{SemverLevel, WireCompatibility};

/// The changes between two documents.
#[derive(Debug, Clone)]
pub struct Review {
    /// The changes, most severe first.
    pub changes: Vec<Change>,
    /// The semver level of the public API and the generated files, regardless of accepted changes.
    pub api_level: SemverLevel,
    /// The paths of the generated files that differ.
    pub files: BTreeSet<String>,
}

/// The reason why two documents cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiffError {
    /// The documents describe different APIs.
    Unrelated,
    /// A generated file is not valid Rust, which is a bug of the generator.
    Unreadable(String),
}

impl std::fmt::Display for DiffError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unrelated => formatter.write_str(
                "the documents describe different APIs: they have no operation, type or title in common",
            ),
            Self::Unreadable(path) => write!(formatter, "generated file {path} is not valid Rust"),
        }
    }
}

impl std::error::Error for DiffError {}

impl Review {
    /// Returns `true` if there are no changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the semver level, with accepted changes counted at their lowered level.
    #[must_use]
    pub fn rust(&self) -> SemverLevel {
        let levels = self.changes.iter().map(Change::effective_level);
        levels.max().unwrap_or_default()
    }

    /// Returns the compatibility of clients and servers, without accepted changes.
    #[must_use]
    pub fn wire(&self) -> WireCompatibility {
        let verdicts = self
            .changes
            .iter()
            .filter(|change| change.accepted.is_none())
            .map(|change| change.wire);
        verdicts.max().unwrap_or(WireCompatibility::Compatible)
    }

    /// Removes the changes that affect no operation for which `is_wanted` returns `true`.
    #[must_use]
    pub fn only(mut self, is_wanted: impl Fn(&str) -> bool) -> Self {
        self.changes
            .retain(|change| change.operations.iter().any(|id| is_wanted(id)));
        self
    }

    /// Replaces the displayed paths of both documents.
    pub fn name_files(&mut self, old: impl Fn(&str) -> String, new: impl Fn(&str) -> String) {
        for change in &mut self.changes {
            if let Some(place) = &mut change.old {
                place.file = old(&place.file);
            }
            if let Some(place) = &mut change.new {
                place.file = new(&place.file);
            }
        }
    }

    /// Removes the changes that only affect documentation.
    #[must_use]
    pub fn without_docs(mut self) -> Self {
        self.changes.retain(|change| !change.is_docs());
        self
    }
}
