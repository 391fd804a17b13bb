//! The methods of requests that return streams.

use serde::de::DeserializeOwned;

use crate::runtime::body::decode::check_coding;
use crate::runtime::call::core::Core;
use crate::runtime::call::request::Request;
use crate::runtime::call::response_future::{DecodeStream, Received, ResponseFuture};
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::stream::byte_stream::ByteStream;
use crate::runtime::stream::events::{self, DecodeEvent, EventStream};
use crate::runtime::stream::framed::{Decoder, Framed};
use crate::runtime::stream::json_lines::{JsonLines, LineDecoder};
use crate::runtime::stream::open::{EVENT_STREAM, open, take_stream};
use crate::runtime::stream::sse::SseDecoder;

/// The data of the last event of a stream of JSON, unless the API defines another one. It is not JSON itself.
const DONE: &str = "[DONE]";

impl Request {
    /// Sends the request and returns the response body as a stream of bytes.
    pub fn stream_bytes(self) -> ResponseFuture<ByteStream> {
        self.stream(false, take_stream)
    }

    /// Sends the request and returns the response as a stream of events with JSON data.
    pub fn json_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| event_stream(received, events::json))
    }

    /// Sends the request and returns the response as a stream of events that are decoded as objects with the members `event`,
    /// `data` and `id`.
    pub fn whole_events<T: DeserializeOwned>(self) -> ResponseFuture<EventStream<T>> {
        self.stream(true, |received| event_stream(received, events::whole))
    }

    /// Sends the request and returns the response as a stream of events with text data.
    pub fn text_events(self) -> ResponseFuture<EventStream<String>> {
        self.stream(true, |received| {
            let done = stream_core(received).and_then(Core::event_stream_end);
            let frames = framed(received, SseDecoder::default())?;
            Ok(EventStream::new(frames, events::text, done))
        })
    }

    /// Sends the request and returns the JSON values of the response, one per line, as a stream.
    pub fn json_lines<T: DeserializeOwned>(self) -> ResponseFuture<JsonLines<T>> {
        self.stream(false, |received| {
            framed(received, LineDecoder::default()).map(JsonLines::new)
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

/// Returns the state that all calls of the client share, if the response is a stream.
fn stream_core(received: &Received) -> Option<&Core> {
    Some(&received.stream.as_ref()?.core)
}

fn framed<D: Decoder>(received: &mut Received, decoder: D) -> Result<Framed<D>, BodyMismatchError> {
    check_coding(&received.response)?;
    let stream = take_stream(received)?;
    Ok(Framed::new(stream, &received.response, decoder))
}

fn event_stream<T>(
    received: &mut Received,
    decode: DecodeEvent<T>,
) -> Result<EventStream<T>, BodyMismatchError> {
    let done = stream_core(received).and_then(Core::event_stream_end);
    let done = done.or(Some(DONE)).filter(|done| !done.is_empty());
    let frames = framed(received, SseDecoder::default())?;
    Ok(EventStream::new(frames, decode, done))
}
