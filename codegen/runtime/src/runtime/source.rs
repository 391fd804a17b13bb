//! Bodies from files and streams, read while they are sent.
//!
//! Files are read 64 KiB at a time, so that their size does not matter. They are read by tokio, which reqwest needs anyway, and
//! wrapped by `http-body`, which reqwest is made of: its feature `stream` would bring more crates, and would not let a stream of
//! known length say so.

use std::fmt;
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use super::BoxError;
use super::send_body::Piece;

/// How much of a file is read at once.
const CHUNK: usize = 64 * 1024;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;
type Opening = Pin<Box<dyn Future<Output = io::Result<File>> + Send>>;

/// What is not in memory.
#[derive(Clone)]
pub(crate) enum Source {
    Path(PathBuf),
    Stream(Arc<Once>),
}

/// A stream until it is sent.
pub(crate) struct Once {
    chunks: Mutex<Option<Chunks>>,
    length: Option<u64>,
}

impl Source {
    pub(crate) fn path(path: PathBuf) -> Self {
        Self::Path(path)
    }

    pub(crate) fn stream<S, B, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        let chunks: Chunks = Box::pin(Converted(Box::pin(stream)));
        Self::Stream(Arc::new(Once {
            chunks: Mutex::new(Some(chunks)),
            length,
        }))
    }

    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Path(path) => {
                let file = std::fs::metadata(path).ok()?;
                // What is no regular file, such as a pipe, says nothing of what will come.
                file.is_file().then_some(file.len())
            }
            Self::Stream(once) => once.length,
        }
    }

    pub(crate) fn is_replayable(&self) -> bool {
        matches!(self, Self::Path(_))
    }

    /// Why it cannot be sent, as far as that can be told beforehand.
    pub(crate) fn fault(&self) -> Option<String> {
        let Self::Path(path) = self else {
            return None;
        };
        let shown = path.display();
        match std::fs::metadata(path) {
            Ok(file) if file.is_dir() => Some(format!("{shown} is a folder")),
            Ok(_) => None,
            Err(error) => Some(format!("{shown} cannot be read: {error}")),
        }
    }

    /// What is sent for it; `None` where it was sent before.
    fn take(&self) -> Option<Current> {
        Some(match self {
            Self::Path(path) => Current::Path(path.clone()),
            Self::Stream(once) => {
                let chunks = once.chunks.lock();
                let chunks = chunks.unwrap_or_else(PoisonError::into_inner).take();
                Current::Stream(chunks?)
            }
        })
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Path(one), Self::Path(two)) => one == two,
            (Self::Stream(one), Self::Stream(two)) => Arc::ptr_eq(one, two),
            _ => false,
        }
    }
}

impl Eq for Source {}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => fmt::Debug::fmt(path, f),
            Self::Stream(_) => f.write_str("stream"),
        }
    }
}

/// What reqwest sends for pieces of so many octets in all; `None` where a stream among them was sent before.
pub(crate) fn open(pieces: &[Piece], length: Option<u64>) -> Option<reqwest::Body> {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Bytes(bytes) => Some(Current::Bytes(bytes.clone())),
        Piece::Source(source) => source.take(),
    });
    let pieces: Vec<_> = pieces.collect::<Option<_>>()?;
    Some(reqwest::Body::wrap(Sending(Mutex::new(State {
        waiting: pieces.into_iter(),
        current: None,
        left: length,
    }))))
}

/// A stream whose chunks and errors are made into what is sent.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map(Into::into).map_err(Into::into)))
    }
}

/// A body under way. The lock is never contended: it makes of streams what may be shared, as reqwest asks.
struct Sending(Mutex<State>);

struct State {
    waiting: std::vec::IntoIter<Current>,
    current: Option<Current>,
    left: Option<u64>,
}

/// A piece under way.
enum Current {
    Bytes(Bytes),
    Path(PathBuf),
    Opening(Opening),
    File(File),
    Stream(Chunks),
}

impl State {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let Some(current) = &mut self.current else {
                match self.waiting.next() {
                    Some(next) => self.current = Some(next),
                    None => return Poll::Ready(None),
                }
                continue;
            };
            let chunk = match current {
                Current::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    (!bytes.is_empty()).then_some(Ok(bytes))
                }
                Current::Path(path) => {
                    *current = Current::Opening(Box::pin(File::open(std::mem::take(path))));
                    continue;
                }
                Current::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(file) => {
                        *current = Current::File(file);
                        continue;
                    }
                    Err(error) => Some(Err(error.into())),
                },
                Current::File(file) => ready!(poll_read(file, context)),
                Current::Stream(chunks) => ready!(chunks.as_mut().poll_next(context)),
            };
            match chunk {
                Some(Ok(bytes)) if bytes.is_empty() => {}
                Some(chunk) => return Poll::Ready(Some(chunk)),
                None => self.current = None,
            }
        }
    }
}

/// The next octets of a file, `None` at its end.
fn poll_read(file: &mut File, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
    let mut chunk = vec![0; CHUNK];
    let mut room = ReadBuf::new(&mut chunk);
    if let Err(error) = ready!(Pin::new(file).poll_read(context, &mut room)) {
        return Poll::Ready(Some(Err(error.into())));
    }
    let read = room.filled().len();
    chunk.truncate(read);
    Poll::Ready((read > 0).then(|| Ok(chunk.into())))
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let state = self.get_mut().0.get_mut();
        let state = state.unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(state.poll_chunk(context));
        if let (Some(Ok(bytes)), Some(left)) = (&chunk, &mut state.left) {
            *left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state
            .left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
