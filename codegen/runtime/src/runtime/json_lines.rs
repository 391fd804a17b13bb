//! Bodies of which each line is a JSON value: JSON lines, ndjson, and JSON text sequences (RFC 7464).

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::body;
use super::body_error::{JsonError, Mismatch};
use super::error::Error;
use super::stream::{Cut, Pieces};

/// The values of a response with a JSON value a line, as they come.
///
/// A line that does not fit is an error, after which the next one can be read; any other error is the end. Dropping it ends the
/// call. A line of more than 16 MiB is refused.
///
/// ```text
/// let mut values = client.export_jobs().stream_lines().await?.into_inner();
/// while let Some(value) = values.next().await {
///     println!("{:?}", value?);
/// }
/// ```
pub struct JsonLines<T> {
    pieces: Pieces<LineCutter>,
    decode: fn(&[u8]) -> Result<T, JsonError>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(pieces: Pieces<LineCutter>) -> Self {
        Self {
            pieces,
            decode: body::parse,
        }
    }
}

impl<T> JsonLines<T> {
    /// The next value, `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// Where the connection breaks off, where time runs out, and where a line does not hold what it is declared to.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.pieces.poll(context)) {
            Some(Ok(line)) => Some((self.decode)(&line).map_err(|error| {
                let mismatch = Mismatch::from(error);
                self.pieces.misfit(line, mismatch)
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

/// Cuts a body into lines that hold something.
#[derive(Default)]
pub(crate) struct LineCutter {
    line: Vec<u8>,
}

impl Cut for LineCutter {
    type Piece = Vec<u8>;

    fn cut(&mut self, octets: &mut Bytes) -> Option<Vec<u8>> {
        loop {
            let Some(end) = octets.iter().position(|&octet| octet == b'\n') else {
                self.line.extend_from_slice(octets);
                octets.clear();
                return None;
            };
            self.line.extend_from_slice(&octets[..end]);
            octets.advance(end + 1);
            if let Some(line) = self.end() {
                return Some(line);
            }
        }
    }

    fn end(&mut self) -> Option<Vec<u8>> {
        let line = std::mem::take(&mut self.line);
        // A record separator stands before each text of a sequence.
        let value = line.strip_prefix(b"\x1e").unwrap_or(&line).trim_ascii();
        (!value.is_empty()).then(|| value.to_vec())
    }

    fn waiting(&self) -> usize {
        self.line.len()
    }
}
