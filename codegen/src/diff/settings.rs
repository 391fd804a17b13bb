//! The settings of a comparison.

use super::verdict::SemverLevel;

/// The settings of a comparison.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// `true` to assume that clients and servers reject values that the document does not declare: a new property, a new value of
    /// an open enum or union, and a looser constraint then break their recipients, and a removed property breaks its senders. The
    /// verdict on requests for old→new then equals the verdict on responses for new→old.
    pub strict: bool,
    /// The changes whose semver level is lowered.
    pub accepted: Vec<Acceptance>,
}

/// A rule or a single change whose semver level is lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The id of the rule.
    pub rule: String,
    /// The subject of the change, such as `FineTuningJob.seed`; `None` for all changes of the rule.
    pub subject: Option<String>,
    /// The maximum level of the change.
    pub level: SemverLevel,
    /// The reason, which reports quote.
    pub reason: String,
}
