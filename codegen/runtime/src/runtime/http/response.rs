//! Successful responses.

use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};

use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::http::request_id::request_id;

/// A successful response with its decoded body, status and headers.
///
/// It does not dereference to the body, so that a field `status` of the body is not confused with `response.status()`.
#[derive(Clone)]
pub struct Response<T> {
    /// The URL of the request, after redirects. It may contain credentials.
    pub(crate) url: Box<Url>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) raw: Vec<u8>,
    pub(crate) body: T,
    pub(crate) failed: Vec<FailedAttempt>,
}

impl<T> Response<T> {
    /// Returns the status code: any 2xx, including unregistered ones.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers as they were received.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the value of a header, if the response has it and it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the request ID assigned by the server, if the response has it in one of the usual headers.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Returns the earlier failed attempts of the call, in order. Usually there are none.
    #[must_use]
    pub fn failed_attempts(&self) -> &[FailedAttempt] {
        &self.failed
    }

    /// Returns the decoded body.
    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Returns the raw body. It is empty if the decoded body is a string or bytes.
    #[must_use]
    pub fn raw_body(&self) -> &[u8] {
        &self.raw
    }

    /// Returns the decoded body and drops the status and headers.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.body
    }

    /// Returns the status, headers and decoded body.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.body)
    }

    /// Converts the body.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            url: self.url,
            status: self.status,
            headers: self.headers,
            raw: self.raw,
            body: change(self.body),
            failed: self.failed,
        }
    }
}

impl<T> AsRef<T> for Response<T> {
    fn as_ref(&self) -> &T {
        &self.body
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
