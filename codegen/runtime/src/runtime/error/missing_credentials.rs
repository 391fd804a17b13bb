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
    /// The methods of the client's builder that set the missing credentials.
    methods: Vec<&'static str>,
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
    /// Creates the error from a function that returns `true` if the credential of a scheme is configured, and one that returns the
    /// method of the client's builder that sets it.
    pub(crate) fn new(
        target: CallTarget,
        is_configured: impl Fn(&str) -> bool,
        method_of: impl Fn(&str) -> Option<&'static str>,
    ) -> Self {
        let alternatives = target.operation.security.iter().map(|schemes| {
            let missing = schemes.iter().copied();
            let missing: Vec<_> = missing.filter(|scheme| !is_configured(scheme)).collect();
            let methods = missing.iter().filter_map(|scheme| method_of(scheme));
            CredentialAlternative {
                schemes,
                methods: methods.collect(),
                missing,
            }
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
            let mut notes = Vec::new();
            if alternative.missing.len() < alternative.schemes.len() {
                notes.push(format!("{} is missing", alternative.missing.join(" and ")));
            }
            let methods = alternative.methods.iter();
            let methods: Vec<_> = methods
                .map(|method| format!("`ClientBuilder::{method}`"))
                .collect();
            if !methods.is_empty() {
                notes.push(format!("call {}", methods.join(" and ")));
            }
            if !notes.is_empty() {
                write!(f, " ({})", notes.join(": "))?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for MissingCredentialsError {}
