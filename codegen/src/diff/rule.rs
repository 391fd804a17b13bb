//! A rule: a kind of change under a stable id.

use std::fmt;

use super::verdict::Direction;

/// The topic of a rule, in the order of reports.
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
    /// Titles, summaries and descriptions.
    Documentation,
    /// The generated crate.
    Crate,
}

impl RuleGroup {
    /// Returns the heading of the group.
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
    /// The id, which is stable across releases: `property-became-optional`.
    pub id: &'static str,
    /// The group.
    pub group: RuleGroup,
    /// The change that the rule matches, in one line.
    pub title: &'static str,
    /// The consequences in either direction.
    pub why: &'static str,
    /// The consequences for requests; empty if they are those of `why`.
    pub request: &'static str,
    /// The consequences for responses; empty if they are those of `why`.
    pub response: &'static str,
    /// The recommended action.
    pub advice: &'static str,
}

impl Rule {
    /// Returns the consequences for values sent in a direction, and for callers.
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

    /// Returns `true` if the rule is about documentation.
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
