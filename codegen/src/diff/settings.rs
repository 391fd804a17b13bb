//! The settings of a comparison.

use super::verdict::SemverLevel;

/// What two documents are compared by.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// Whether only what a document declares counts as valid: a new property, a new value of an open enum or union, and a
    /// wider limit break those who receive them, and a property that is gone breaks those who send it. What happens to requests
    /// from one document to another is then what happens to responses from the other to the one.
    pub strict: bool,
    /// The changes that count for less than they are.
    pub accepted: Vec<Acceptance>,
}

/// Changes that count for less than they are, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The id of the rule.
    pub rule: String,
    /// The subject of the change, where only one is meant: `FineTuningJob.seed`.
    pub subject: Option<String>,
    /// What it counts for.
    pub level: SemverLevel,
    /// Why.
    pub reason: String,
}
