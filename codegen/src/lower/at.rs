//! Where lowering is.

use crate::location::SourceLocation;

/// A place in the document, as a chain of borrowed tokens.
///
/// Most places are never told to anybody: a pointer is only written out for a diagnostic or a hoisted node.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'a> {
    Root(&'a SourceLocation),
    Key(&'a At<'a>, &'a str),
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    pub(super) fn root(location: &'a SourceLocation) -> Self {
        Self::Root(location)
    }

    /// A member of this object.
    pub(super) fn key(&'a self, key: &'a str) -> Self {
        Self::Key(self, key)
    }

    /// An item of this array.
    pub(super) fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }

    pub(super) fn location(&self) -> SourceLocation {
        match self {
            Self::Root(location) => (*location).clone(),
            Self::Key(parent, key) => parent.location().child(key),
            Self::Index(parent, index) => parent.location().item(*index),
        }
    }

    /// The file that this is in.
    pub(super) fn file(&self) -> crate::location::FileId {
        match self {
            Self::Root(location) => location.file,
            Self::Key(parent, _) | Self::Index(parent, _) => parent.file(),
        }
    }

    /// The last key on the way here.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Root(_) => "",
            Self::Key(_, key) => key,
            Self::Index(parent, _) => parent.name(),
        }
    }
}

impl From<&At<'_>> for Option<SourceLocation> {
    fn from(at: &At<'_>) -> Self {
        Some(at.location())
    }
}
