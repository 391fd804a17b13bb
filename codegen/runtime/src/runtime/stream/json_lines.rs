//! Bodies with a sequence of JSON values: JSON Lines, NDJSON, and JSON text sequences (RFC 7464).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::runtime::body::decode;
use crate::runtime::error::Error;
use crate::runtime::error::json::JsonError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::stream::framed::Framed;
use crate::runtime::stream::value_decoder::{JsonText, ValueDecoder};

/// The error of a text of a sequence that ends without a line end.
const TRUNCATED: &str = "a value without a line end may be truncated";

/// The JSON values of a response as a stream: one per line, or the texts of a sequence (`application/json-seq`), which may have
/// several lines.
///
/// If a value cannot be decoded, the error is returned and the next value can be read. Any other error ends the stream. A value of
/// more than 16 MiB is an error. Dropping the stream ends the call.
///
/// ```text
/// let mut values = client.export_jobs().stream_lines().await?.into_inner();
/// while let Some(value) = values.next().await {
///     println!("{:?}", value?);
/// }
/// ```
pub struct JsonLines<T> {
    frames: Framed<ValueDecoder>,
    decode: fn(&[u8]) -> Result<T, JsonError>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(frames: Framed<ValueDecoder>) -> Self {
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
    /// If the connection is lost, if a time limit is reached, or if a value is not of its declared type.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.frames.poll(context)) {
            Some(Ok(JsonText {
                text,
                may_be_truncated,
            })) => {
                let value = match (self.decode)(&text) {
                    _ if may_be_truncated => Err(BodyMismatchError::new(TRUNCATED.to_owned())),
                    decoded => decoded.map_err(BodyMismatchError::from),
                };
                Some(value.map_err(|mismatch| self.frames.decode_error(text, mismatch)))
            }
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
