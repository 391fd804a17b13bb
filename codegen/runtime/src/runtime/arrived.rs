//! A response whose head has come.

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, SET_COOKIE};

use super::body::Received;
use super::call::Call;
use super::error::Error;
use super::incoming::Incoming;
use super::redact::Secrets;

/// A response of success whose head has come. Dropping it stops the call.
///
/// Both are in boxes: what goes through several futures by value is copied at each of them.
pub(crate) struct Opened {
    pub(crate) call: Box<Call>,
    pub(crate) arrived: Box<Arrived>,
}

impl Opened {
    /// The next octets of the body, `None` at its end.
    ///
    /// # Errors
    ///
    /// Where the body breaks off, and where too much time goes by.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.call.chunk(&mut self.arrived).await
    }

    /// The response without its body.
    pub(crate) fn head(&self) -> Received {
        Received {
            operation: self.call.operation,
            status: self.arrived.status,
            headers: self.arrived.headers.clone(),
            body: Vec::new(),
            stream: None,
            is_complete: true,
            failed: self.call.failed.clone(),
        }
    }

    /// Reads the whole body.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), and where the body is too large.
    pub(crate) async fn receive(mut self) -> Result<Received, Error> {
        self.call.read(&mut self.arrived).await?;
        Ok(self.arrived.into_received(*self.call))
    }
}

/// A response whose head has come.
pub(crate) struct Arrived {
    pub(crate) status: StatusCode,
    /// Those that hold a secret are marked as sensitive.
    pub(crate) headers: HeaderMap,
    pub(crate) incoming: Incoming,
    /// The length that the server declares.
    pub(crate) length: Option<u64>,
    /// What has been read.
    pub(crate) body: Vec<u8>,
    pub(crate) is_complete: bool,
}

impl Arrived {
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
            incoming: Incoming::new(response),
            body: Vec::new(),
            is_complete: false,
        })
    }

    pub(crate) fn into_received(self: Box<Self>, call: Call) -> Received {
        Received {
            operation: call.operation,
            status: self.status,
            headers: self.headers,
            body: self.body,
            stream: None,
            is_complete: self.is_complete,
            failed: call.failed,
        }
    }
}
