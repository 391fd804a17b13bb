//! Request bodies: bytes in memory, files on disk, streams, and sequences of these.
//!
//! In a browser there are neither files nor streams, since only bodies in memory can be sent.

use std::fmt;

use bytes::{Bytes, BytesMut};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use crate::runtime::body::body_source::{self, OpenPart, Source};
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use crate::runtime::error::boxed::BoxError;

/// The body of a request or of a part of a multipart body.
///
/// Bytes and files can be sent again if a call is retried or redirected, a stream cannot. Clones share a stream, which can be
/// sent once. Two bodies are equal if they contain the same bytes, files with the same path, or the same stream.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body {
    parts: Vec<Part>,
    content_type: Option<String>,
}

/// A part of a body.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Bytes(Bytes),
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    Source(Source),
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
impl Body {
    fn wrap(&self) -> Option<reqwest::Body> {
        let parts = self.parts.iter().map(|part| match part {
            Part::Bytes(bytes) => Some(OpenPart::Bytes(bytes.clone())),
            Part::Source(source) => source.open(),
        });
        let parts = parts.collect::<Option<Vec<_>>>()?;
        Some(body_source::wrap(parts, self.length()))
    }

    /// Creates a body from a file. The file is opened when the body is sent, and read while it is sent.
    pub fn path(path: impl Into<std::path::PathBuf>) -> Self {
        Self::of(Part::Source(Source::path(path.into())))
    }

    /// Creates a body from a stream, which is read as fast as its chunks can be sent. Since the length is unknown, HTTP/1.1 uses
    /// the chunked transfer coding.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::of(Part::Source(Source::stream(stream, None)))
    }

    /// Creates a body from a stream with this length in bytes. If the actual length differs, the call fails.
    pub fn stream_of_length<S, B, E>(stream: S, length: u64) -> Self
    where
        S: futures_core::Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::of(Part::Source(Source::stream(stream, Some(length))))
    }
}

impl Body {
    fn of(part: Part) -> Self {
        Self {
            parts: vec![part],
            content_type: None,
        }
    }

    /// Sets the content type that is sent with the body, instead of the one in the document.
    #[must_use]
    pub fn with_content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Returns the content type that was set.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Returns the length in bytes, if it is known. The length of a file is looked up.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        let mut length = 0_u64;
        for part in &self.parts {
            length = length.checked_add(part.length()?)?;
        }
        Some(length)
    }

    /// Returns `true` if the body can be sent more than once, i.e. if it contains no stream.
    #[must_use]
    pub fn is_replayable(&self) -> bool {
        self.parts.iter().all(|part| match part {
            Part::Bytes(_) => true,
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Part::Source(source) => source.is_replayable(),
        })
    }

    /// Returns the bytes, if all of them are in memory.
    pub(crate) fn in_memory(&self) -> Option<Bytes> {
        if let [Part::Bytes(bytes)] = self.parts.as_slice() {
            return Some(bytes.clone());
        }
        let mut all = BytesMut::new();
        for part in &self.parts {
            match part {
                Part::Bytes(bytes) => all.extend_from_slice(bytes),
                #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
                Part::Source(_) => return None,
            }
        }
        Some(all.freeze())
    }

    /// Returns the parts in memory.
    pub(crate) fn bytes_mut(&mut self) -> impl Iterator<Item = &mut Bytes> {
        self.parts.iter_mut().filter_map(|part| match part {
            Part::Bytes(bytes) => Some(bytes),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Part::Source(_) => None,
        })
    }

    /// Replaces all parts.
    pub(crate) fn set_bytes(&mut self, bytes: impl Into<Bytes>) {
        self.parts = vec![Part::Bytes(bytes.into())];
    }

    /// Appends another body.
    pub(crate) fn push(&mut self, other: impl Into<Self>) {
        self.parts.extend(other.into().parts);
    }

    /// Checks the files before they are sent. Returns the reason if one cannot be read.
    pub(crate) fn fault(&self) -> Option<String> {
        self.parts.iter().find_map(|part| match part {
            Part::Bytes(_) => None,
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Part::Source(source) => source.fault(),
        })
    }

    /// Creates the body that reqwest sends, for one attempt. Returns `None` if it contains a stream that was sent before.
    pub(crate) fn open(&self) -> Option<reqwest::Body> {
        if let Some(bytes) = self.in_memory() {
            return Some(bytes.into());
        }
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        return self.wrap();
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        None
    }
}

#[cfg(feature = "client-credentials")]
impl Body {
    /// Creates the body that reqwest sends, such that reqwest cannot send it again after a redirect.
    pub(crate) fn open_once(&self) -> Option<reqwest::Body> {
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        return self.wrap();
        // A browser does not send the body again after a redirect.
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        return self.open();
    }
}

impl Part {
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
        for part in &self.parts {
            match part {
                Part::Bytes(bytes) => shown.entry(&format_args!("{} bytes", bytes.len())),
                #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
                Part::Source(source) => shown.entry(source),
            };
        }
        shown.finish()
    }
}

/// Conversions from bytes in memory.
macro_rules! from_bytes {
    ($($bytes:ty,)*) => {
        $(
            impl From<$bytes> for Body {
                fn from(bytes: $bytes) -> Self {
                    Self::of(Part::Bytes(bytes.into()))
                }
            }
        )*
    };
}

from_bytes! { Bytes, Vec<u8>, Box<[u8]>, String, &'static [u8], &'static str, }

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(bytes: &'static [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}
