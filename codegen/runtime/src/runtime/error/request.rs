//! Errors that are found before anything is sent.

use std::fmt;

use crate::runtime::error::target::CallTarget;

/// An argument that cannot be sent.
#[derive(Debug, Clone)]
pub struct InvalidRequestError {
    pub(crate) target: CallTarget,
    pub(crate) parameter: Option<String>,
    pub(crate) reason: String,
}

impl InvalidRequestError {
    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.target.operation.id
    }

    /// Returns the name of the invalid parameter or header as it is on the wire, if it is one.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }
}

impl fmt::Display for InvalidRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be sent: ", self.target)?;
        if let Some(parameter) = &self.parameter {
            write!(f, "parameter `{}`: ", parameter.escape_debug())?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for InvalidRequestError {}

/// A configuration that a client cannot be built from.
#[derive(Debug)]
pub struct ConfigurationError {
    pub(crate) reason: String,
    pub(crate) source: Option<reqwest::Error>,
}

impl ConfigurationError {
    /// Creates an error with this reason.
    #[doc(hidden)]
    pub fn new(reason: impl Into<String>) -> Self {
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
