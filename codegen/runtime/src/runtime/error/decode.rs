//! Successful responses whose body could not be decoded.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::runtime::body::raw_response::{RawResponse, write_status};
use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::error::target::CallTarget;
use crate::runtime::http::redact::{Secrets, shortened};

/// A successful response whose body could not be decoded as the declared type.
pub struct DecodeError {
    response: RawResponse,
    target: CallTarget,
    mismatch: BodyMismatchError,
    excerpt: String,
}

impl DecodeError {
    pub(crate) fn new(
        response: RawResponse,
        mismatch: BodyMismatchError,
        secrets: &Secrets,
    ) -> Self {
        let excerpt = secrets.excerpt(&response.body);
        Self {
            target: response.target(secrets),
            response,
            mismatch: mismatch.hide(secrets),
            excerpt,
        }
    }

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.response.operation.id
    }

    /// Returns the JSON path of the error if the body is JSON: `$.hyperparameters.n_epochs`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.mismatch.path()
    }

    /// Returns the reason.
    #[must_use]
    pub fn message(&self) -> &str {
        self.mismatch.message()
    }

    /// Returns the status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// Returns the headers as they were received.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// Returns the body as it was received. If it is too large, this is the part that was read.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.response.body
    }

    /// Returns `true` if the body is larger than the limit and was not read to its end.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        !self.response.is_complete
    }

    pub(crate) fn failed_attempts(&self) -> &[FailedAttempt] {
        &self.response.failed
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_status(f, &self.target, &self.response)?;
        f.write_str(", but its body cannot be read: ")?;
        // It contains names and values of the body, which may be long.
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
