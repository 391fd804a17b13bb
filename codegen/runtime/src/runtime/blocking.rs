//! Calls that hold the thread until they are done.
//!
//! They are sent by a runtime of their own, which all clients share, and the thread waits for it. So nothing here minds being
//! called from asynchronous code; but it holds up the thread that other tasks wait for, and where the server is one of them, the
//! call ends only when its time runs out.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::OnceLock;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use tokio::runtime::{Builder, Runtime};

use super::clock::BoxFuture;
use super::error::Error;
use super::events::EventStream;
use super::json_lines::JsonLines;
use super::pages::{Items, Pages};
use super::request_error::ConfigurationError;
use super::response::Response;
use super::send::ResponseFuture;
use super::stream::ByteStream;

impl<T> ResponseFuture<T> {
    /// Sends the call and holds the thread until the response is there.
    ///
    /// # Errors
    ///
    /// As awaiting it, and [`Error::Configuration`] where the threads for it cannot be started.
    pub fn wait(self) -> Result<Response<T>, Error> {
        let (sending, finish) = self.into_parts();
        finish.response(wait(sending)??)
    }
}

/// A stream as an iterator, which holds the thread until the next item is there.
///
/// It ends as the stream does, and gives the same errors; [`Error::Configuration`] too, where the threads for it cannot be
/// started. Dropping it ends the call.
///
/// ```text
/// for event in client.watch_jobs().stream_events_blocking()?.into_inner() {
///     println!("{:?}", event?.data);
/// }
/// for job in client.list_jobs().stream_items().blocking() {
///     println!("{}", job?.id);
/// }
/// ```
#[must_use = "nothing is read before it is iterated over"]
pub struct BlockingStream<S> {
    /// Gone where what polled it panicked.
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
        // Most items came together with the one before, so that no other thread is needed for them.
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

impl<T> BlockingStream<EventStream<T>> {
    /// The last id that the server gave: see [`EventStream::last_event_id`].
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.stream.as_ref()?.last_event_id()
    }

    /// How long the server asked to wait before another connection is made: see [`EventStream::retry`].
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.stream.as_ref()?.retry()
    }
}

impl<P> BlockingStream<Pages<P>> {
    /// What asks for the next page: see [`Pages::next_page`].
    #[must_use]
    pub fn next_page(&self) -> Option<&str> {
        self.stream.as_ref()?.next_page()
    }

    /// After an error: asks for the page that failed when it is iterated further.
    pub fn resume(&mut self) {
        if let Some(pages) = &mut self.stream {
            pages.resume();
        }
    }
}

impl<P, T> BlockingStream<Items<P, T>> {
    /// What asks for the page behind the one that the last item was of.
    #[must_use]
    pub fn next_page(&self) -> Option<&str> {
        self.stream.as_ref()?.next_page()
    }

    /// After an error: asks for the page that failed when it is iterated further.
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
                /// The same stream as an iterator, which holds the thread until the next item is there.
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

/// What a stream gives without waiting, as if it were polled by the runtime.
fn poll_here<S: Stream + Unpin>(stream: &mut S) -> Result<Poll<Option<S::Item>>, Error> {
    let _inside = runtime()?.enter();
    let mut context = Context::from_waker(Waker::noop());
    Ok(Pin::new(stream).poll_next(&mut context))
}

/// Waits for a future that runs elsewhere.
fn wait<T: Send + 'static>(future: BoxFuture<'static, T>) -> Result<T, Error> {
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime()?.spawn(async move {
        // Who waits is there until this is sent.
        let _ = sender.send(future.await);
    });
    let lost = |_| ConfigurationError::new("a hook or transport panicked");
    Ok(receiver.recv().map_err(lost)?)
}

/// The runtime that all blocking calls share.
fn runtime() -> Result<&'static Runtime, ConfigurationError> {
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("blocking calls")
            .enable_all()
            .build()
    });
    runtime
        .as_ref()
        .map_err(|error| ConfigurationError::new(format!("no thread for blocking calls: {error}")))
}
