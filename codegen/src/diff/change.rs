//! A change between two documents.

use super::excerpt::SourceExcerpt;
use super::public_api::item::ItemChange;
use super::rule::Rule;
use super::settings::Acceptance;
use super::verdict::{Direction, SemverLevel, SilentChange, WireCompatibility};

/// One change between two documents.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule that recognised it.
    pub rule: &'static Rule,
    /// What it is about: `FineTuningJob.seed`, `retrieveFineTuningJob`.
    pub subject: String,
    /// What happened to it, a sentence without a full stop.
    pub message: String,
    /// Where the old document says what changed.
    pub old: Option<SourceExcerpt>,
    /// Where the new document does.
    pub new: Option<SourceExcerpt>,
    /// Which way what changed travels.
    pub direction: Direction,
    /// What it does to those who talk to each other.
    pub wire: WireCompatibility,
    /// What it does to those who compile against the crate: the highest of its items.
    pub rust: SemverLevel,
    /// Whether it breaks something that no compiler tells.
    pub silent: Option<SilentChange>,
    /// The items of the crate's public surface that it explains.
    pub items: Vec<ItemChange>,
    /// The ids of the operations that it reaches.
    pub operations: Vec<String>,
    /// The types that it reaches, by Rust name.
    pub types: Vec<String>,
    /// An addition to the new crate or document that would soften the break.
    pub softening: Option<String>,
    /// Why it counts for less, where the settings say so.
    pub accepted: Option<Acceptance>,
}

impl Change {
    /// What it counts for: its level, or the one that it is accepted as.
    #[must_use]
    pub fn counted(&self) -> SemverLevel {
        let accepted = self.accepted.as_ref();
        accepted.map_or(self.rust, |accepted| accepted.level.min(self.rust))
    }

    /// Why it matters.
    #[must_use]
    pub fn reason(&self) -> String {
        self.rule.reason(self.direction)
    }

    /// Whether it is about what people read alone.
    #[must_use]
    pub fn is_docs(&self) -> bool {
        self.rule.is_docs()
    }
}
