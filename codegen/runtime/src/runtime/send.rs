//! Sending: one path for all operations, not generic; a function pointer decodes what comes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::body::{Decode, Received};
use super::body_error::DecodeError;
use super::clock::BoxFuture;
use super::core::Core;
use super::error::Error;
use super::response::Response;

/// A response that is awaited. Dropping it stops the call.
#[must_use = "nothing is sent until it is awaited"]
pub struct ResponseFuture<T> {
    sending: Sending,
    finish: Finish<T>,
}

/// A response that is under way.
type Sending = BoxFuture<'static, Result<Received, Error>>;

/// What makes of a response what the operation gives.
pub(crate) struct Finish<T> {
    core: Core,
    decode: Decode<T>,
}

impl<T> Finish<T> {
    pub(crate) fn response(&self, mut received: Received) -> Result<Response<T>, Error> {
        match (self.decode)(&mut received) {
            Ok(body) => Ok(Response {
                status: received.status,
                headers: received.headers,
                raw: received.body,
                body,
                failed: received.failed,
            }),
            Err(mismatch) => {
                let secrets = &self.core.credentials().secrets;
                Err(DecodeError::new(received, mismatch, secrets).into())
            }
        }
    }
}

impl<T> ResponseFuture<T> {
    pub(crate) fn new(core: Core, sending: Sending, decode: Decode<T>) -> Self {
        let finish = Finish { core, decode };
        Self { sending, finish }
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn into_parts(self) -> (Sending, Finish<T>) {
        (self.sending, self.finish)
    }

    /// The same call, giving the decoded body alone.
    pub fn into_value(self) -> ValueFuture<T> {
        ValueFuture { response: self }
    }
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.sending.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(received)) => Poll::Ready(self.finish.response(received)),
        }
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
