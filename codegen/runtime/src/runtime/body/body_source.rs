//! Bodies from files and streams, which are read while they are sent.
//!
//! Files are read in chunks of 64 KiB, so that their size does not matter. They are read by tokio and wrapped by `http-body`, both
//! of which reqwest depends on anyway. reqwest's feature `stream` would add more crates and cannot declare the length of a
//! stream.

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

use crate::runtime::error::boxed::BoxError;

/// The size of the chunks of a file.
const CHUNK: usize = 64 * 1024;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;
type Opening = Pin<Box<dyn Future<Output = io::Result<File>> + Send>>;

/// A part of a body that is not in memory.
#[derive(Clone)]
pub(crate) enum Source {
    Path(PathBuf),
    Stream(Arc<UnsentStream>),
}

/// A stream that is not sent yet. It can be sent once.
pub(crate) struct UnsentStream {
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
        Self::Stream(Arc::new(UnsentStream {
            chunks: Mutex::new(Some(chunks)),
            length,
        }))
    }

    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Path(path) => {
                let file = std::fs::metadata(path).ok()?;
                // The length of a file that is not a regular file, such as a pipe, is unknown.
                file.is_file().then_some(file.len())
            }
            Self::Stream(stream) => stream.length,
        }
    }

    pub(crate) fn is_replayable(&self) -> bool {
        matches!(self, Self::Path(_))
    }

    /// Checks the file before it is sent. Returns the reason if it cannot be read.
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

    /// Starts to read the part. Returns `None` if it is a stream that was sent before.
    pub(crate) fn open(&self) -> Option<OpenPart> {
        Some(match self {
            Self::Path(path) => OpenPart::Path(path.clone()),
            Self::Stream(stream) => {
                let chunks = stream.chunks.lock();
                let chunks = chunks.unwrap_or_else(PoisonError::into_inner).take();
                OpenPart::Stream(chunks?)
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

/// Creates the body that reqwest sends for these parts, with their total length if it is known.
pub(crate) fn wrap(parts: Vec<OpenPart>, length: Option<u64>) -> reqwest::Body {
    reqwest::Body::wrap(Sending(Mutex::new(State {
        next: parts.into_iter(),
        current: None,
        remaining: length,
    })))
}

/// A stream that converts its chunks and errors.
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

/// A body that is being sent. The lock is never contended: it makes the type `Sync`, which reqwest requires.
struct Sending(Mutex<State>);

struct State {
    next: std::vec::IntoIter<OpenPart>,
    current: Option<OpenPart>,
    remaining: Option<u64>,
}

/// A part of a body that is being sent.
pub(crate) enum OpenPart {
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
                match self.next.next() {
                    Some(next) => self.current = Some(next),
                    None => return Poll::Ready(None),
                }
                continue;
            };
            let chunk = match current {
                OpenPart::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    (!bytes.is_empty()).then_some(Ok(bytes))
                }
                OpenPart::Path(path) => {
                    *current = OpenPart::Opening(Box::pin(File::open(std::mem::take(path))));
                    continue;
                }
                OpenPart::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(file) => {
                        *current = OpenPart::File(file);
                        continue;
                    }
                    Err(error) => Some(Err(error.into())),
                },
                OpenPart::File(file) => ready!(poll_read(file, context)),
                OpenPart::Stream(chunks) => ready!(chunks.as_mut().poll_next(context)),
            };
            match chunk {
                Some(Ok(bytes)) if bytes.is_empty() => {}
                Some(chunk) => return Poll::Ready(Some(chunk)),
                None => self.current = None,
            }
        }
    }
}

/// Reads the next chunk of a file. Returns `None` at its end.
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
        if let (Some(Ok(bytes)), Some(remaining)) = (&chunk, &mut state.remaining) {
            *remaining = remaining.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state
            .remaining
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
