//! Decoding server-sent events (WHATWG HTML, section 9.2.6 "Interpreting an event stream").

use std::time::Duration;

use bytes::{Buf, Bytes};

use crate::runtime::stream::framed::Decoder;

/// The type of an event that has none.
pub(crate) const DEFAULT_EVENT: &str = "message";

/// An event of an event stream.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event. Default: `message`.
    pub event: String,
    /// The last event ID, from this event or an earlier one. It identifies the position in the stream.
    pub id: Option<String>,
    /// The wait before reconnecting that this event requests.
    pub retry: Option<Duration>,
    /// The data.
    pub data: T,
}

/// Splits a body into events.
#[derive(Default)]
pub(crate) struct SseDecoder {
    /// The incomplete current line.
    line: Vec<u8>,
    /// `true` if the previous line ended with a carriage return, so that a line feed belongs to it.
    after_return: bool,
    /// `true` if the first line was read.
    is_started: bool,
    event: String,
    data: String,
    has_data: bool,
    /// The value of the last `id` field, which applies when its event is complete.
    next_id: String,
    pub(crate) id: String,
    own_retry: Option<Duration>,
    pub(crate) retry: Option<Duration>,
}

impl Decoder for SseDecoder {
    type Frame = Event<String>;

    fn decode(&mut self, bytes: &mut Bytes) -> Option<Event<String>> {
        while !bytes.is_empty() {
            if std::mem::take(&mut self.after_return) && bytes[0] == b'\n' {
                bytes.advance(1);
                continue;
            }
            let end = bytes
                .iter()
                .position(|&byte| byte == b'\n' || byte == b'\r');
            let Some(end) = end else {
                self.line.extend_from_slice(bytes);
                bytes.clear();
                return None;
            };
            self.line.extend_from_slice(&bytes[..end]);
            self.after_return = bytes[end] == b'\r';
            bytes.advance(end + 1);
            let line = std::mem::take(&mut self.line);
            let event = self.take_line(&line);
            // Its buffer is reused.
            self.line = line;
            self.line.clear();
            if event.is_some() {
                return event;
            }
        }
        None
    }

    fn end(&mut self) -> Option<Event<String>> {
        // An event without an empty line at its end is incomplete.
        None
    }

    fn buffered(&self) -> usize {
        self.line.len() + self.event.len() + self.data.len() + self.next_id.len()
    }
}

impl SseDecoder {
    /// Discards an incomplete event, before another body of the same stream is decoded.
    pub(crate) fn restart(&mut self) {
        *self = Self {
            next_id: self.id.clone(),
            id: std::mem::take(&mut self.id),
            retry: self.retry,
            ..Self::default()
        };
    }

    fn take_line(&mut self, line: &[u8]) -> Option<Event<String>> {
        let line = match line.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) if !self.is_started => rest,
            _ => line,
        };
        self.is_started = true;
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        // A comment is a field with an empty name, which is ignored.
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
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
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
                DEFAULT_EVENT.to_owned()
            } else {
                event
            },
            id: Some(self.id.clone()).filter(|id| !id.is_empty()),
            retry,
            data,
        })
    }
}
