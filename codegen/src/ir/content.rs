//! Request bodies and media types.

use super::parameter::ParameterEncoding;
use super::types::Type;
use crate::location::SourceLocation;

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The location of the request body object.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// `true` if it is required.
    pub required: bool,
    /// The accepted media types, in the document's order. There is at least one.
    pub contents: Vec<Content>,
}

/// A media type with the type of its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The media type.
    pub media_type: String,
    /// The format of the body.
    pub kind: ContentKind,
    /// The type of the value.
    pub ty: Type,
    /// `true` if null is a valid value.
    pub nullable: bool,
    /// `true` if the type is that of each item of a sequence, also if it is an array (OpenAPI 3.2, `itemSchema`).
    pub is_item: bool,
    /// The encodings of a form's properties, in the document's order; empty if it is not a form.
    pub encodings: Vec<PropertyEncoding>,
    /// The media types or ranges that the caller chooses from with an argument; empty if `media_type` is sent.
    pub choices: Vec<String>,
    /// The name of the client method (if the body is required) or setter (if it is optional) for this media type. `None` for the
    /// first media type of a body, for those that an earlier one covers, and in responses.
    pub method_name: Option<String>,
    /// The location of the media type object.
    pub at: SourceLocation,
}

impl Content {
    /// Returns `true` for JSON with a schema.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        self.kind == ContentKind::Json && self.ty != Type::Any
    }
}

/// The declared encoding of a form property (OpenAPI 3.0.3, "Encoding Object").
#[derive(Debug, Clone, PartialEq)]
pub struct PropertyEncoding {
    /// The property's name on the wire.
    pub wire_name: String,
    /// The location of the encoding object.
    pub at: SourceLocation,
    /// The serialization of its value; `None` if the type of the value determines it.
    pub encoding: Option<ParameterEncoding>,
    /// The headers of its part with a constant value.
    pub headers: Vec<(String, String)>,
}

/// The format of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentKind {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/*` that is not an event stream.
    Text,
    /// `text/event-stream`.
    EventStream,
    /// JSON values in a sequence: one per line, or separated by a character.
    JsonLines,
    /// Bytes.
    Binary,
}

impl ContentKind {
    /// Returns the decoding of a response body.
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

/// The decoding of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decoding {
    /// As JSON.
    Json,
    /// As text.
    Text,
    /// Not decoded: bytes.
    Bytes,
    /// As a stream of JSON values, one per line.
    Lines,
    /// As a stream of events.
    Events,
}
