//! What comes back from a call.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::request_id::request_id;
use super::retry::FailedAttempt;

/// A successful response: its body, decoded, with its status and headers.
///
/// It does not dereference to the body: `response.status` of a body with such a field would read like `response.status()`.
#[derive(Clone)]
pub struct Response<T> {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) raw: Vec<u8>,
    pub(crate) body: T,
    pub(crate) failed: Vec<FailedAttempt>,
}

impl<T> Response<T> {
    /// The status: any 2xx, also one that is not registered.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers, as they came.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, where it came and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The name that the server gave to the request, as it stands in its logs, where one of the usual headers has it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The attempts that failed before this response came, the first one first; most of the time none.
    #[must_use]
    pub fn failed_attempts(&self) -> &[FailedAttempt] {
        &self.failed
    }

    /// The decoded body.
    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The octets that the body was decoded from; none where the body is itself text or octets.
    #[must_use]
    pub fn raw_body(&self) -> &[u8] {
        &self.raw
    }

    /// The decoded body alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.body
    }

    /// Status, headers and decoded body.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.body)
    }

    /// The same response with another body.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
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
