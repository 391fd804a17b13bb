//! A stream of items in memory.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

/// A stream that yields its items in order.
pub(super) struct Chunks<E = Infallible>(std::vec::IntoIter<Result<Vec<u8>, E>>);

impl Chunks {
    pub(super) fn of(chunks: &[&str]) -> Self {
        let chunks = chunks.iter().map(|chunk| Ok(chunk.as_bytes().to_vec()));
        Self(chunks.collect::<Vec<_>>().into_iter())
    }
}

impl<E> Chunks<E> {
    pub(super) fn with(chunks: Vec<Result<Vec<u8>, E>>) -> Self {
        Self(chunks.into_iter())
    }
}

impl<E> Stream for Chunks<E> {
    type Item = Result<Vec<u8>, E>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

impl<E> Unpin for Chunks<E> {}
