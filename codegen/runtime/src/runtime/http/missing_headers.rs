//! The headers that HTTP clients do not send themselves.

use reqwest::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use reqwest::{Method, Request};

/// Declares the length of an empty body. Some servers respond with 411 to a method that anticipates content otherwise (RFC 9110,
/// section 8.6).
pub(crate) fn declare_empty_body(request: &mut Request) {
    let anticipates_content = matches!(
        *request.method(),
        Method::PATCH | Method::POST | Method::PUT
    );
    let is_empty = match request.body() {
        Some(body) => body.as_bytes().is_some_and(<[u8]>::is_empty),
        None => true,
    };
    let headers = request.headers_mut();
    if anticipates_content && is_empty && !headers.contains_key(TRANSFER_ENCODING) {
        headers
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from_static("0"));
    }
}

/// Declines compressed responses if the HTTP client cannot read them: without the header, all codings are acceptable (RFC 9110,
/// section 12.5.3).
pub(crate) fn decline_codings(request: &mut Request) {
    if cfg!(feature = "gzip") {
        return;
    }
    request
        .headers_mut()
        .entry(ACCEPT_ENCODING)
        .or_insert(HeaderValue::from_static("identity"));
}
