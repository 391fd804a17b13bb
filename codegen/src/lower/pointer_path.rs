//! The position of the node being lowered.

use crate::location::SourceLocation;

/// A position in the document, as a chain of borrowed tokens.
///
/// A pointer is only allocated for a diagnostic, a hoisted node or a fact about the node.
#[derive(Debug, Clone, Copy)]
pub(super) enum PointerPath<'a> {
    Root(&'a SourceLocation),
    Key(&'a PointerPath<'a>, &'a str),
    Index(&'a PointerPath<'a>, usize),
}

impl<'a> PointerPath<'a> {
    /// The root of a path.
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

    /// The position as a location.
    pub(super) fn location(&self) -> SourceLocation {
        match self {
            Self::Root(location) => (*location).clone(),
            Self::Key(parent, key) => parent.location().child(key),
            Self::Index(parent, index) => parent.location().item(*index),
        }
    }

    /// The file of the node.
    pub(super) fn file(&self) -> crate::location::FileId {
        match self {
            Self::Root(location) => location.file,
            Self::Key(parent, _) | Self::Index(parent, _) => parent.file(),
        }
    }

    /// The last key of the path.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Root(_) => "",
            Self::Key(_, key) => key,
            Self::Index(parent, _) => parent.name(),
        }
    }
}

impl From<&PointerPath<'_>> for Option<SourceLocation> {
    fn from(at: &PointerPath<'_>) -> Self {
        Some(at.location())
    }
}
