//! Files in multipart bodies.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use crate::runtime::body::request_body::Body;

/// The name under which a file is handed to a serializer.
pub(crate) const HANDED: &str = "$apicrate_codegen::FilePart";

thread_local! {
    /// The file that is being written: serde has no way to hand over what is no JSON. It is there only while the serializer
    /// of its own thread is asked to write it.
    static FILE: RefCell<Option<FilePart>> = const { RefCell::new(None) };
}

/// A file as a part of a multipart body: what it holds, its name and its media type.
///
/// ```text
/// FilePart::path("training.jsonl")
/// FilePart::bytes("cat.png", octets).with_content_type("image/png")
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct FilePart {
    body: Body,
    file_name: Option<String>,
    headers: Vec<(String, String)>,
}

impl FilePart {
    /// A file that holds this. Where it gets no name, the name of its property is sent.
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: None,
            headers: Vec::new(),
        }
    }

    /// A file of this name with these octets.
    pub fn bytes(file_name: impl Into<String>, octets: impl Into<bytes::Bytes>) -> Self {
        Self::new(octets.into()).with_file_name(file_name)
    }

    /// A file on disk, under its own name. It is read while it is sent.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn path(path: impl Into<std::path::PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            file_name: name,
            ..Self::new(Body::path(path))
        }
    }

    /// Sets the name that is sent.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type that is sent, in place of the one that the document has for it.
    #[must_use]
    pub fn with_content_type(mut self, media_type: impl Into<String>) -> Self {
        self.body = self.body.with_content_type(media_type);
        self
    }

    /// Adds a header to the part.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// What it holds.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The name that is sent.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// What it holds as text, where that is in memory and in UTF-8.
    pub(crate) fn text(&self) -> Option<String> {
        String::from_utf8(self.body.in_memory()?.into()).ok()
    }

    /// Takes the file that a serializer is asked to write.
    pub(crate) fn handed() -> Option<Self> {
        FILE.take()
    }
}

impl From<Body> for FilePart {
    fn from(body: Body) -> Self {
        Self::new(body)
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(octets: Vec<u8>) -> Self {
        Self::new(octets)
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("file_name", &self.file_name)
            .field("content_type", &self.body.content_type())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// In a multipart body it is a file; anywhere else it is the text that it holds, or an error.
impl Serialize for FilePart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FILE.set(Some(self.clone()));
        let written = serializer.serialize_newtype_struct(HANDED, &Text(self));
        FILE.take();
        written
    }
}

/// A file where only text can stand.
struct Text<'f>(&'f FilePart);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.text() {
            Some(text) => serializer.serialize_str(&text),
            None => Err(ser::Error::custom(
                "a file that is no text in memory can only be sent in a multipart body",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for FilePart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = FilePart;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<FilePart, E> {
        Ok(FilePart::new(text.to_owned()))
    }
}
