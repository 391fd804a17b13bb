//! Parameters.

use super::constraint::Constraint;
use super::literal::Literal;
use super::types::Type;
use crate::location::SourceLocation;

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub wire_name: String,
    /// The name of the argument or setter.
    pub name: String,
    /// The location of the parameter object.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// Constraints and defaults, one sentence each.
    pub notes: Vec<String>,
    /// The limits on its values that the type does not express.
    pub constraints: Vec<Constraint>,
    /// The server's default.
    pub default: Option<Literal>,
    /// The value that is sent unless the caller sets another: the only value of a required parameter, or its default.
    pub preset: Option<Literal>,
    /// `true` if it is deprecated.
    pub deprecated: bool,
    /// The location in the request.
    pub location: ParameterLocation,
    /// `true` if it is required.
    pub required: bool,
    /// The type of its value.
    pub ty: Type,
    /// The serialization of its value.
    pub encoding: ParameterEncoding,
}

impl Parameter {
    /// Returns `true` if callers must pass a value: it is an argument of the method. Otherwise it has a setter.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.required && self.preset.is_none()
    }
}

/// The location of a parameter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// The serialization of a parameter or of a property of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterEncoding {
    /// By style (OpenAPI 3.0.3, "Style Values").
    Style {
        /// The style.
        style: Style,
        /// `true` if arrays and objects become one pair for each item.
        explode: bool,
        /// `true` if reserved characters are not percent-encoded.
        allow_reserved: bool,
    },
    /// As a document of this media type. Files may have several, separated by commas.
    Content(String),
}

/// A style of serialization (OpenAPI 3.0.3, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `matrix`.
    Matrix,
    /// `label`.
    Label,
    /// `simple`.
    Simple,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
}
