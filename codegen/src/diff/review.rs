//! The result of comparing two documents.

use std::collections::BTreeSet;

use super::change::Change;
use super::verdict::{SemverLevel, WireCompatibility};

/// What changed from one document to another, the worst first.
#[derive(Debug, Clone)]
pub struct Review {
    /// The changes.
    pub changes: Vec<Change>,
    /// What the crate asks of its version, were nothing accepted.
    pub api_level: SemverLevel,
    /// The files of the crate whose text differs.
    pub files: BTreeSet<String>,
}

/// Why two documents could not be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiffError {
    /// They are of different APIs.
    Unrelated,
    /// A file of a crate is no Rust: a fault of the generator.
    Unreadable(String),
}

impl std::fmt::Display for DiffError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unrelated => formatter.write_str(
                "the documents are of different APIs: they have no operation, no type and no title in common",
            ),
            Self::Unreadable(path) => write!(formatter, "cannot read {path} as Rust"),
        }
    }
}

impl std::error::Error for DiffError {}

impl Review {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What the crate asks of its version, what is accepted counting for what it is accepted as.
    #[must_use]
    pub fn rust(&self) -> SemverLevel {
        let levels = self.changes.iter().map(Change::counted);
        levels.max().unwrap_or_default()
    }

    /// What happens to those who talk to each other.
    #[must_use]
    pub fn wire(&self) -> WireCompatibility {
        let verdicts = self
            .changes
            .iter()
            .filter(|change| change.accepted.is_none())
            .map(|change| change.wire);
        verdicts.max().unwrap_or(WireCompatibility::Compatible)
    }

    /// The same review with only those changes that reach an operation for which `is_wanted` holds.
    #[must_use]
    pub fn only(mut self, is_wanted: impl Fn(&str) -> bool) -> Self {
        self.changes
            .retain(|change| change.operations.iter().any(|id| is_wanted(id)));
        self
    }

    /// Calls the files of both documents otherwise: as a person knows them.
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

    /// The same review without changes of documentation.
    #[must_use]
    pub fn without_docs(mut self) -> Self {
        self.changes.retain(|change| !change.is_docs());
        self
    }
}
