//! Bodies that are not of their declared type.

use std::fmt;

use crate::runtime::error::json::JsonError;
use crate::runtime::http::redact::Secrets;

/// The reason why a body could not be decoded as its declared type.
#[derive(Debug, Clone)]
pub struct BodyMismatchError {
    path: Option<String>,
    message: String,
}

impl BodyMismatchError {
    pub(crate) fn new(message: String) -> Self {
        Self {
            path: None,
            message,
        }
    }

    /// Adds the type of the event that could not be decoded.
    pub(crate) fn of_event(self, name: &str) -> Self {
        Self {
            message: format!("{} in an event `{name}`", self.message),
            ..self
        }
    }

    /// Removes credentials from the texts.
    pub(crate) fn hide(self, secrets: &Secrets) -> Self {
        Self {
            path: self.path.map(|path| secrets.hide(&path).into_owned()),
            message: secrets.hide(&self.message).into_owned(),
        }
    }

    /// Returns the JSON path of the error if the body is JSON: `$.hyperparameters.n_epochs`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Returns the reason.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl From<JsonError> for BodyMismatchError {
    fn from(error: JsonError) -> Self {
        Self {
            path: Some(error.path),
            message: error.message,
        }
    }
}

impl fmt::Display for BodyMismatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for BodyMismatchError {}
