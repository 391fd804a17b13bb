//! The request IDs that servers assign.

use reqwest::header::HeaderMap;

/// The headers for request IDs, the most specific ones first: a correlation ID or a trace may span several requests.
const HEADERS: [&str; 9] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-goog-request-id",
    "x-correlation-id",
    "x-trace-id",
    "cf-ray",
];

/// Returns the request ID assigned by the server.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    HEADERS.iter().find_map(|name| {
        let value = headers.get(*name)?.to_str().ok()?.trim();
        (!value.is_empty()).then_some(value)
    })
}
