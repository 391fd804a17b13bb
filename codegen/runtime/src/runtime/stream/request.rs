//! The methods of requests that return streams.

use serde::de::DeserializeOwned;

use crate::runtime::body::decode::check_coding;
use crate::runtime::call::request::Request;
use crate::runtime::call::response_future::{DecodeStream, Received, ResponseFuture};
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::stream::byte_stream::ByteStream;
use crate::runtime::stream::event_form::{self, DescribedEvents, EventForm, TextForm};
use crate::runtime::stream::events::{self, DecodeEvent, EventStream, IsLast};
use crate::runtime::stream::framed::{Decoder, Framed};
use crate::runtime::stream::json_lines::JsonLines;
use crate::runtime::stream::open::{EVENT_STREAM, open, take_stream};
use crate::runtime::stream::sse::{Event, SseDecoder};
use crate::runtime::stream::value_decoder::ValueDecoder;

/// The data of the last event of a stream of JSON, unless the API defines another one. It is not JSON itself.
const DONE: &str = "[DONE]";

impl Request {
    /// Sends the request and returns the response body as a stream of bytes.
    pub fn stream_bytes(self) -> ResponseFuture<ByteStream> {
        self.stream(false, take_stream)
    }

    /// Sends the request and returns the response as a stream of events with JSON data.
    pub fn json_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| {
            event_stream(received, events::json, is_done)
        })
    }

    /// Sends the request and returns the response as a stream of events that are decoded as objects with the members `event`,
    /// `data`, `id` and `retry`.
    pub fn whole_events<T: DeserializeOwned, D: DescribedEvents>(
        self,
    ) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| {
            event_stream(received, event_form::whole::<T, D>, |event| {
                EventForm::of::<D>(event).data != TextForm::Text && is_done(event)
            })
        })
    }

    /// Sends the request and returns the response as a stream of events with text data.
    pub fn text_events(self) -> ResponseFuture<EventStream<String>> {
        self.stream(true, |received| {
            event_stream(received, events::text, |_| false)
        })
    }

    /// Sends the request and returns the response as a stream of events whose data is a string of a certain form.
    pub fn string_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| {
            event_stream(received, events::string, |_| false)
        })
    }

    /// Sends the request and returns the response as a stream of events whose data is JSON or a string.
    pub fn json_or_string_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| {
            event_stream(received, events::json_or_string, is_done)
        })
    }

    /// Sends the request and returns the JSON values of the response as a stream.
    pub fn json_lines<T: DeserializeOwned>(self) -> ResponseFuture<JsonLines<T>> {
        self.stream(false, |received| {
            let decoder = ValueDecoder::of(&received.response);
            framed(received, decoder).map(JsonLines::new)
        })
    }

    fn stream<T>(mut self, is_events: bool, decode: DecodeStream<T>) -> ResponseFuture<T> {
        if is_events {
            self.accept(EVENT_STREAM);
        }
        let core = self.core().clone();
        ResponseFuture::streaming(core, Box::pin(open(self, is_events)), decode)
    }
}

fn framed<D: Decoder>(received: &mut Received, decoder: D) -> Result<Framed<D>, BodyMismatchError> {
    check_coding(&received.response)?;
    let stream = take_stream(received)?;
    Ok(Framed::new(stream, &received.response, decoder))
}

fn event_stream<T>(
    received: &mut Received,
    decode: DecodeEvent<T>,
    is_last: IsLast,
) -> Result<EventStream<T>, BodyMismatchError> {
    let stream = received.stream.as_ref();
    let done = stream.and_then(|stream| stream.core.event_stream_end());
    let frames = framed(received, SseDecoder::default())?;
    Ok(EventStream::new(frames, decode, done, is_last))
}

/// Returns `true` for the last event of many streams of JSON.
fn is_done(event: &Event<String>) -> bool {
    event.data.trim() == DONE
}
