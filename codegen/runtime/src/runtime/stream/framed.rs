//! Streams of values: response bodies that are split into frames.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::call::request::Request;
use crate::runtime::error::Error;
use crate::runtime::error::decode::DecodeError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::stream::byte_stream::ByteStream;

/// The maximum size of one value of a stream, in bytes.
pub(crate) const MAX_VALUE: usize = 16 * 1024 * 1024;

/// Splits the bytes of a body into frames that each contain one value.
pub(crate) trait Decoder {
    /// The type of a frame.
    type Frame;

    /// Consumes bytes up to the end of the first complete frame, which is returned.
    fn decode(&mut self, bytes: &mut Bytes) -> Option<Self::Frame>;

    /// Returns the last frame at the end of the body.
    fn end(&mut self) -> Option<Self::Frame>;

    /// Returns the number of buffered bytes of an incomplete frame.
    fn buffered(&self) -> usize;
}

/// The frames of a body.
pub(crate) struct Framed<D> {
    bytes: ByteStream,
    /// The bytes that were received and not decoded yet.
    chunk: Bytes,
    pub(crate) decoder: D,
    /// The response without its body, for errors.
    head: RawResponse,
    is_ended: bool,
}

impl<D: Decoder> Framed<D> {
    pub(crate) fn new(bytes: ByteStream, head: &RawResponse, decoder: D) -> Self {
        Self {
            bytes,
            chunk: Bytes::new(),
            decoder,
            head: head.copy(),
            is_ended: false,
        }
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<D::Frame, Error>>> {
        while !self.is_ended {
            if let Some(frame) = self.decoder.decode(&mut self.chunk) {
                return Poll::Ready(Some(Ok(frame)));
            }
            if self.decoder.buffered() > MAX_VALUE {
                self.stop();
                let message = format!("a value of the stream is larger than {MAX_VALUE} bytes");
                let error = self.decode_error(Vec::new(), BodyMismatchError::new(message));
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
                    return Poll::Ready(self.decoder.end().map(Ok));
                }
            }
        }
        Poll::Ready(None)
    }

    /// Takes the request to repeat if the connection is lost.
    pub(crate) fn take_repeat(&mut self) -> Option<Box<Request>> {
        self.bytes.repeat.take()
    }

    /// Continues with another body.
    pub(crate) fn resume(&mut self, bytes: ByteStream) {
        self.bytes = bytes;
        self.chunk = Bytes::new();
        self.is_ended = false;
    }

    /// Ends the call.
    pub(crate) fn stop(&mut self) {
        self.bytes.close();
        self.is_ended = true;
    }

    /// Returns the error for a frame that is not of the declared type.
    pub(crate) fn decode_error(&self, frame: Vec<u8>, mismatch: BodyMismatchError) -> Error {
        let mut response = self.head.copy();
        response.body = frame;
        let secrets = &self.bytes.core.credentials().secrets;
        DecodeError::new(response, mismatch, secrets).into()
    }
}
