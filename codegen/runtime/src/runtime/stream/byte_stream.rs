//! Response bodies that are read chunk by chunk.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::call::core::Core;
use crate::runtime::call::request::Request;
use crate::runtime::call::state::StreamingResponse;
use crate::runtime::error::Error;
use crate::runtime::http::clock::BoxFuture;

type NextChunk = BoxFuture<'static, (Box<StreamingResponse>, Result<Option<Bytes>, Error>)>;

/// The body of a response as a stream of chunks.
///
/// A chunk is read only when it is requested: memory contains one chunk, and a faster server has to wait. The stream ends after
/// the first error. Dropping it ends the call.
///
/// ```text
/// let mut body = client.download_file("f-1").stream_bytes().await?;
/// while let Some(chunk) = body.next().await {
///     file.write_all(&chunk?)?;
/// }
/// ```
pub struct ByteStream {
    /// Never locked. It makes the type `Sync`, which futures are not.
    state: Mutex<State>,
    pub(crate) core: Core,
    /// The request to repeat if the connection of an event stream is lost.
    pub(crate) repeat: Option<Box<Request>>,
}

enum State {
    Idle(Box<StreamingResponse>),
    Reading(NextChunk),
    Ended,
}

impl ByteStream {
    pub(crate) fn new(response: StreamingResponse) -> Self {
        Self {
            core: response.call.core.clone(),
            state: Mutex::new(State::Idle(Box::new(response))),
            repeat: None,
        }
    }

    fn state(&mut self) -> &mut State {
        self.state.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the call.
    pub(crate) fn close(&mut self) {
        *self.state() = State::Ended;
    }

    /// Returns the next chunk, or `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// If the connection is lost or a time limit is reached.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Reads the rest of the body into memory.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next), and if the rest is larger than `max_response_body` of the call's options. Default: 64 MiB.
    pub async fn collect(mut self) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        while let Some(chunk) = self.next().await {
            body.extend_from_slice(&chunk?);
            if let State::Idle(response) = self.state()
                && let limit = response.call.max_body()
                && body.len() as u64 > limit
            {
                body.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
                return Err(response.too_large(body));
            }
        }
        Ok(body)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let state = self.state();
        loop {
            match std::mem::replace(state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Idle(mut response) => {
                    *state = State::Reading(Box::pin(async move {
                        let chunk = response.chunk().await;
                        (response, chunk)
                    }));
                }
                State::Reading(mut reading) => {
                    let Poll::Ready((response, chunk)) = reading.as_mut().poll(context) else {
                        *state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    let chunk = chunk.transpose();
                    if matches!(chunk, Some(Ok(_))) {
                        *state = State::Idle(response);
                    }
                    return Poll::Ready(chunk);
                }
            }
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").finish_non_exhaustive()
    }
}
