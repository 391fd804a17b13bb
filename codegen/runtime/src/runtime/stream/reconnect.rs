//! Resuming event streams whose connection ended (WHATWG HTML, section 9.2.3 "Processing model").

use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use reqwest::StatusCode;

use crate::runtime::call::request::Request;
use crate::runtime::call::retry::{self, RetryPolicy};
use crate::runtime::error::Error;
use crate::runtime::error::decode::DecodeError;
use crate::runtime::http::clock::BoxFuture;
use crate::runtime::stream::byte_stream::ByteStream;
use crate::runtime::stream::open::{open, take_stream};

/// Reconnects an event stream.
pub(crate) struct Reconnect {
    request: Box<Request>,
    policy: RetryPolicy,
    /// The number of connections in a row that ended without an event.
    failures: u32,
    /// Never locked. It makes the type `Sync`, which futures are not.
    connecting: Mutex<Option<Connecting>>,
}

type Connecting = BoxFuture<'static, Result<Option<ByteStream>, Error>>;

impl Reconnect {
    /// Creates a value that repeats this request.
    pub(crate) fn new(request: Box<Request>) -> Box<Self> {
        Box::new(Self {
            policy: request.options().retry.unwrap_or_default(),
            request,
            failures: 0,
            connecting: Mutex::default(),
        })
    }

    /// Records that an event was received. For the retry budget this is a success.
    pub(crate) fn succeed(&mut self) {
        self.failures = 0;
        self.request.core().budget().deposit();
    }

    /// Starts to reconnect after the end of the stream or after this error. Returns `false` if the stream is not resumed.
    pub(crate) fn start(
        &mut self,
        error: Option<&Error>,
        requested: Option<Duration>,
        last_id: Option<&str>,
    ) -> bool {
        let is_disconnected =
            error.is_none_or(|error| matches!(error, Error::Transport(_) | Error::Timeout(_)));
        if !is_disconnected {
            return false;
        }
        let clock = self.request.core().clock();
        let random = clock.random();
        let Some(wait) = retry::reconnect(&self.policy, self.failures + 1, requested, random)
        else {
            return false;
        };
        if !self.request.core().budget().withdraw() {
            return false;
        }
        self.failures += 1;
        let mut request = (*self.request).clone();
        if let Some(id) = last_id {
            request.set_header("last-event-id", id);
        }
        *self.connecting() = Some(Box::pin(connect(request, wait)));
        true
    }

    fn connecting(&mut self) -> &mut Option<Connecting> {
        self.connecting
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the next body if the stream is reconnecting. It is `None` if the server ended the stream.
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Option<ByteStream>, Error>>> {
        let connecting = self.connecting();
        let Some(future) = connecting else {
            return Poll::Ready(None);
        };
        let connected = ready!(future.as_mut().poll(context));
        *connecting = None;
        Poll::Ready(Some(connected))
    }
}

async fn connect(request: Request, wait: Duration) -> Result<Option<ByteStream>, Error> {
    let core = request.core().clone();
    core.clock().sleep(wait).await;
    let mut received = open(request, true).await?;
    if received.response.status == StatusCode::NO_CONTENT {
        return Ok(None);
    }
    match take_stream(&mut received) {
        Ok(stream) => Ok(Some(stream)),
        Err(mismatch) => {
            let secrets = &core.credentials().secrets;
            Err(DecodeError::new(received.response, mismatch, secrets).into())
        }
    }
}
