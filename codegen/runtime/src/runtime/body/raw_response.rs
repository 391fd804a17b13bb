//! Responses as they were received, before their body is decoded.

use std::fmt;

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{StatusCode, Url};

use crate::runtime::call::operation::Operation;
use crate::runtime::error::attempt::{FailedAttempt, write_attempts};
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::error::target::CallTarget;
use crate::runtime::http::redact::Secrets;

/// A response whose body was read into memory.
pub struct RawResponse {
    pub(crate) operation: &'static Operation,
    /// The URL of the request that this is the response to, after redirects. It may contain credentials.
    pub(crate) url: Box<Url>,
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
            url: self.url.clone(),
            status: self.status,
            headers: self.headers.clone(),
            body: self.body.clone(),
            is_complete: self.is_complete,
            failed: self.failed.clone(),
        }
    }

    /// Returns the call, for the message of an error.
    pub(crate) fn target(&self, secrets: &Secrets) -> CallTarget {
        CallTarget::sent(self.operation, &self.url, secrets)
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

/// Writes the call and its status, for the message of an error.
pub(crate) fn write_status(
    f: &mut fmt::Formatter<'_>,
    target: &CallTarget,
    response: &RawResponse,
) -> fmt::Result {
    let status = response.status;
    write!(f, "{target} responded with {}", status.as_u16())?;
    if let Some(reason) = status.canonical_reason() {
        write!(f, " {reason}")?;
    }
    write_attempts(f, response.failed.len() + 1)
}
