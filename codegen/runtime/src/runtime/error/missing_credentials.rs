//! Calls for which the client has no credentials.

use std::fmt;

use crate::runtime::call::operation::Operation;

/// An operation that requires credentials, of which none of the accepted combinations is configured.
#[derive(Debug, Clone)]
pub struct MissingCredentialsError {
    operation: &'static str,
    alternatives: Vec<CredentialAlternative>,
}

/// Security schemes that an operation requires together.
#[derive(Debug, Clone)]
pub struct CredentialAlternative {
    schemes: &'static [&'static str],
    missing: Vec<&'static str>,
}

impl CredentialAlternative {
    /// Returns the keys of all its schemes.
    #[must_use]
    pub fn schemes(&self) -> &[&'static str] {
        self.schemes
    }

    /// Returns the keys of the schemes for which no credential is configured.
    #[must_use]
    pub fn missing(&self) -> &[&'static str] {
        &self.missing
    }
}

impl MissingCredentialsError {
    pub(crate) fn new(operation: &Operation, is_configured: impl Fn(&str) -> bool) -> Self {
        let alternatives = operation
            .security
            .iter()
            .map(|schemes| CredentialAlternative {
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

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// Returns the accepted combinations of schemes. Any one of them is sufficient.
    #[must_use]
    pub fn alternatives(&self) -> &[CredentialAlternative] {
        &self.alternatives
    }
}

impl fmt::Display for MissingCredentialsError {
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

impl std::error::Error for MissingCredentialsError {}
