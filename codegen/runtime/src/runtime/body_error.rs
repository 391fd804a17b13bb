//! Bodies that are not what they should be.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::body::Received;
use super::redact::{Secrets, shortened};
use super::retry::FailedAttempt;

/// JSON that does not fit a type.
#[derive(Debug, Clone)]
pub struct JsonError {
    pub(crate) path: String,
    pub(crate) message: String,
}

impl JsonError {
    /// The JSON path of what did not fit: `$.hyperparameters.n_epochs`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Why it did not fit.
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

/// Why a body is not what it is declared to be.
#[derive(Debug, Clone)]
pub struct Mismatch {
    path: Option<String>,
    message: String,
}

impl Mismatch {
    pub(crate) fn new(message: String) -> Self {
        Self {
            path: None,
            message,
        }
    }

    /// The same without credentials.
    pub(crate) fn hide(self, secrets: &Secrets) -> Self {
        Self {
            path: self.path.map(|path| secrets.hide(&path).into_owned()),
            message: secrets.hide(&self.message).into_owned(),
        }
    }

    /// The JSON path of what did not fit, where the body is JSON: `$.hyperparameters.n_epochs`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Why it did not fit.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl From<JsonError> for Mismatch {
    fn from(error: JsonError) -> Self {
        Self {
            path: Some(error.path),
            message: error.message,
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mismatch {}

/// A successful answer whose body is not what the operation gives.
pub struct DecodeError {
    received: Received,
    mismatch: Mismatch,
    excerpt: String,
}

impl DecodeError {
    pub(crate) fn new(received: Received, mismatch: Mismatch, secrets: &Secrets) -> Self {
        let excerpt = secrets.excerpt(&received.body);
        Self {
            received,
            mismatch: mismatch.hide(secrets),
            excerpt,
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.received.operation.id
    }

    /// The JSON path of what did not fit, where the body is JSON: `$.hyperparameters.n_epochs`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.mismatch.path()
    }

    /// Why it did not fit.
    #[must_use]
    pub fn message(&self) -> &str {
        self.mismatch.message()
    }

    /// The status, one of success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// The headers, as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// The body, as it came; as much of it as was read where it is too large.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.received.body
    }

    /// Whether the body is larger than the limit, and was not read further.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        !self.received.is_complete
    }

    pub(crate) fn failed_attempts(&self) -> &[FailedAttempt] {
        &self.received.failed
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but its body cannot be read: ", self.received)?;
        // Names and values of the body stand in it, which may be long.
        let mismatch = self.mismatch.to_string();
        write!(f, "{}: {}", shortened(&mismatch), self.excerpt)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation())
            .field("path", &self.path())
            .field("message", &self.message())
            .field("status", &self.status())
            .field("headers", self.headers())
            .field("body", &self.excerpt)
            .finish()
    }
}

impl std::error::Error for DecodeError {}
