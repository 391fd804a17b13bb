//! Bodies that are read as they come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::arrived::Opened;
use super::body::{Decode, Received};
use super::body_error::{DecodeError, Mismatch};
use super::call;
use super::clock::BoxFuture;
use super::core::Core;
use super::error::Error;
use super::events::{self, DecodeEvent, EventCutter, EventStream};
use super::json_lines::{JsonLines, LineCutter};
use super::reconnect::Reconnect;
use super::request::Request;
use super::send::ResponseFuture;

/// What ends a stream of JSON values in events where nothing else is said: it is no JSON itself.
const DONE: &str = "[DONE]";

impl Request {
    /// Sends the request; the body of the response is read as it comes, whatever it is.
    pub fn stream_bytes(self) -> ResponseFuture<ByteStream> {
        self.stream(false, whole_stream)
    }

    /// Sends the request; the response is read as events that hold JSON.
    pub fn json_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| event_stream(received, events::json))
    }

    /// Sends the request; the response is read as events, each of which is described as a whole.
    pub fn whole_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| event_stream(received, events::whole))
    }

    /// Sends the request; the response is read as events that hold text.
    pub fn text_events(self) -> ResponseFuture<EventStream<String>> {
        self.stream(true, |received| {
            let done = received.stream_core().and_then(Core::event_stream_end);
            let pieces = pieces(received, EventCutter::default())?;
            Ok(EventStream::new(pieces, events::text, done))
        })
    }

    /// Sends the request; the response is read as a JSON value a line.
    pub fn json_lines<T: DeserializeOwned>(self) -> ResponseFuture<JsonLines<T>> {
        self.stream(false, |received| {
            pieces(received, LineCutter::default()).map(JsonLines::new)
        })
    }

    fn stream<T>(mut self, is_events: bool, decode: Decode<T>) -> ResponseFuture<T> {
        if is_events {
            self.accept(EVENT_STREAM);
        }
        ResponseFuture::new(self.core().clone(), Box::pin(open(self, is_events)), decode)
    }
}

const EVENT_STREAM: &str = "text/event-stream";

/// Sends a request and gives the response with its body still to be read; whole where it is not the event stream that is asked
/// for, since then it says why.
pub(crate) async fn open(request: Request, is_events: bool) -> Result<Received, Error> {
    let reconnect = is_events.then(|| Reconnect::of(&request)).flatten();
    let opened = call::open(Box::new(request)).await?;
    let mut received = opened.head();
    let media_type = received.media_type().unwrap_or_default();
    if is_events && !media_type.is_empty() && media_type != EVENT_STREAM {
        return opened.receive().await;
    }
    let mut stream = ByteStream::new(opened);
    stream.reconnect = reconnect;
    received.stream = Some(stream);
    Ok(received)
}

pub(crate) fn whole_stream(received: &mut Received) -> Result<ByteStream, Mismatch> {
    received.stream.take().ok_or_else(|| {
        Mismatch::new(format!(
            "expected {EVENT_STREAM}, received {}",
            received.content_type().escape_debug()
        ))
    })
}

fn pieces<C: Cut>(received: &mut Received, cut: C) -> Result<Pieces<C>, Mismatch> {
    Ok(Pieces::new(whole_stream(received)?, received, cut))
}

fn event_stream<T>(
    received: &mut Received,
    decode: DecodeEvent<T>,
) -> Result<EventStream<T>, Mismatch> {
    let done = received.stream_core().and_then(Core::event_stream_end);
    let done = done.or(Some(DONE)).filter(|done| !done.is_empty());
    let pieces = pieces(received, EventCutter::default())?;
    Ok(EventStream::new(pieces, decode, done))
}

type Reading = BoxFuture<'static, (Box<Opened>, Result<Option<Bytes>, Error>)>;

/// The body of a response, chunk by chunk as it comes.
///
/// Nothing is read before it is asked for: memory holds one chunk, and a server that is faster has to wait. It ends after the
/// first error. Dropping it ends the call.
///
/// ```text
/// let mut body = client.download_file("f-1").stream_bytes().await?.into_inner();
/// while let Some(chunk) = body.next().await {
///     file.write_all(&chunk?)?;
/// }
/// ```
pub struct ByteStream {
    /// Never locked: what is being read cannot be shared between threads, and responses can.
    state: Mutex<State>,
    pub(crate) core: Core,
    /// What goes on behind its end, where events do.
    reconnect: Option<Box<Reconnect>>,
}

enum State {
    Waiting(Box<Opened>),
    Reading(Reading),
    Ended,
}

impl ByteStream {
    pub(crate) fn new(opened: Opened) -> Self {
        Self {
            core: opened.call.core.clone(),
            state: Mutex::new(State::Waiting(Box::new(opened))),
            reconnect: None,
        }
    }

    fn state(&mut self) -> &mut State {
        self.state.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next octets, `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// Where the connection breaks off, and where time runs out.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The rest of the body, in one piece.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next).
    pub async fn collect(mut self) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        while let Some(chunk) = self.next().await {
            body.extend_from_slice(&chunk?);
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
                State::Waiting(mut opened) => {
                    *state = State::Reading(Box::pin(async move {
                        let chunk = opened.chunk().await;
                        (opened, chunk)
                    }));
                }
                State::Reading(mut reading) => {
                    let Poll::Ready((opened, chunk)) = reading.as_mut().poll(context) else {
                        *state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    let chunk = chunk.transpose();
                    if matches!(chunk, Some(Ok(_))) {
                        *state = State::Waiting(opened);
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

/// The most octets that one value of a stream may take.
pub(crate) const MAX_VALUE: usize = 16 * 1024 * 1024;

/// What cuts the octets of a body into pieces that each hold a value.
pub(crate) trait Cut {
    /// What a piece is.
    type Piece;

    /// Takes octets, up to the end of the first piece that they complete.
    fn cut(&mut self, octets: &mut Bytes) -> Option<Self::Piece>;

    /// What is left where the body ends.
    fn end(&mut self) -> Option<Self::Piece>;

    /// How many octets wait for the end of their piece.
    fn waiting(&self) -> usize;
}

/// The pieces of a body, as they come.
pub(crate) struct Pieces<C> {
    bytes: ByteStream,
    /// What came and is not cut yet.
    chunk: Bytes,
    pub(crate) cut: C,
    /// The response without its body, to tell where a value does not fit.
    head: Received,
    is_ended: bool,
}

impl<C: Cut> Pieces<C> {
    fn new(bytes: ByteStream, received: &Received, cut: C) -> Self {
        Self {
            bytes,
            chunk: Bytes::new(),
            cut,
            head: received.copy(),
            is_ended: false,
        }
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<C::Piece, Error>>> {
        while !self.is_ended {
            if let Some(piece) = self.cut.cut(&mut self.chunk) {
                return Poll::Ready(Some(Ok(piece)));
            }
            if self.cut.waiting() > MAX_VALUE {
                self.stop();
                let message = format!("a value of the stream is larger than {MAX_VALUE} bytes");
                let error = self.misfit(Vec::new(), Mismatch::new(message));
                return Poll::Ready(Some(Err(error)));
            }
            match ready!(Pin::new(&mut self.bytes).poll_next(context)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => {
                    self.stop();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.stop();
                    return Poll::Ready(self.cut.end().map(Ok));
                }
            }
        }
        Poll::Ready(None)
    }

    /// What asks for the rest behind the end, where that is wanted.
    pub(crate) fn take_reconnect(&mut self) -> Option<Box<Reconnect>> {
        self.bytes.reconnect.take()
    }

    /// Goes on with another body.
    pub(crate) fn go_on(&mut self, bytes: ByteStream) {
        self.bytes = bytes;
        self.chunk = Bytes::new();
        self.is_ended = false;
    }

    /// Ends the call.
    pub(crate) fn stop(&mut self) {
        *self.bytes.state() = State::Ended;
        self.is_ended = true;
    }

    /// The error for a piece that does not hold what it should.
    pub(crate) fn misfit(&self, piece: Vec<u8>, mismatch: Mismatch) -> Error {
        let mut received = self.head.copy();
        received.body = piece;
        let secrets = &self.bytes.core.credentials().secrets;
        DecodeError::new(received, mismatch, secrets).into()
    }
}
