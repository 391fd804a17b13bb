//! The name that a server gives to a request.

use reqwest::header::HeaderMap;

/// The headers that hold it, the most exact one first: a correlation id or a trace may span several requests.
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

/// The name that the server gave to the request, as it stands in its logs.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    HEADERS.iter().find_map(|name| {
        let value = headers.get(*name)?.to_str().ok()?.trim();
        (!value.is_empty()).then_some(value)
    })
}
