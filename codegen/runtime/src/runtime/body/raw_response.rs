//! Responses as they were received, before their body is decoded.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};

use crate::runtime::call::operation::Operation;
use crate::runtime::error::attempt::{FailedAttempt, write_attempts};
use crate::runtime::error::mismatch::BodyMismatchError;

/// A response whose body was read into memory.
pub struct RawResponse {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// `true` if the body was read to its end.
    pub(crate) is_complete: bool,
    /// The attempts before the one that got this response.
    pub(crate) failed: Vec<FailedAttempt>,
}

impl RawResponse {
    /// Returns the status code as a number.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Returns the error for a status code that the operation does not declare.
    #[must_use]
    pub fn undeclared(&self) -> BodyMismatchError {
        BodyMismatchError::new(format!("the status {} is not declared", self.status()))
    }

    pub(crate) fn copy(&self) -> Self {
        Self {
            operation: self.operation,
            status: self.status,
            headers: self.headers.clone(),
            body: self.body.clone(),
            is_complete: self.is_complete,
            failed: self.failed.clone(),
        }
    }

    /// Returns the `Content-Type` header, or an empty string if it is missing.
    pub(crate) fn content_type(&self) -> &str {
        let value = self.headers.get(CONTENT_TYPE);
        value.and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// Returns the content type in lower case, without its parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        let essence = self.content_type().split(';').next()?;
        Some(essence.trim().to_ascii_lowercase())
    }

    /// Returns the `charset` parameter of the content type, in lower case.
    pub(crate) fn charset(&self) -> Option<String> {
        for parameter in self.content_type().split(';').skip(1) {
            let Some((name, value)) = parameter.split_once('=') else {
                continue;
            };
            if name.trim().eq_ignore_ascii_case("charset") {
                return Some(value.trim().trim_matches('"').to_ascii_lowercase());
            }
        }
        None
    }
}

impl fmt::Display for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        write!(
            f,
            "{id}: {method} {path} responded with {}",
            self.status.as_u16()
        )?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        write_attempts(f, self.failed.len() + 1)
    }
}
