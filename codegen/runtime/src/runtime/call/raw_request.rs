//! Requests of endpoints that the document does not describe.

use std::sync::{Mutex, PoisonError};

use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::body::decode;
use crate::runtime::body::request_body::Body;
use crate::runtime::call::core::Core;
use crate::runtime::call::methods::call;
use crate::runtime::call::operation::Operation;
use crate::runtime::call::request::Request;
use crate::runtime::call::response_future::ResponseFuture;
use crate::runtime::encode::style::Style;
use crate::runtime::stream::events::EventStream;

/// A request of an endpoint that the document does not describe. Its result is the body of the response as bytes, or the type
/// that is passed to [`send_json`](Self::send_json).
///
/// Retries, limits, hooks and errors are those of all calls. The name of the operation is `request`.
#[derive(Debug, Clone)]
#[must_use = "the request is not sent until it is awaited"]
pub struct RawRequest {
    request: Request,
}

call! { RawRequest => Vec<u8>: bytes }

impl Core {
    /// Creates a request of a path below the base URL. The path may have placeholders in braces and a query.
    pub fn raw_request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        let mut request = self.request(operation(method));
        request.set_template(path.into());
        RawRequest { request }
    }
}

impl RawRequest {
    /// Replaces the placeholder `{name}` of the path. The value is encoded as one path segment.
    pub fn path<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.request.path(name, Style::Simple, false, value);
        self
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.request.json(value);
        self
    }

    /// Sets a body of this media type: bytes, text, a file or a stream.
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.request.body(media_type, body);
        self
    }

    /// Sends no credentials. By default all credentials of the client are sent; if two use the same header, the one that was
    /// set last.
    pub fn without_credentials(mut self) -> Self {
        self.request.omit_credentials();
        self
    }

    /// Sends the request with `Accept: application/json` and decodes the response as JSON.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_json<T: DeserializeOwned>(mut self) -> ResponseFuture<T> {
        self.request.accept("application/json");
        self.request.send(decode::json)
    }

    /// Sends the request and returns the response as an event stream of JSON.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send). Errors while the stream is read are returned by the stream.
    pub fn stream_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.request.json_events()
    }
}

/// Returns the operation of raw requests with this method. It is never freed, which is bounded by the number of methods that a
/// program uses.
fn operation(method: Method) -> &'static Operation {
    static KNOWN: Mutex<Vec<&'static Operation>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(operation) = known.iter().find(|operation| operation.method == method) {
        return operation;
    }
    let operation: &'static Operation = Box::leak(Box::new(Operation {
        id: "request",
        method,
        path: "{path}",
        security: &[],
        accept: "*/*",
    }));
    known.push(operation);
    operation
}
