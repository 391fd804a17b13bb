//! An answer of failure.

use std::borrow::Cow;
use std::fmt;

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};
use serde::de::DeserializeOwned;

use super::answers::Answers;
use super::body::{self, Received};
use super::body_error::{JsonError, Mismatch};
use super::redact::Secrets;
use super::retry::FailedAttempt;

/// An answer with a status that is no success.
pub struct ApiError {
    received: Received,
    excerpt: String,
    secrets: Secrets,
}

impl ApiError {
    pub(crate) fn new(received: Received, secrets: &Secrets) -> Self {
        let excerpt = secrets.excerpt(&received.body);
        Self {
            received,
            excerpt,
            secrets: secrets.clone(),
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.received.operation.id
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// The headers, as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// The value of a header, where it came and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.received.headers.get(name)?.to_str().ok()
    }

    /// The body, as it came, or the beginning of it.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.received.body
    }

    /// Whether the body is there to its end: of a failure at most 1 MiB is read, and a connection may break off.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.received.is_complete
    }

    pub(crate) fn failed_attempts(&self) -> &[FailedAttempt] {
        &self.received.failed
    }

    /// The body as text, with a replacement character for what is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.received.body)
    }

    /// The body as JSON, whatever its content type says.
    ///
    /// # Errors
    ///
    /// Where the body is no JSON, or not of this type: the path of the member that did not fit, and why.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        body::parse(&self.received.body).map_err(|error| JsonError {
            message: self.secrets.hide(&error.message).into_owned(),
            ..error
        })
    }

    /// The body as what is declared for the status: `RetrievePetError`, where an operation `retrieve_pet` declares errors that
    /// differ. Where all are alike, [`json`](Self::json) gives their type.
    ///
    /// # Errors
    ///
    /// Where the status is not declared, or the body is not what is declared for it, and why.
    pub fn typed<T: Answers>(&self) -> Result<T, Mismatch> {
        let mut received = self.received.copy();
        T::decode(&mut received).map_err(|mismatch| mismatch.hide(&self.secrets))
    }

    /// Where a redirect would have led that was not followed, without its path and query.
    fn redirect(&self) -> Option<String> {
        let location = self.headers().get(LOCATION)?.to_str().ok()?;
        if !self.status().is_redirection() {
            return None;
        }
        Some(match Url::parse(location) {
            Ok(url) => url.origin().ascii_serialization(),
            Err(_) => "the same server".to_owned(),
        })
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.received.fmt(f)?;
        if let Some(server) = self.redirect() {
            write!(f, ", a redirect to {server} that was not followed")?;
        }
        write!(f, ": {}", self.excerpt)
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("headers", self.headers())
            .field("body", &self.excerpt)
            .finish()
    }
}

impl std::error::Error for ApiError {}
