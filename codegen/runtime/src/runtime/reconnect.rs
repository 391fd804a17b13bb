//! Event streams that go on behind a connection that ended (WHATWG HTML, section 9.2.3 "Processing model").

use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use reqwest::StatusCode;

use super::body_error::DecodeError;
use super::clock::BoxFuture;
use super::error::Error;
use super::request::Request;
use super::retry::{self, RetryPolicy};
use super::stream::{self, ByteStream};

/// What asks for the rest of an event stream.
pub(crate) struct Reconnect {
    request: Request,
    policy: RetryPolicy,
    /// How many connections in a row ended without an event.
    failures: u32,
    /// Never locked, as with the stream itself: a response can be shared between threads.
    connecting: Mutex<Option<Connecting>>,
}

type Connecting = BoxFuture<'static, Result<Option<ByteStream>, Error>>;

impl Reconnect {
    /// What asks again by this request; `None` where that is not wanted, or where the request cannot be made twice.
    pub(crate) fn of(request: &Request) -> Option<Box<Self>> {
        let options = request.options();
        if options.reconnect != Some(true) || !request.is_repeatable() {
            return None;
        }
        Some(Box::new(Self {
            request: request.clone(),
            policy: options.retry.unwrap_or_default(),
            failures: 0,
            connecting: Mutex::default(),
        }))
    }

    /// An event came.
    pub(crate) fn succeed(&mut self) {
        self.failures = 0;
    }

    /// Whether the stream goes on behind its end, or behind this error: then `poll` gives what it goes on with.
    pub(crate) fn start(
        &mut self,
        error: Option<&Error>,
        asked: Option<Duration>,
        last_id: Option<&str>,
    ) -> bool {
        let is_broken =
            error.is_none_or(|error| matches!(error, Error::Transport(_) | Error::Timeout(_)));
        if !is_broken {
            return false;
        }
        let clock = self.request.core().clock();
        let random = clock.random();
        let Some(wait) = retry::reconnect(&self.policy, self.failures + 1, asked, random) else {
            return false;
        };
        self.failures += 1;
        let mut request = self.request.clone();
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

    /// The next body, where one is awaited; `None` in it where the server says that there is no more.
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
    let mut received = stream::open(request, true).await?;
    if received.status == StatusCode::NO_CONTENT {
        return Ok(None);
    }
    match stream::whole_stream(&mut received) {
        Ok(stream) => Ok(Some(stream)),
        Err(mismatch) => {
            let secrets = &core.credentials().secrets;
            Err(DecodeError::new(received, mismatch, secrets).into())
        }
    }
}
