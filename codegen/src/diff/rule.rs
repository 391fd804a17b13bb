//! A rule: a kind of change under a stable id.

use std::fmt;

use super::verdict::Direction;

/// What a rule is about, in the order in which people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleGroup {
    /// Operations.
    Operations,
    /// Parameters of operations.
    Parameters,
    /// Request bodies.
    Requests,
    /// Responses.
    Responses,
    /// Named types.
    Types,
    /// Properties of objects.
    Properties,
    /// Values and their limits.
    Values,
    /// Enums.
    Enums,
    /// Unions.
    Unions,
    /// Security.
    Security,
    /// Servers.
    Servers,
    /// What people read.
    Documentation,
    /// The generated crate alone.
    Crate,
}

impl RuleGroup {
    /// The name as a heading.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operations => "operations",
            Self::Parameters => "parameters",
            Self::Requests => "request bodies",
            Self::Responses => "responses",
            Self::Types => "types",
            Self::Properties => "properties",
            Self::Values => "values",
            Self::Enums => "enums",
            Self::Unions => "unions",
            Self::Security => "security",
            Self::Servers => "servers",
            Self::Documentation => "documentation",
            Self::Crate => "the crate",
        }
    }
}

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id, stable over releases: `property-became-optional`.
    pub id: &'static str,
    /// What it is about.
    pub group: RuleGroup,
    /// What it recognises, one line.
    pub title: &'static str,
    /// What it breaks and why, whichever way what changed travels.
    pub why: &'static str,
    /// What it does to requests; empty where `why` says all.
    pub request: &'static str,
    /// What it does to responses; empty where `why` says all.
    pub response: &'static str,
    /// What a reviewer may do about it.
    pub advice: &'static str,
}

impl Rule {
    /// Why it matters to what travels in a direction, and to callers.
    #[must_use]
    pub fn reason(&self, direction: Direction) -> String {
        let parts = [
            Some(self.request).filter(|_| direction.request),
            Some(self.response).filter(|_| direction.response),
            Some(self.why),
        ];
        let parts: Vec<_> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" ")
    }

    /// Whether it is about what people read alone.
    #[must_use]
    pub fn is_docs(&self) -> bool {
        self.group == RuleGroup::Documentation
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id)
    }
}
