//! Event streams (WHATWG HTML, section 9.2 "Server-sent events").

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::body::decode;
use crate::runtime::error::Error;
use crate::runtime::error::json::JsonError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::stream::framed::Framed;
use crate::runtime::stream::reconnect::Reconnect;
use crate::runtime::stream::sse::{DEFAULT_EVENT, Event, SseDecoder};

/// Decodes the data of an event.
pub(crate) type DecodeEvent<T> = fn(&Event<String>) -> Result<T, JsonError>;

/// Returns `true` if an event is the last one of its stream.
pub(crate) type IsLast = fn(&Event<String>) -> bool;

/// The events of a response as a stream.
///
/// If an event cannot be decoded, the error is returned and the next event can be read. Any other error ends the stream. An
/// event of more than 16 MiB, with its ID, is an error. Dropping the stream ends the call.
///
/// ```text
/// let mut events = client.watch_jobs().stream_events().await?;
/// while let Some(event) = events.next().await {
///     println!("{:?}", event?.data);
/// }
/// ```
pub struct EventStream<T> {
    frames: Framed<SseDecoder>,
    decode: DecodeEvent<T>,
    /// The data of the last event, if the API defines it.
    done: Option<&'static str>,
    /// Recognizes the last event, unless the API defines it.
    is_last: IsLast,
    reconnect: Option<Box<Reconnect>>,
}

impl<T> EventStream<T> {
    pub(crate) fn new(
        mut frames: Framed<SseDecoder>,
        decode: DecodeEvent<T>,
        done: Option<&'static str>,
        is_last: IsLast,
    ) -> Self {
        let reconnect = frames.take_repeat().map(Reconnect::new);
        Self {
            frames,
            decode,
            done,
            is_last,
            reconnect,
        }
    }

    /// Returns the next event, reconnecting if necessary.
    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<String>, Error>>> {
        loop {
            if let Some(reconnect) = &mut self.reconnect {
                match ready!(reconnect.poll(context)) {
                    Some(Ok(Some(bytes))) => {
                        self.frames.decoder.restart();
                        self.frames.resume(bytes);
                    }
                    Some(ended) => {
                        self.reconnect = None;
                        return Poll::Ready(ended.err().map(Err));
                    }
                    None => {}
                }
            }
            let event = ready!(self.frames.poll(context));
            let Some(reconnect) = &mut self.reconnect else {
                return Poll::Ready(event);
            };
            let error = match &event {
                Some(Ok(_)) => {
                    reconnect.succeed();
                    return Poll::Ready(event);
                }
                Some(Err(error)) => Some(error),
                None => None,
            };
            let decoder = &self.frames.decoder;
            let last_id = Some(decoder.id.as_str()).filter(|id| !id.is_empty());
            if !reconnect.start(error, decoder.retry, last_id) {
                self.reconnect = None;
                return Poll::Ready(event);
            }
        }
    }

    /// Returns the next event, or `None` at the end of the stream.
    ///
    /// # Errors
    ///
    /// If the connection is lost, if a time limit is reached, or if an event is not of its declared type.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the last event ID that the server sent, also in an event without data. Send it as `Last-Event-ID` to resume.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        let id = self.frames.decoder.id.as_str();
        Some(id).filter(|id| !id.is_empty())
    }

    /// Returns the wait before reconnecting that the server requested.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.frames.decoder.retry
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = match ready!(self.poll_event(context)) {
            Some(Ok(event)) => event,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let is_last = match self.done {
            Some("") => false,
            Some(done) => event.data.trim() == done,
            None => (self.is_last)(&event),
        };
        if is_last {
            self.reconnect = None;
            self.frames.stop();
            return Poll::Ready(None);
        }
        Poll::Ready(Some(match (self.decode)(&event) {
            Ok(data) => Ok(Event {
                event: event.event,
                id: event.id,
                retry: event.retry,
                data,
            }),
            Err(error) => {
                let mismatch = match event.event.as_str() {
                    DEFAULT_EVENT => error.into(),
                    name => BodyMismatchError::from(error).of_event(name),
                };
                Err(self.frames.decode_error(event.data.into_bytes(), mismatch))
            }
        }))
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("last_event_id", &self.last_event_id())
            .finish_non_exhaustive()
    }
}

/// Decodes the data as JSON.
pub(crate) fn json<T: DeserializeOwned>(event: &Event<String>) -> Result<T, JsonError> {
    decode::parse(event.data.as_bytes())
}

/// Returns the data unchanged.
pub(crate) fn text(event: &Event<String>) -> Result<String, JsonError> {
    Ok(event.data.clone())
}

/// Decodes the data as a string.
pub(crate) fn string<T: DeserializeOwned>(event: &Event<String>) -> Result<T, JsonError> {
    T::deserialize(Value::from(event.data.as_str())).map_err(|error| JsonError {
        path: "$".to_owned(),
        message: error.to_string(),
    })
}

/// Decodes the data as JSON, or as a string if that fails.
pub(crate) fn json_or_string<T: DeserializeOwned>(event: &Event<String>) -> Result<T, JsonError> {
    json(event).or_else(|error| string(event).map_err(|_| error))
}
