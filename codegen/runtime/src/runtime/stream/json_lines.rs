//! Bodies with one JSON value per line: JSON Lines, NDJSON, and JSON text sequences (RFC 7464).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::runtime::body::decode;
use crate::runtime::error::Error;
use crate::runtime::error::json::JsonError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::stream::framed::{Decoder, Framed};

/// The JSON values of a response, one per line, as a stream.
///
/// If a line cannot be decoded, the error is returned and the next line can be read. Any other error ends the stream. A line of
/// more than 16 MiB is an error. Dropping the stream ends the call.
///
/// ```text
/// let mut values = client.export_jobs().stream_lines().await?.into_inner();
/// while let Some(value) = values.next().await {
///     println!("{:?}", value?);
/// }
/// ```
pub struct JsonLines<T> {
    frames: Framed<LineDecoder>,
    decode: fn(&[u8]) -> Result<T, JsonError>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(frames: Framed<LineDecoder>) -> Self {
        Self {
            frames,
            decode: decode::parse,
        }
    }
}

impl<T> JsonLines<T> {
    /// Returns the next value, or `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// If the connection is lost, if a time limit is reached, or if a line is not of its declared type.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.frames.poll(context)) {
            Some(Ok(line)) => Some((self.decode)(&line).map_err(|error| {
                let mismatch = BodyMismatchError::from(error);
                self.frames.decode_error(line, mismatch)
            })),
            Some(Err(error)) => Some(Err(error)),
            None => None,
        })
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").finish_non_exhaustive()
    }
}

/// Splits a body into lines that are not empty.
#[derive(Default)]
pub(crate) struct LineDecoder {
    line: Vec<u8>,
}

impl Decoder for LineDecoder {
    type Frame = Vec<u8>;

    fn decode(&mut self, bytes: &mut Bytes) -> Option<Vec<u8>> {
        loop {
            let Some(end) = bytes.iter().position(|&byte| byte == b'\n') else {
                self.line.extend_from_slice(bytes);
                bytes.clear();
                return None;
            };
            self.line.extend_from_slice(&bytes[..end]);
            bytes.advance(end + 1);
            if let Some(line) = self.end() {
                return Some(line);
            }
        }
    }

    fn end(&mut self) -> Option<Vec<u8>> {
        let line = std::mem::take(&mut self.line);
        // RFC 7464: a record separator precedes each text of a sequence.
        let value = line.strip_prefix(b"\x1e").unwrap_or(&line).trim_ascii();
        (!value.is_empty()).then(|| value.to_vec())
    }

    fn buffered(&self) -> usize {
        self.line.len()
    }
}
