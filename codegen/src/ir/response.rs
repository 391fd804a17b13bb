//! What the responses of an operation give its caller.

use super::operation::{Content, ContentKind, Header, Operation, Response, StatusPattern};
use super::schema::Type;

/// An enum with a variant for each declared status.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseEnum {
    /// Its name, in upper camel case.
    pub name: String,
    /// The variants, by status.
    pub variants: Vec<ResponseVariant>,
}

/// A variant of [`ResponseEnum`]: what comes with a status.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseVariant {
    /// The name of the variant.
    pub name: String,
    /// The statuses: those of a declared response of the operation.
    pub status: StatusPattern,
}

/// The headers that the responses of an operation declare.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredHeaders {
    /// The name of the type that reads them, in upper camel case.
    pub name: String,
    /// The headers, each once; those of success first, and those of one response by wire name.
    pub headers: Vec<Header>,
}

/// How a body is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decoding {
    /// As JSON.
    Json,
    /// As a text.
    Text,
    /// Not at all: it is given as bytes.
    Bytes,
    /// As a JSON value a line, one by one.
    Lines,
    /// As events, one by one.
    Events,
}

impl ContentKind {
    /// How such a body is decoded where it is received.
    #[must_use]
    pub fn decoding(self) -> Decoding {
        match self {
            Self::Json => Decoding::Json,
            Self::Text => Decoding::Text,
            Self::Form | Self::Multipart | Self::Binary => Decoding::Bytes,
            Self::JsonLines => Decoding::Lines,
            Self::EventStream => Decoding::Events,
        }
    }
}

impl Response {
    /// The content that a call asks for and decodes, where there is one: of several the first in the order of [`Decoding`].
    #[must_use]
    pub fn main_content(&self) -> Option<&Content> {
        let contents = self.contents.iter();
        contents.min_by_key(|content| content.kind.decoding())
    }

    /// Whether a body of this response gives what one of the other gives; so do two without a body.
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

impl Operation {
    /// The responses of success; the `default` one where neither a success nor a redirect is declared.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        let is_default =
            !self.declares(StatusPattern::is_success) && !self.declares(StatusPattern::is_redirect);
        self.responses.iter().filter(move |response| {
            response.status.is_success() || is_default && response.status == StatusPattern::Default
        })
    }

    /// Whether what a call gives is a redirect: redirects are declared, and no success is.
    #[must_use]
    pub fn returns_redirect(&self) -> bool {
        self.declares(StatusPattern::is_redirect) && !self.declares(StatusPattern::is_success)
    }

    fn declares(&self, is_among: fn(StatusPattern) -> bool) -> bool {
        let mut responses = self.responses.iter();
        responses.any(|response| is_among(response.status))
    }

    /// The responses of failure: 4xx, 5xx, and the `default` one.
    pub fn failures(&self) -> impl Iterator<Item = &Response> {
        let responses = self.responses.iter();
        responses.filter(|response| response.status.is_failure())
    }

    /// The response that is declared for a status or class as it stands.
    #[must_use]
    pub fn response(&self, status: StatusPattern) -> Option<&Response> {
        self.responses
            .iter()
            .find(|response| response.status == status)
    }
}

impl StatusPattern {
    /// Whether it is for redirects: a 3xx status or class, but for 304, which redirects to nowhere.
    #[must_use]
    pub fn is_redirect(self) -> bool {
        match self {
            Self::Code(code) => (300..400).contains(&code) && code != 304,
            Self::Class(class) => class == 3,
            Self::Default => false,
        }
    }

    /// Whether it is for failure: a 4xx or 5xx status or class, or any status that no other pattern names.
    #[must_use]
    pub fn is_failure(self) -> bool {
        match self {
            Self::Code(code) => code >= 400,
            Self::Class(class) => class >= 4,
            Self::Default => true,
        }
    }
}

impl Content {
    /// Whether a type of its own says what it holds.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        self.kind == ContentKind::Json && self.ty != Type::Any
    }
}
