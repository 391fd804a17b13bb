//! Responses whose body is being read.

use reqwest::header::{HeaderMap, SET_COOKIE};
use reqwest::{StatusCode, Url};

use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::call::operation::Operation;
use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::http::incoming_body::IncomingBody;
use crate::runtime::http::redact::Secrets;

/// A response whose status and headers were received.
pub(crate) struct IncomingResponse {
    pub(crate) status: StatusCode,
    /// The headers; those that contain a secret are marked as sensitive.
    pub(crate) headers: HeaderMap,
    pub(crate) incoming: IncomingBody,
    /// The length that the server declares.
    pub(crate) length: Option<u64>,
    /// The part of the body that was read.
    pub(crate) body: Vec<u8>,
    pub(crate) is_complete: bool,
}

impl IncomingResponse {
    pub(crate) fn new(mut response: reqwest::Response, secrets: &Secrets) -> Box<Self> {
        let mut headers = std::mem::take(response.headers_mut());
        for (name, value) in &mut headers {
            if *name == SET_COOKIE || secrets.are_in(value.as_bytes()) {
                value.set_sensitive(true);
            }
        }
        Box::new(Self {
            status: response.status(),
            headers,
            length: response.content_length(),
            incoming: IncomingBody::new(response),
            body: Vec::new(),
            is_complete: false,
        })
    }

    pub(crate) fn into_raw(
        self: Box<Self>,
        operation: &'static Operation,
        url: Box<Url>,
        failed: Vec<FailedAttempt>,
    ) -> RawResponse {
        RawResponse {
            operation,
            url,
            status: self.status,
            headers: self.headers,
            body: self.body,
            is_complete: self.is_complete,
            failed,
        }
    }
}
