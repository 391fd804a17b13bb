//! Files in multipart bodies.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use crate::runtime::body::request_body::Body;

/// The name of the newtype by which a serializer recognizes a file.
pub(crate) const HANDED: &str = "$client_runtime::FilePart";

thread_local! {
    /// The file that is being serialized: serde cannot pass values that are not part of its data model. It is set only while the
    /// serializer of this thread is called.
    static FILE: RefCell<Option<FilePart>> = const { RefCell::new(None) };
}

/// A file in a multipart body: its contents, name and media type.
///
/// ```text
/// FilePart::path("training.jsonl")
/// FilePart::bytes("cat.png", bytes).with_content_type("image/png")
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct FilePart {
    body: Body,
    file_name: Option<String>,
    headers: Vec<(String, String)>,
}

impl FilePart {
    /// Creates a file with these contents. Without a name, the name of its property is sent.
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: None,
            headers: Vec::new(),
        }
    }

    /// Creates a file with this name and these bytes.
    pub fn bytes(file_name: impl Into<String>, bytes: impl Into<bytes::Bytes>) -> Self {
        Self::new(bytes.into()).with_file_name(file_name)
    }

    /// Creates a part from a file on disk, with the name of the file. It is read while it is sent.
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

    /// Sets the file name.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type that is sent instead of the one in the document.
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

    /// Returns the contents.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Returns the file name.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Returns the contents as text, if they are in memory and valid UTF-8.
    pub(crate) fn text(&self) -> Option<String> {
        String::from_utf8(self.body.in_memory()?.into()).ok()
    }

    /// Takes the file that is being serialized.
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
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
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

/// A file in a multipart body; elsewhere the contents as a string, or an error if they are not text.
impl Serialize for FilePart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FILE.set(Some(self.clone()));
        let written = serializer.serialize_newtype_struct(HANDED, &Text(self));
        FILE.take();
        written
    }
}

/// A file that is serialized as a string.
struct Text<'f>(&'f FilePart);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.text() {
            Some(text) => serializer.serialize_str(&text),
            None => Err(ser::Error::custom(
                "a file can only be sent in a multipart body, unless it is text in memory",
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
