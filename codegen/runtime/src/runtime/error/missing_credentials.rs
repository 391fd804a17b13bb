//! Calls for which the client has no credentials.

use std::fmt;

use crate::runtime::error::target::CallTarget;

/// An operation that requires credentials, of which none of the accepted combinations is configured.
#[derive(Debug, Clone)]
pub struct MissingCredentialsError {
    target: CallTarget,
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
    pub(crate) fn new(target: CallTarget, is_configured: impl Fn(&str) -> bool) -> Self {
        let alternatives = target
            .operation
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
            alternatives: alternatives.collect(),
            target,
        }
    }

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.target.operation.id
    }

    /// Returns the accepted combinations of schemes. Any one of them is sufficient.
    #[must_use]
    pub fn alternatives(&self) -> &[CredentialAlternative] {
        &self.alternatives
    }
}

impl fmt::Display for MissingCredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: missing credentials: it needs ", self.target)?;
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
