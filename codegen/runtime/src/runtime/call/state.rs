//! The state of a call while it is executed.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::{StatusCode, Url};

use crate::runtime::auth::token::CallToken;
use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::call::core::{Core, MAX_BODY};
use crate::runtime::call::operation::Operation;
use crate::runtime::call::options::CallOptions;
use crate::runtime::call::request::Request;
use crate::runtime::error::Error;
use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::error::boxed::BoxError;
use crate::runtime::error::decode::DecodeError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::error::target::CallTarget;
use crate::runtime::error::time_limit::TimeLimit;
use crate::runtime::error::transport::{CallContext, Cause, TimeoutError, TransportError};
use crate::runtime::http::incoming_response::IncomingResponse;
use crate::runtime::http::request_id::request_id;
use crate::runtime::http::timers::Timers;

/// The largest declared length for which memory is reserved before the body is read.
const MAX_RESERVED: u64 = 1024 * 1024;

/// The maximum number of bytes that are read of an error response.
const MAX_ERROR_BODY: u64 = 1024 * 1024;

/// The state of a call.
pub(crate) struct Call {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    /// The URL of the last request: that of the response, if there is one.
    pub(crate) url: Box<Url>,
    pub(crate) options: CallOptions,
    started: Duration,
    pub(crate) timers: Timers,
    pub(crate) failed: Vec<FailedAttempt>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) request_id: Option<String>,
    pub(crate) keeps_redirect: bool,
    pub(crate) token: CallToken,
}

/// A successful response whose status and headers were received. Dropping it ends the call.
///
/// Both fields are boxed: a value that is passed through several futures is copied at each of them.
pub(crate) struct StreamingResponse {
    pub(crate) call: Box<Call>,
    pub(crate) response: Box<IncomingResponse>,
}

impl StreamingResponse {
    /// Returns the next chunk of the body, or `None` at its end.
    ///
    /// # Errors
    ///
    /// If the connection is lost or a time limit is reached.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.call.chunk(&mut self.response).await
    }

    /// Returns the response without its body.
    pub(crate) fn head(&self) -> RawResponse {
        self.call.head(&self.response)
    }

    /// Returns the error for a body that is too large, of which this part was read.
    pub(crate) fn too_large(&self, body: Vec<u8>) -> Error {
        self.call.too_large(&self.response, body)
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), and if the body is too large.
    pub(crate) async fn receive(mut self) -> Result<RawResponse, Error> {
        self.call.read(&mut self.response).await?;
        Ok(self.into_raw())
    }

    pub(crate) fn into_raw(self) -> RawResponse {
        self.response
            .into_raw(self.call.operation, self.call.url, self.call.failed)
    }
}

impl Call {
    pub(crate) fn start(request: &Request) -> Self {
        let core = request.core().clone();
        let options = request.options();
        let mut timers = Timers::default();
        timers.start_call(core.clock(), options.timeout);
        Self {
            started: core.clock().now(),
            url: Box::new(core.base_url().clone()),
            core,
            operation: request.operation(),
            options,
            timers,
            failed: Vec::new(),
            status: None,
            request_id: None,
            keeps_redirect: request.keeps_redirect(),
            token: CallToken::default(),
        }
    }

    /// Reads the body up to the size limit.
    ///
    /// If an error response is incomplete, this is not an error: the part that was received is more useful than the reason.
    pub(crate) async fn read(&mut self, response: &mut IncomingResponse) -> Result<(), Error> {
        let is_success = response.status.is_success();
        let mut limit = self.max_body();
        if !is_success {
            limit = limit.min(MAX_ERROR_BODY);
        }
        let declared = response.length.unwrap_or(0);
        let mut is_too_large = is_success && declared > limit;
        if !is_too_large {
            let room = declared.min(MAX_RESERVED).min(limit);
            response
                .body
                .reserve_exact(usize::try_from(room).unwrap_or(0));
        }
        while !is_too_large {
            match self.chunk(response).await {
                Ok(Some(chunk)) => {
                    let room = limit - response.body.len() as u64;
                    is_too_large = chunk.len() as u64 > room;
                    let taken =
                        usize::try_from(room).map_or(chunk.len(), |room| room.min(chunk.len()));
                    response.body.extend_from_slice(&chunk[..taken]);
                }
                Ok(None) => {
                    response.is_complete = true;
                    return Ok(());
                }
                Err(_) if !is_success => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        if !is_success {
            return Ok(());
        }
        let body = std::mem::take(&mut response.body);
        Err(self.too_large(response, body))
    }

    /// Returns the maximum size of a body in memory.
    pub(crate) fn max_body(&self) -> u64 {
        self.options.max_response_body.unwrap_or(MAX_BODY)
    }

    /// Returns the error for a body that is too large, of which this part was read.
    fn too_large(&self, response: &IncomingResponse, body: Vec<u8>) -> Error {
        let limit = self.max_body();
        let mismatch = BodyMismatchError::new(format!(
            "it is larger than {limit} bytes, the limit that `max_response_body` sets"
        ));
        let secrets = &self.core.credentials().secrets;
        let response = RawResponse {
            body,
            is_complete: false,
            ..self.head(response)
        };
        DecodeError::new(response, mismatch, secrets).into()
    }

    /// Returns a response without its body.
    fn head(&self, response: &IncomingResponse) -> RawResponse {
        RawResponse {
            operation: self.operation,
            url: self.url.clone(),
            status: response.status,
            headers: response.headers.clone(),
            body: Vec::new(),
            is_complete: true,
            failed: self.failed.clone(),
        }
    }

    /// Reads the next chunk of a body.
    async fn chunk(&mut self, response: &mut IncomingResponse) -> Result<Option<Bytes>, Error> {
        let (clock, idle) = (self.core.clock(), self.options.idle_timeout);
        let chunk = pin!(response.incoming.chunk());
        let error = match self.timers.race(clock, idle, chunk).await {
            Ok(Ok(chunk)) => return Ok(chunk),
            Ok(Err(error)) => Ok(error),
            Err(limit) => Err(limit),
        };
        self.request_id = request_id(&response.headers).map(str::to_owned);
        Err(match error {
            Ok(error) => self.transport_error(error.into()),
            Err(limit) => self.timeout_error(limit),
        })
    }

    fn elapsed(&self) -> Duration {
        self.core.clock().now().saturating_sub(self.started)
    }

    /// Returns the remaining time of the call, if it is limited.
    pub(crate) fn remaining(&self) -> Option<Duration> {
        let limit = self.options.timeout?;
        Some(limit.saturating_sub(self.elapsed()))
    }

    /// Returns the call, for the message of an error.
    pub(crate) fn target(&self) -> CallTarget {
        CallTarget::sent(self.operation, &self.url, &self.core.credentials().secrets)
    }

    fn context(&self) -> CallContext {
        CallContext {
            target: self.target(),
            status: self.status,
            request_id: self.request_id.clone(),
            failed: self.failed.clone(),
        }
    }

    /// Returns the error for an error of the HTTP client.
    pub(crate) fn transport_error(&self, error: BoxError) -> Error {
        let cause = Cause::new(error, &self.core.credentials().secrets);
        if cause.is_timeout {
            let (elapsed, limit) = (self.elapsed(), TimeLimit::HttpClient);
            TimeoutError::new(self.context(), elapsed, limit, Some(cause)).into()
        } else {
            TransportError::new(self.context(), cause).into()
        }
    }

    /// Returns the error for a time limit that was reached.
    pub(crate) fn timeout_error(&self, limit: TimeLimit) -> Error {
        TimeoutError::new(self.context(), self.elapsed(), limit, None).into()
    }
}
