//! Locations in a document.

use serde::{Deserialize, Serialize};

/// A file of a document, as an index into its files. The root document is the first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct FileId(pub usize);

impl FileId {
    /// `codegen.toml`, which is not part of the document.
    pub(crate) const CONFIGURATION: Self = Self(usize::MAX);
}

/// A node of a document: the file and the JSON pointer in it (RFC 6901, without the leading `#`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct SourceLocation {
    /// The file of the node.
    pub file: FileId,
    /// The JSON pointer of the node in the file; empty for the whole file.
    pub pointer: String,
}

impl SourceLocation {
    /// Returns the root of a file.
    #[must_use]
    pub fn root(file: FileId) -> Self {
        Self {
            file,
            pointer: String::new(),
        }
    }

    /// Returns the location of a member, whose name is escaped.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut pointer = String::with_capacity(self.pointer.len() + token.len() + 1);
        pointer.push_str(&self.pointer);
        pointer.push('/');
        if token.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            for character in token.chars() {
                match character {
                    '~' => pointer.push_str("~0"),
                    '/' => pointer.push_str("~1"),
                    other => pointer.push(other),
                }
            }
        } else {
            pointer.push_str(token);
        }
        Self {
            file: self.file,
            pointer,
        }
    }

    /// Returns the location of an item.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }
}
