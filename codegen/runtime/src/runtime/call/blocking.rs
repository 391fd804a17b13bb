//! Blocking calls.
//!
//! They are executed by a separate asynchronous runtime, which all clients share, while the calling thread waits. They can be
//! called from asynchronous code, but block its thread: if the server is a task of the same thread, the call ends only when it
//! reaches a time limit. Their connections are not those of asynchronous calls, which may need the blocked thread. This applies to
//! a stream that an asynchronous call returned, too: start the call with a blocking method to iterate over its stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;

use crate::runtime::call::pages::{Items, Pages};
use crate::runtime::call::response_future::ResponseFuture;
use crate::runtime::error::Error;
use crate::runtime::error::request::ConfigurationError;
use crate::runtime::http::blocking_runtime::{run_inside, runtime};
use crate::runtime::http::clock::BoxFuture;
use crate::runtime::http::response::Response;
use crate::runtime::stream::byte_stream::ByteStream;
use crate::runtime::stream::events::EventStream;
use crate::runtime::stream::json_lines::JsonLines;

impl<T> ResponseFuture<T> {
    /// Sends the request and blocks the thread until the response arrives.
    ///
    /// # Errors
    ///
    /// As awaiting it, and [`Error::Configuration`] if the threads for blocking calls cannot be started.
    pub fn wait(self) -> Result<Response<T>, Error> {
        let (sending, decoder) = self.into_parts();
        decoder.decode(wait(sending)??)
    }
}

/// A stream as an iterator that blocks the thread until the next item arrives.
///
/// It returns the same items and errors as the stream, and [`Error::Configuration`] if the threads for blocking calls cannot be
/// started. Dropping it ends the call.
///
/// ```text
/// for event in client.watch_jobs().stream_events_blocking()? {
///     println!("{:?}", event?.data);
/// }
/// for job in client.list_jobs().stream_items().blocking() {
///     println!("{}", job?.id);
/// }
/// ```
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct BlockingStream<S> {
    /// `None` if polling it panicked.
    stream: Option<S>,
}

impl<S, T> Iterator for BlockingStream<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.stream.take()?;
        // Most items arrive together with the previous one, so that no other thread is needed.
        match poll_here(&mut stream) {
            Ok(Poll::Ready(item)) => {
                self.stream = Some(stream);
                return item;
            }
            Ok(Poll::Pending) => {}
            Err(error) => return Some(Err(error)),
        }
        let waited = wait(Box::pin(async move {
            let item = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
            (stream, item)
        }));
        match waited {
            Ok((stream, item)) => {
                self.stream = Some(stream);
                item
            }
            Err(error) => Some(Err(error)),
        }
    }
}

impl<S, T> Iterator for Response<BlockingStream<S>>
where
    S: Stream<Item = Result<T, Error>> + Unpin + Send + 'static,
    T: Send + 'static,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.body.next()
    }
}

impl<T> BlockingStream<EventStream<T>> {
    /// Returns the last event ID that the server sent: see [`EventStream::last_event_id`].
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.stream.as_ref()?.last_event_id()
    }

    /// Returns the wait before reconnecting that the server requested: see [`EventStream::retry`].
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.stream.as_ref()?.retry()
    }
}

impl<P> BlockingStream<Pages<P>> {
    /// Returns the cursor, offset, number or link of the next page: see [`Pages::next_page`].
    #[must_use]
    pub fn next_page(&self) -> Option<&str> {
        self.stream.as_ref()?.next_page()
    }

    /// Requests the page that failed again when the iterator is advanced after an error.
    pub fn resume(&mut self) {
        if let Some(pages) = &mut self.stream {
            pages.resume();
        }
    }
}

impl<P, T> BlockingStream<Items<P, T>> {
    /// Returns the cursor, offset, number or link of the page after that of the last item.
    #[must_use]
    pub fn next_page(&self) -> Option<&str> {
        self.stream.as_ref()?.next_page()
    }

    /// Requests the page that failed again when the iterator is advanced after an error.
    pub fn resume(&mut self) {
        if let Some(items) = &mut self.stream {
            items.resume();
        }
    }
}

impl<S> fmt::Debug for BlockingStream<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingStream").finish_non_exhaustive()
    }
}

macro_rules! blocking {
    ($(($($parameter:ident)*) $stream:ty,)*) => {
        $(
            impl<$($parameter),*> $stream {
                /// Converts the stream into an iterator that blocks the thread until the next item arrives.
                pub fn blocking(self) -> BlockingStream<Self> {
                    BlockingStream { stream: Some(self) }
                }
            }
        )*
    };
}

blocking! {
    () ByteStream,
    (T) EventStream<T>,
    (T) JsonLines<T>,
    (P) Pages<P>,
    (P T) Items<P, T>,
}

/// Polls a stream once, in the context of the runtime.
fn poll_here<S: Stream + Unpin>(stream: &mut S) -> Result<Poll<Option<S::Item>>, Error> {
    let mut context = Context::from_waker(Waker::noop());
    Ok(run_inside(|| Pin::new(stream).poll_next(&mut context))?)
}

/// Runs a future in the runtime and blocks the thread until it is ready.
fn wait<T: Send + 'static>(future: BoxFuture<'static, T>) -> Result<T, Error> {
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime()?.spawn(async move {
        // The receiver exists until the output is sent.
        let _ = sender.send(future.await);
    });
    let panicked = |_| ConfigurationError::new("a hook or transport panicked");
    Ok(receiver.recv().map_err(panicked)?)
}
