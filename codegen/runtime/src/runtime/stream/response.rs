//! The methods of streams for responses whose body is a stream.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::error::Error;
use crate::runtime::http::response::Response;
use crate::runtime::stream::byte_stream::ByteStream;
use crate::runtime::stream::events::EventStream;
use crate::runtime::stream::json_lines::JsonLines;
use crate::runtime::stream::sse::Event;

impl<T> Response<EventStream<T>> {
    /// Returns the next event of the body: see [`EventStream::next`].
    ///
    /// # Errors
    ///
    /// As [`EventStream::next`].
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        self.body.next().await
    }
}

impl<T> Response<JsonLines<T>> {
    /// Returns the next value of the body: see [`JsonLines::next`].
    ///
    /// # Errors
    ///
    /// As [`JsonLines::next`].
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        self.body.next().await
    }
}

impl Response<ByteStream> {
    /// Returns the next chunk of the body: see [`ByteStream::next`].
    ///
    /// # Errors
    ///
    /// As [`ByteStream::next`].
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        self.body.next().await
    }

    /// Reads the rest of the body into memory: see [`ByteStream::collect`].
    ///
    /// # Errors
    ///
    /// As [`ByteStream::collect`].
    pub async fn collect(self) -> Result<Vec<u8>, Error> {
        self.body.collect().await
    }
}

impl<S: Stream + Unpin> Stream for Response<S> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
