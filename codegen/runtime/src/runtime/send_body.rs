//! Request bodies: octets in memory, files on disk, streams, and these one after another.
//!
//! In a browser, where HTTP clients send only what is in memory, there are neither files nor streams.

use std::fmt;

use bytes::{Bytes, BytesMut};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use super::source::{self, Source};

/// What is sent as the body of a request, or as a part of one.
///
/// Octets and files can be sent again where a call is retried or redirected, a stream cannot. Clones share a stream: the first
/// that is sent has it. Two bodies are equal where they hold the same octets, files of the same path, or the same stream.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body {
    pieces: Vec<Piece>,
    content_type: Option<String>,
}

/// What a body is made of.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Bytes(Bytes),
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    Source(Source),
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
impl Body {
    /// The contents of a file on disk, which is opened when the body is sent, and read while it is sent.
    pub fn path(path: impl Into<std::path::PathBuf>) -> Self {
        Self::of(Piece::Source(Source::path(path.into())))
    }

    /// The chunks of a stream, which is read as fast as they can be sent. The length is not known, so that HTTP/1.1 sends
    /// them in chunked coding.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<super::BoxError> + 'static,
    {
        Self::of(Piece::Source(Source::stream(stream, None)))
    }

    /// The chunks of a stream that has so many octets in all. One that turns out to have another number fails the call.
    pub fn stream_of_length<S, B, E>(stream: S, length: u64) -> Self
    where
        S: futures_core::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<super::BoxError> + 'static,
    {
        Self::of(Piece::Source(Source::stream(stream, Some(length))))
    }
}

impl Body {
    fn of(piece: Piece) -> Self {
        Self {
            pieces: vec![piece],
            content_type: None,
        }
    }

    /// Says what it is: the media type that is sent with it, in place of the one that the document has for it.
    #[must_use]
    pub fn with_content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// The media type that was given to it.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Its length in octets, where that is known: that of a file is looked up, that of a stream may not be known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        let mut length = 0_u64;
        for piece in &self.pieces {
            length = length.checked_add(piece.length()?)?;
        }
        Some(length)
    }

    /// Whether it can be sent more than once: whether no stream is in it.
    #[must_use]
    pub fn is_replayable(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Bytes(_) => true,
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Piece::Source(source) => source.is_replayable(),
        })
    }

    /// The octets, where all of them are in memory.
    pub(crate) fn in_memory(&self) -> Option<Bytes> {
        if let [Piece::Bytes(bytes)] = self.pieces.as_slice() {
            return Some(bytes.clone());
        }
        let mut octets = BytesMut::new();
        for piece in &self.pieces {
            match piece {
                Piece::Bytes(bytes) => octets.extend_from_slice(bytes),
                #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
                Piece::Source(_) => return None,
            }
        }
        Some(octets.freeze())
    }

    /// Appends another body.
    pub(crate) fn push(&mut self, other: impl Into<Self>) {
        self.pieces.extend(other.into().pieces);
    }

    /// Why it cannot be sent, as far as that can be told beforehand: a file that is not there.
    pub(crate) fn fault(&self) -> Option<String> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Bytes(_) => None,
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Piece::Source(source) => source.fault(),
        })
    }

    /// What reqwest sends, made anew for each attempt; `None` where a stream in it was sent before.
    pub(crate) fn open(&self) -> Option<reqwest::Body> {
        if let Some(octets) = self.in_memory() {
            return Some(octets.into());
        }
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        return source::open(&self.pieces, self.length());
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        None
    }
}

#[cfg(feature = "client-credentials")]
impl Body {
    /// What reqwest sends for the body, and cannot send again to where it is redirected to.
    pub(crate) fn open_once(&self) -> Option<reqwest::Body> {
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        return source::open(&self.pieces, self.length());
        // A browser follows redirects without the body.
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        return self.open();
    }
}

impl Piece {
    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Self::Source(source) => source.length(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_list();
        for piece in &self.pieces {
            match piece {
                Piece::Bytes(bytes) => shown.entry(&format_args!("{} bytes", bytes.len())),
                #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
                Piece::Source(source) => shown.entry(source),
            };
        }
        shown.finish()
    }
}

/// Octets in memory become a body.
macro_rules! from_octets {
    ($($octets:ty,)*) => {
        $(
            impl From<$octets> for Body {
                fn from(octets: $octets) -> Self {
                    Self::of(Piece::Bytes(octets.into()))
                }
            }
        )*
    };
}

from_octets! { Bytes, Vec<u8>, Box<[u8]>, String, &'static [u8], &'static str, }

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(octets: &'static [u8; N]) -> Self {
        octets.as_slice().into()
    }
}
