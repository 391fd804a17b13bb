//! Responses.

use super::content::{Content, Decoding};
use super::types::Type;
use crate::location::SourceLocation;

/// A declared response.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The statuses.
    pub status: StatusPattern,
    /// The location of the response object.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// The media types, in the document's order; empty if there is no body.
    pub contents: Vec<Content>,
    /// The declared headers, by wire name.
    pub headers: Vec<Header>,
}

impl Response {
    /// Returns the content that is requested and decoded: the first in the order of [`Decoding`].
    #[must_use]
    pub fn main_content(&self) -> Option<&Content> {
        let contents = self.contents.iter();
        contents.min_by_key(|content| content.kind.decoding())
    }

    /// Returns `true` if both responses have the same type of body, or no body.
    #[must_use]
    pub fn has_same_body(&self, other: &Self) -> bool {
        let given = |response: &Self| {
            let content = response.main_content()?;
            let decoding = content.kind.decoding();
            Some(match decoding {
                Decoding::Text | Decoding::Bytes => (decoding, None),
                _ => (decoding, Some((content.ty.clone(), content.nullable))),
            })
        };
        given(self) == given(other)
    }
}

/// The statuses of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Code(u16),
    /// A class of statuses: `2` for `2XX`.
    Class(u16),
    /// All statuses without a response of their own.
    Default,
}

impl StatusPattern {
    /// Returns `true` for a 2xx status or class.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Class(class) => class == 2,
            Self::Default => false,
        }
    }
}

impl StatusPattern {
    /// Returns `true` for a 3xx status or class, except 304, which does not redirect.
    #[must_use]
    pub fn is_redirect(self) -> bool {
        match self {
            Self::Code(code) => (300..400).contains(&code) && code != 304,
            Self::Class(class) => class == 3,
            Self::Default => false,
        }
    }

    /// Returns `true` for a 4xx or 5xx status or class, and for `default`.
    #[must_use]
    pub fn is_failure(self) -> bool {
        match self {
            Self::Code(code) => code >= 400,
            Self::Class(class) => class >= 4,
            Self::Default => true,
        }
    }
}

/// A declared response header.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The name on the wire.
    pub wire_name: String,
    /// The name of the accessor.
    pub name: String,
    /// The location of the header object.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// `true` if it is always present.
    pub required: bool,
    /// The type of its value.
    pub ty: Type,
}

/// An enum with a variant for each declared status.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseEnum {
    /// The name, in upper camel case.
    pub name: String,
    /// The variants, by status.
    pub variants: Vec<ResponseVariant>,
}

/// A variant of [`ResponseEnum`]: the body of a status.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseVariant {
    /// The name of the variant.
    pub name: String,
    /// The statuses of a declared response.
    pub status: StatusPattern,
}

/// The headers that the responses of an operation declare.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredHeaders {
    /// The name of the type that reads them, in upper camel case.
    pub name: String,
    /// The headers without duplicates: those of successful responses first, and those of one response by wire name.
    pub headers: Vec<Header>,
}
