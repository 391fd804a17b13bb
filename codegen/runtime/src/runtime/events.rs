//! Event streams (WHATWG HTML, section 9.2 "Server-sent events").

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use futures_core::Stream;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body;
use super::body_error::{JsonError, Mismatch};
use super::error::Error;
use super::json_path;
use super::reconnect::Reconnect;
use super::stream::{Cut, Pieces};

/// An event of an event stream.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is; `message` where the server does not say.
    pub event: String,
    /// The last id that the server gave: in this event or in one before. It says where to go on.
    pub id: Option<String>,
    /// How long the server asks to wait before a connection that broke off is made again, where this event says so.
    pub retry: Option<Duration>,
    /// What it holds.
    pub data: T,
}

/// How the data of an event becomes a value.
pub(crate) type DecodeEvent<T> = fn(&Event<String>) -> Result<T, JsonError>;

/// The events of a response, as they come.
///
/// An event that does not fit is an error, after which the next one can be read; any other error is the end. Dropping it ends
/// the call. An event of more than 16 MiB is refused.
///
/// ```text
/// let mut events = client.watch_jobs().stream_events().await?.into_inner();
/// while let Some(event) = events.next().await {
///     println!("{:?}", event?.data);
/// }
/// ```
pub struct EventStream<T> {
    pieces: Pieces<EventCutter>,
    decode: DecodeEvent<T>,
    /// The data of the event that says that no other comes.
    done: Option<&'static str>,
    reconnect: Option<Box<Reconnect>>,
}

impl<T> EventStream<T> {
    pub(crate) fn new(
        mut pieces: Pieces<EventCutter>,
        decode: DecodeEvent<T>,
        done: Option<&'static str>,
    ) -> Self {
        let reconnect = pieces.take_reconnect();
        Self {
            pieces,
            decode,
            done,
            reconnect,
        }
    }

    /// The next event, from as many connections as it takes.
    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<String>, Error>>> {
        loop {
            if let Some(reconnect) = &mut self.reconnect {
                match ready!(reconnect.poll(context)) {
                    Some(Ok(Some(bytes))) => {
                        self.pieces.cut.begin_again();
                        self.pieces.go_on(bytes);
                    }
                    Some(ended) => {
                        self.reconnect = None;
                        return Poll::Ready(ended.err().map(Err));
                    }
                    None => {}
                }
            }
            let event = ready!(self.pieces.poll(context));
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
            let cut = &self.pieces.cut;
            let last_id = Some(cut.id.as_str()).filter(|id| !id.is_empty());
            if !reconnect.start(error, cut.retry, last_id) {
                self.reconnect = None;
                return Poll::Ready(event);
            }
        }
    }

    /// The next event, `None` at the end of the stream.
    ///
    /// # Errors
    ///
    /// Where the connection breaks off, where time runs out, and where an event does not hold what it is declared to.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The last id that the server gave, also in an event without data: where to go on with `Last-Event-ID`.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        let id = self.pieces.cut.id.as_str();
        Some(id).filter(|id| !id.is_empty())
    }

    /// How long the server asked to wait before a connection that broke off is made again.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.pieces.cut.retry
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
        if self.done.is_some_and(|done| event.data.trim() == done) {
            self.reconnect = None;
            self.pieces.stop();
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
                let mismatch = Mismatch::from(error);
                Err(self.pieces.misfit(event.data.into_bytes(), mismatch))
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

/// The data as JSON.
pub(crate) fn json<T: DeserializeOwned>(event: &Event<String>) -> Result<T, JsonError> {
    body::parse(event.data.as_bytes())
}

/// The data as it came.
pub(crate) fn text(event: &Event<String>) -> Result<String, JsonError> {
    Ok(event.data.clone())
}

/// The event as an object with the members `event`, `data` and `id`, as documents describe it; the data as JSON where the
/// object does not fit.
pub(crate) fn whole<T: DeserializeOwned>(event: &Event<String>) -> Result<T, JsonError> {
    let data = serde_json::from_str(&event.data);
    let mut object = serde_json::Map::new();
    object.insert("event".to_owned(), Value::from(event.event.as_str()));
    if let Some(id) = &event.id {
        object.insert("id".to_owned(), Value::from(id.as_str()));
    }
    object.insert(
        "data".to_owned(),
        data.unwrap_or_else(|_| Value::from(event.data.as_str())),
    );
    let text = Value::Object(object).to_string();
    serde_json::from_str(&text).or_else(|error| {
        let why = json_path::locate(text.as_bytes(), &error);
        json(event).map_err(|_| why)
    })
}

/// Cuts a stream into events.
#[derive(Default)]
pub(crate) struct EventCutter {
    /// The beginning of a line.
    line: Vec<u8>,
    /// Whether the line before ended with a carriage return, so that a line feed belongs to that end.
    after_return: bool,
    /// Whether the first line has been read.
    is_begun: bool,
    event: String,
    data: String,
    has_data: bool,
    /// What the field `id` said last; it counts when its event has come whole.
    next_id: String,
    id: String,
    own_retry: Option<Duration>,
    retry: Option<Duration>,
}

impl Cut for EventCutter {
    type Piece = Event<String>;

    fn cut(&mut self, octets: &mut Bytes) -> Option<Event<String>> {
        while !octets.is_empty() {
            if std::mem::take(&mut self.after_return) && octets[0] == b'\n' {
                octets.advance(1);
                continue;
            }
            let end = octets
                .iter()
                .position(|&octet| octet == b'\n' || octet == b'\r');
            let Some(end) = end else {
                self.line.extend_from_slice(octets);
                octets.clear();
                return None;
            };
            self.line.extend_from_slice(&octets[..end]);
            self.after_return = octets[end] == b'\r';
            octets.advance(end + 1);
            let line = std::mem::take(&mut self.line);
            let event = self.take_line(&line);
            // Its room is used again.
            self.line = line;
            self.line.clear();
            if event.is_some() {
                return event;
            }
        }
        None
    }

    fn end(&mut self) -> Option<Event<String>> {
        // An event that is not ended by an empty line did not come whole.
        None
    }

    fn waiting(&self) -> usize {
        self.line.len() + self.data.len()
    }
}

impl EventCutter {
    /// Leaves what did not come whole, for another body of the same stream.
    pub(crate) fn begin_again(&mut self) {
        *self = Self {
            next_id: self.id.clone(),
            id: std::mem::take(&mut self.id),
            retry: self.retry,
            ..Self::default()
        };
    }

    fn take_line(&mut self, line: &[u8]) -> Option<Event<String>> {
        let line = match line.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) if !self.is_begun => rest,
            _ => line,
        };
        self.is_begun = true;
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        // A comment is a field without a name, which is none of these.
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.next_id),
            "retry" if !value.is_empty() && value.bytes().all(|octet| octet.is_ascii_digit()) => {
                let retry = value.parse().ok().map(Duration::from_millis);
                self.own_retry = retry;
                self.retry = retry.or(self.retry);
            }
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Event<String>> {
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        let retry = self.own_retry.take();
        self.next_id.clone_into(&mut self.id);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        Some(Event {
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            id: Some(self.id.clone()).filter(|id| !id.is_empty()),
            retry,
            data,
        })
    }
}
