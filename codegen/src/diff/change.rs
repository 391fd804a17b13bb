//! A change between two documents.

use super::excerpt::SourceExcerpt;
use super::public_api::item::ItemChange;
use super::rule::Rule;
use super::settings::Acceptance;
use super::verdict::{Direction, SemverLevel, SilentChange, WireCompatibility};

/// One change between two documents.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule that the change matches.
    pub rule: &'static Rule,
    /// The changed item: `FineTuningJob.seed`, `retrieveFineTuningJob`.
    pub subject: String,
    /// The change, in a sentence without a full stop.
    pub message: String,
    /// The changed node in the old document.
    pub old: Option<SourceExcerpt>,
    /// The changed node in the new document.
    pub new: Option<SourceExcerpt>,
    /// The directions in which the changed value is sent.
    pub direction: Direction,
    /// The compatibility of clients and servers.
    pub wire: WireCompatibility,
    /// The semver level for callers of the crate: the highest level of `items`.
    pub rust: SemverLevel,
    /// The break that the compiler does not report, if any.
    pub silent: Option<SilentChange>,
    /// The differences of the crate's public API that the change explains.
    pub items: Vec<ItemChange>,
    /// The ids of the affected operations.
    pub operations: Vec<String>,
    /// The Rust names of the affected types.
    pub types: Vec<String>,
    /// An addition to the new crate or document that would lower the semver level.
    pub softening: Option<String>,
    /// The matching entry of the accepted changes in the settings, if any.
    pub accepted: Option<Acceptance>,
}

impl Change {
    /// Returns the semver level, lowered to that of [`Self::accepted`] if set.
    #[must_use]
    pub fn effective_level(&self) -> SemverLevel {
        let accepted = self.accepted.as_ref();
        accepted.map_or(self.rust, |accepted| accepted.level.min(self.rust))
    }

    /// Returns the consequences of the change.
    #[must_use]
    pub fn reason(&self) -> String {
        self.rule.reason(self.direction)
    }

    /// Returns `true` if the change only affects documentation.
    #[must_use]
    pub fn is_docs(&self) -> bool {
        self.rule.is_docs()
    }
}
