//! The results of an observation.

use super::listing::Difference;
use apicrate_codegen::diff::SemverLevel;

/// The result of one oracle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The required version bump.
    pub(crate) level: SemverLevel,
    /// The observations, most severe first, possibly truncated.
    pub(crate) what: Vec<String>,
}

/// The observations of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Observed {
    /// Differences of the files beyond the order of their lines.
    pub(crate) text: Finding,
    /// Differences between the public items that rustc finds.
    pub(crate) listing: Finding,
    /// Errors of a crate that uses everything of the old crate and is compiled against the new one.
    pub(crate) consumer: Finding,
    /// The result of cargo-semver-checks, if it was run.
    pub(crate) semver_checks: Option<Finding>,
}

impl Observed {
    /// Returns the highest observed level.
    pub(crate) fn level(&self) -> SemverLevel {
        let own = [&self.text, &self.listing, &self.consumer];
        let all = own.into_iter().chain(&self.semver_checks);
        all.map(|finding| finding.level).max().unwrap_or_default()
    }
}

impl Finding {
    pub(super) fn none() -> Self {
        Self {
            level: SemverLevel::None,
            what: Vec::new(),
        }
    }

    pub(super) fn new(mut differences: Vec<Difference>) -> Self {
        differences.sort_by_key(|difference| std::cmp::Reverse(difference.level));
        Self {
            level: differences
                .first()
                .map_or(SemverLevel::None, |worst| worst.level),
            what: differences.into_iter().map(|one| one.text).collect(),
        }
    }
}
