//! What is refused before anything is sent.

use std::fmt;

use super::operation::Operation;

/// An argument that cannot be sent.
#[derive(Debug, Clone)]
pub struct InvalidRequest {
    pub(crate) operation: &'static str,
    pub(crate) parameter: Option<String>,
    pub(crate) reason: String,
}

impl InvalidRequest {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// The name of the parameter or header at fault, as it is on the wire, where it is one.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: cannot be sent: ", self.operation)?;
        if let Some(parameter) = &self.parameter {
            write!(f, "parameter `{}`: ", parameter.escape_debug())?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for InvalidRequest {}

/// A client that cannot be built as configured.
#[derive(Debug)]
pub struct ConfigurationError {
    pub(crate) reason: String,
    pub(crate) source: Option<reqwest::Error>,
}

impl ConfigurationError {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            source: None,
        }
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the client cannot be built: {}", self.reason)
    }
}

impl std::error::Error for ConfigurationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// An operation none of whose security alternatives is configured whole.
#[derive(Debug, Clone)]
pub struct MissingCredentials {
    operation: &'static str,
    alternatives: Vec<Alternative>,
}

/// Security schemes that are needed together.
#[derive(Debug, Clone)]
pub struct Alternative {
    schemes: &'static [&'static str],
    missing: Vec<&'static str>,
}

impl Alternative {
    /// The keys of all its schemes.
    #[must_use]
    pub fn schemes(&self) -> &[&'static str] {
        self.schemes
    }

    /// The keys of the schemes for which no credential is configured.
    #[must_use]
    pub fn missing(&self) -> &[&'static str] {
        &self.missing
    }
}

impl MissingCredentials {
    pub(crate) fn new(operation: &Operation, is_configured: impl Fn(&str) -> bool) -> Self {
        let alternatives = operation.security.iter().map(|schemes| Alternative {
            schemes,
            missing: schemes
                .iter()
                .copied()
                .filter(|scheme| !is_configured(scheme))
                .collect(),
        });
        Self {
            operation: operation.id,
            alternatives: alternatives.collect(),
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// The alternatives, any one of which would do.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }
}

impl fmt::Display for MissingCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: missing credentials: it needs ", self.operation)?;
        for (at, alternative) in self.alternatives.iter().enumerate() {
            if at > 0 {
                f.write_str(", or ")?;
            }
            f.write_str(&alternative.schemes.join(" and "))?;
            if alternative.missing.len() < alternative.schemes.len() {
                write!(f, " ({} is missing)", alternative.missing.join(" and "))?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for MissingCredentials {}
