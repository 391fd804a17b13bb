//! Sending: one path for all operations, not generic; a function pointer decodes what comes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRANSFER_ENCODING};
use reqwest::{Method, StatusCode};

use super::api_error::ApiError;
use super::body::{Decode, Received};
use super::body_error::DecodeError;
use super::core::Core;
use super::error::Error;
use super::operation::Operation;
use super::redirect;
use super::request::Request;
use super::response::Response;
use super::transport_error::{Place, TimeoutError, TransportError};

/// The largest declared length for which room is made before the body comes.
const MAX_RESERVED: u64 = 1024 * 1024;

/// A response that is awaited. Dropping it stops the call.
#[must_use = "nothing is sent until it is awaited"]
pub struct ResponseFuture<T> {
    core: Core,
    sending: Pin<Box<dyn Future<Output = Result<Received, Error>> + Send>>,
    decode: Decode<T>,
}

impl<T> ResponseFuture<T> {
    pub(crate) fn new(
        core: Core,
        sending: Pin<Box<dyn Future<Output = Result<Received, Error>> + Send>>,
        decode: Decode<T>,
    ) -> Self {
        Self {
            core,
            sending,
            decode,
        }
    }

    /// The same call, giving the decoded body alone.
    pub fn into_value(self) -> ValueFuture<T> {
        ValueFuture { response: self }
    }
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut received = match self.sending.as_mut().poll(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
            Poll::Ready(Ok(received)) => received,
        };
        Poll::Ready(match (self.decode)(&mut received) {
            Ok(body) => Ok(Response {
                status: received.status,
                headers: received.headers,
                raw: received.body,
                body,
            }),
            Err(mismatch) => {
                let secrets = &self.core.credentials().secrets;
                Err(DecodeError::new(received, mismatch, secrets).into())
            }
        })
    }
}

impl<T> std::fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// A decoded body that is awaited. Dropping it stops the call.
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ValueFuture<T> {
    response: ResponseFuture<T>,
}

impl<T> Future for ValueFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = Pin::new(&mut self.response).poll(context);
        response.map_ok(Response::into_inner)
    }
}

/// Sends a request and receives the response whole; a status that is no success is an error.
pub(crate) async fn send(request: Request) -> Result<Received, Error> {
    let core = request.core().clone();
    let operation = request.operation();
    let timeout = request.timeout();
    let mut attempt = Attempt {
        core: core.clone(),
        operation,
        started: Instant::now(),
        status: None,
    };
    let request = request.assemble()?;
    let response = if core.follows_redirects() {
        attempt.follow(request, timeout).await?
    } else {
        attempt.execute(request, timeout).await?
    };
    let secrets = &core.credentials().secrets;
    let received = attempt.receive(response).await?;
    if received.status.is_success() {
        Ok(received)
    } else {
        Err(ApiError::new(received, secrets).into())
    }
}

/// What is known of a call while it is under way.
struct Attempt {
    core: Core,
    operation: &'static Operation,
    started: Instant,
    status: Option<StatusCode>,
}

impl Attempt {
    /// Sends a request, and again to where it is redirected to, all within one time limit.
    async fn follow(
        &self,
        mut request: reqwest::Request,
        timeout: Option<Duration>,
    ) -> Result<reqwest::Response, Error> {
        for _ in 0..redirect::MAX_REDIRECTS {
            let Some(copy) = request.try_clone() else {
                break;
            };
            let response = self.execute(copy, timeout).await?;
            let (method, status) = (request.method(), response.status());
            let Some((method, url)) =
                redirect::next(method, request.url(), status, response.headers())
            else {
                return Ok(response);
            };
            if method != *request.method() && method == Method::GET {
                *request.body_mut() = None;
                for name in [CONTENT_TYPE, CONTENT_LENGTH, TRANSFER_ENCODING] {
                    request.headers_mut().remove(name);
                }
            }
            *request.method_mut() = method;
            *request.url_mut() = url;
        }
        self.execute(request, timeout).await
    }

    /// Sends a request, within what is left of its time.
    async fn execute(
        &self,
        mut request: reqwest::Request,
        timeout: Option<Duration>,
    ) -> Result<reqwest::Response, Error> {
        let left = timeout.map(|limit| limit.saturating_sub(self.started.elapsed()));
        *request.timeout_mut() = left;
        let response = self.core.http().execute(request).await;
        response.map_err(|error| self.failed(error))
    }

    /// Receives the rest of a response.
    async fn receive(&mut self, mut response: reqwest::Response) -> Result<Received, Error> {
        let status = response.status();
        self.status = Some(status);
        let secrets = &self.core.credentials().secrets;
        let mut headers = std::mem::take(response.headers_mut());
        for (name, value) in &mut headers {
            if *name == SET_COOKIE || secrets.are_in(value.as_bytes()) {
                value.set_sensitive(true);
            }
        }
        let length = response.content_length().unwrap_or(0).min(MAX_RESERVED);
        let mut body = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                // An answer of failure says more than the connection that broke off behind it.
                Err(_) if !status.is_success() => break,
                Err(error) => return Err(self.failed(error)),
            }
        }
        Ok(Received {
            operation: self.operation,
            status,
            headers,
            body,
        })
    }

    /// The error for what the HTTP client says.
    fn failed(&self, error: reqwest::Error) -> Error {
        let source = error.without_url();
        let place = Place {
            operation: self.operation,
            server: self.core.base_url().origin().ascii_serialization(),
            status: self.status,
        };
        if source.is_timeout() {
            let elapsed = self.started.elapsed();
            TimeoutError {
                place,
                elapsed,
                source,
            }
            .into()
        } else {
            TransportError { place, source }.into()
        }
    }
}
