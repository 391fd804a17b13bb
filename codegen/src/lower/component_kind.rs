//! The kinds of components, and references to them in normal form.

use std::fmt;

/// The kinds of components in normal form (OpenAPI 3.0.3, "Components Object").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ComponentKind {
    /// `schemas`.
    Schema,
    /// `responses`.
    Response,
    /// `parameters`.
    Parameter,
    /// `requestBodies`.
    RequestBody,
    /// `headers`.
    Header,
    /// `securitySchemes`.
    SecurityScheme,
}

impl ComponentKind {
    pub(super) const ALL: [Self; 6] = [
        Self::Schema,
        Self::Response,
        Self::Parameter,
        Self::RequestBody,
        Self::Header,
        Self::SecurityScheme,
    ];

    /// The member of `components` with the components of this kind.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
        }
    }

    pub(super) fn from_member(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for ComponentKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Schema => "schema",
            Self::Response => "response",
            Self::Parameter => "parameter",
            Self::RequestBody => "request body",
            Self::Header => "header",
            Self::SecurityScheme => "security scheme",
        })
    }
}

/// The component key in a reference in normal form, which has keys as they are, without escapes.
pub(super) fn component_key(kind: ComponentKind, reference: &str) -> Option<&str> {
    let rest = reference.strip_prefix("#/components/")?;
    rest.strip_prefix(kind.as_str())?.strip_prefix('/')
}
