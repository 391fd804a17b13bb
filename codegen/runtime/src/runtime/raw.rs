//! Calls of what the document does not describe.

use std::sync::{Mutex, PoisonError};

use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body;
use super::core::Core;
use super::encode::Style;
use super::events::EventStream;
use super::operation::{Operation, call};
use super::request::Request;
use super::send::ResponseFuture;
use super::send_body::Body;

/// A call of a path that the document does not describe. It gives the body of the response as octets, or what
/// [`send_json`](Self::send_json) is asked for.
///
/// All else is as with any call: retries, limits, hooks and errors, in which it is called `request`.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct RawRequest {
    request: Request,
}

call! { RawRequest => Vec<u8>: bytes }

impl Core {
    /// A call of a path below the base URL, which may have placeholders in braces and a query.
    pub fn raw_request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        let mut request = self.request(operation(method));
        request.set_template(path.into());
        RawRequest { request }
    }
}

impl RawRequest {
    /// Fills in the placeholder `{name}` of the path. The value stays within its segment.
    pub fn path<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.request.path(name, Style::Simple, false, value);
        self
    }

    /// Sets the body, as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        self.request.json(value);
        self
    }

    /// Sets the body, which has this media type: octets, a text, a file or a stream.
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.request.body(media_type, body);
        self
    }

    /// Sends none of the client's credentials. It sends all of them otherwise; of two for one header, the one that was set
    /// last.
    pub fn without_credentials(mut self) -> Self {
        self.request.leave_credentials();
        self
    }

    /// Sends the request, asks for JSON and decodes it.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub fn send_json<T: DeserializeOwned>(mut self) -> ResponseFuture<T> {
        self.request.accept("application/json");
        self.request.send(body::json)
    }

    /// Sends the request, and asks for an event stream of JSON; the events are given one by one as they come.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send); what goes wrong later comes where the events are read.
    pub fn stream_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.request.json_events()
    }
}

/// What errors, hooks and spans call a raw call of this method. It lives as long as the program, as those of the document do; a
/// program has few methods.
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
