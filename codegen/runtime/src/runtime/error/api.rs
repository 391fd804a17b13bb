//! Error responses.

use std::borrow::Cow;
use std::fmt;

use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};
use serde::de::DeserializeOwned;

use crate::runtime::body::decode;
use crate::runtime::body::from_response::FromResponse;
use crate::runtime::body::raw_response::{RawResponse, write_status};
use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::error::json::JsonError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::error::target::CallTarget;
use crate::runtime::http::redact::Secrets;

/// An error response: its status code is not a success code.
pub struct ApiError {
    response: RawResponse,
    target: CallTarget,
    excerpt: String,
    secrets: Secrets,
}

impl ApiError {
    pub(crate) fn new(response: RawResponse, secrets: &Secrets) -> Self {
        let excerpt = secrets.excerpt(&response.body);
        Self {
            target: response.target(secrets),
            response,
            excerpt,
            secrets: secrets.clone(),
        }
    }

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.response.operation.id
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

    /// Returns the value of a header, if the response has it and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers.get(name)?.to_str().ok()
    }

    /// Returns the body as it was received. It may be incomplete: see [`is_complete`](Self::is_complete).
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.response.body
    }

    /// Returns `true` if the body was read to its end. At most 1 MiB of an error response is read, and the connection may
    /// fail while it is read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.response.is_complete
    }

    pub(crate) fn failed_attempts(&self) -> &[FailedAttempt] {
        &self.response.failed
    }

    /// Returns the body as text. Bytes that are not UTF-8 are replaced with U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.response.body)
    }

    /// Parses the body as JSON, whatever its content type is.
    ///
    /// # Errors
    ///
    /// If the body is not JSON or not of this type, with the JSON path and the reason.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        decode::parse(&self.response.body).map_err(|error| JsonError {
            message: self.secrets.hide(&error.message).into_owned(),
            ..error
        })
    }

    /// Decodes the body as the type that the operation declares for the status code.
    ///
    /// For an operation `retrieve_pet` that declares different errors, `T` is `RetrievePetError`. If all errors of an
    /// operation have the same type, use [`json`](Self::json).
    ///
    /// # Errors
    ///
    /// If the status is not declared, or if the body is not of the type that is declared for it.
    pub fn typed<T: FromResponse>(&self) -> Result<T, BodyMismatchError> {
        let mut response = self.response.copy();
        T::decode(&mut response).map_err(|mismatch| mismatch.hide(&self.secrets))
    }

    /// Returns the target of a redirect that was not followed, without its path and query.
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
        write_status(f, &self.target, &self.response)?;
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
