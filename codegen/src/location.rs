//! Where a thing stands in a document.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One of the files that a document is made of: an index into the files that were read, the root document first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct FileId(pub usize);

/// A node of a document: the file and the JSON pointer in it (RFC 6901, without the leading `#`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Location {
    /// The file that holds the node.
    pub file: FileId,
    /// The JSON pointer of the node inside that file; empty for the whole file.
    pub pointer: String,
}

impl Location {
    /// The root of a file.
    #[must_use]
    pub fn root(file: FileId) -> Self {
        Self {
            file,
            pointer: String::new(),
        }
    }

    /// The member or item `token` of this node; the token is escaped here.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let token = token.to_string();
        let mut pointer = String::with_capacity(self.pointer.len() + token.len() + 1);
        pointer.push_str(&self.pointer);
        pointer.push('/');
        if !token.contains(['~', '/']) {
            pointer.push_str(&token);
            return Self {
                file: self.file,
                pointer,
            };
        }
        for character in token.chars() {
            match character {
                '~' => pointer.push_str("~0"),
                '/' => pointer.push_str("~1"),
                other => pointer.push(other),
            }
        }
        Self {
            file: self.file,
            pointer,
        }
    }
}
