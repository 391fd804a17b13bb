//! JSON that is not of the expected type.

use std::fmt;

/// An error of parsing JSON as a type.
#[derive(Debug, Clone)]
pub struct JsonError {
    pub(crate) path: String,
    pub(crate) message: String,
}

impl JsonError {
    /// Returns the JSON path of the error: `$.hyperparameters.n_epochs`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the reason.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for JsonError {}
