//! Operations, security and servers.

use std::collections::BTreeMap;

use super::constraint::Constraint;
use super::pagination::Pagination;
use super::response::{DeclaredHeaders, ResponseEnum};
use super::schema::{Literal, Type};
use crate::location::SourceLocation;

/// A method on a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `operationId` as it stands, or what was made up from method and path where there is none.
    pub id: String,
    /// The name of the client's method, in snake case.
    pub function: String,
    /// The name of the builder type, in upper camel case.
    pub builder: String,
    /// The module below `operations` that holds it: one for each first tag.
    pub module: String,
    /// The operation object.
    pub at: SourceLocation,
    /// The first line of the documentation.
    pub summary: Option<String>,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The HTTP method.
    pub method: HttpMethod,
    /// The path template as it stands, `{name}` placeholders included.
    pub path: String,
    /// The parameters: path parameters as they stand in the path, then required query, header and cookie parameters by wire
    /// name, then optional ones by wire name.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The declared responses, by status; `default` last.
    pub responses: Vec<Response>,
    /// What a call gives, where its answers of success differ in what they hold.
    pub success_type: Option<ResponseEnum>,
    /// What its answers of failure hold, where they differ in that.
    pub error_type: Option<ResponseEnum>,
    /// The headers that its responses declare, where they declare any.
    pub headers: Option<DeclaredHeaders>,
    /// How its pages follow each other, where that is configured.
    pub pagination: Option<Pagination>,
    /// The alternatives, each a list of keys of schemes that are needed together; no alternative at all: no credential is sent.
    pub security: Vec<Vec<String>>,
    /// The scopes or roles that are needed, by the key of the scheme, of all alternatives together.
    pub scopes: BTreeMap<String, Vec<String>>,
    /// The servers of the operation or its path, where they differ from the root's.
    pub servers: Vec<Server>,
    /// The name of the enum of these servers, if there is one.
    pub server_type: String,
}

/// A method of HTTP (RFC 9110, section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HttpMethod {
    /// DELETE.
    Delete,
    /// GET.
    Get,
    /// HEAD.
    Head,
    /// OPTIONS.
    Options,
    /// PATCH.
    Patch,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// TRACE.
    Trace,
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub wire_name: String,
    /// The name of the argument or setter.
    pub name: String,
    /// The parameter object.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// Constraints, defaults and the like, one sentence each.
    pub notes: Vec<String>,
    /// What limits its values beyond their type.
    pub constraints: Vec<Constraint>,
    /// The value that the server takes where none is sent.
    pub default: Option<Literal>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Whether a request without it is invalid.
    pub required: bool,
    /// The type of its value.
    pub ty: Type,
    /// How its value becomes text.
    pub encoding: ParameterEncoding,
}

/// Where a parameter is sent.
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

/// How the value of a parameter, or of a property of a form, becomes text.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterEncoding {
    /// By style (OpenAPI 3.0.3, "Style Values").
    Style {
        /// The style.
        style: Style,
        /// Whether arrays and objects give a pair for each item.
        explode: bool,
        /// Whether reserved characters are sent as they are.
        allow_reserved: bool,
    },
    /// As a document of this media type; a file has one of several, with commas between them.
    Content(String),
}

/// A style of serialisation (OpenAPI 3.0.3, "Style Values").
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

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The request body object.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// Whether a request without it is invalid.
    pub required: bool,
    /// The media types that may be sent, in the document's order, at least one.
    pub contents: Vec<Content>,
}

/// A media type with the type of its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The media type as it stands.
    pub media_type: String,
    /// How a value of it is read and written.
    pub kind: ContentKind,
    /// The type of the value.
    pub ty: Type,
    /// Whether null is a value of it.
    pub nullable: bool,
    /// How single properties of a form are written, in the document's order; none where it is no form.
    pub encodings: Vec<PropertyEncoding>,
    /// The name of what sends an alternative media type: a method of the client if the body is required, a setter if it is
    /// optional. `None` for the first media type of a body, for one that an earlier one covers, and in responses.
    pub method_name: Option<String>,
    /// The media type object.
    pub at: SourceLocation,
}

/// How a property of a form is written, where the document says it (OpenAPI 3.0.3, "Encoding Object").
#[derive(Debug, Clone, PartialEq)]
pub struct PropertyEncoding {
    /// The property's name on the wire.
    pub wire_name: String,
    /// The encoding object.
    pub at: SourceLocation,
    /// How its value becomes text; `None` where its kind decides.
    pub encoding: Option<ParameterEncoding>,
    /// The headers of its part that can have one value only, with the value.
    pub headers: Vec<(String, String)>,
}

/// How a body is read and written.
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
    /// A JSON value a line.
    JsonLines,
    /// Any bytes.
    Binary,
}

/// A declared response.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The statuses it is for.
    pub status: StatusPattern,
    /// The response object.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// The media types that may come, in the document's order; none where there is no body.
    pub contents: Vec<Content>,
    /// The declared headers, by wire name.
    pub headers: Vec<Header>,
}

/// The statuses that a response is declared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Code(u16),
    /// All of a class: `2` for `2XX`.
    Class(u16),
    /// Every status that no other pattern names.
    Default,
}

impl StatusPattern {
    /// Whether it is for success: a 2xx status or class.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Class(class) => class == 2,
            Self::Default => false,
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
    /// The header object.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// Whether it always comes.
    pub required: bool,
    /// The type of its value.
    pub ty: Type,
}

/// A way to prove who calls.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// The key under `components/securitySchemes`.
    pub key: String,
    /// The name of the builder's setter.
    pub name: String,
    /// The scheme object.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// What it is.
    pub kind: SecuritySchemeKind,
    /// The name of the builder's setter of a source of tokens, where a bearer token is sent.
    pub source: Option<String>,
    /// How tokens are got for client credentials, where the document says it.
    pub client_credentials: Option<ClientCredentials>,
}

/// How tokens are got for client credentials (OpenAPI 3.0.3, "OAuth Flow Object").
#[derive(Debug, Clone, PartialEq)]
pub struct ClientCredentials {
    /// The name of the builder's setter.
    pub setter: String,
    /// Where tokens are asked for, as it stands.
    pub token_url: String,
    /// All scopes that there are, in the document's order.
    pub scopes: Vec<String>,
}

/// What a security scheme is.
#[derive(Debug, Clone, PartialEq)]
pub enum SecuritySchemeKind {
    /// A key that is sent as it is.
    ApiKey {
        /// Where the key is sent.
        location: ApiKeyLocation,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// `Authorization: Bearer` with a token, whatever gave it (http bearer, oauth2, openIdConnect).
    Bearer,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// `Authorization` with another scheme, by its name as registered.
    Other(String),
    /// A client certificate: a matter of the HTTP client, no credential is sent.
    MutualTls,
}

/// Where an API key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiKeyLocation {
    /// In a header.
    Header,
    /// In the query string.
    Query,
    /// In a cookie.
    Cookie,
}

/// A server.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The URL as it stands, `{variable}` placeholders included.
    pub url: String,
    /// The server object.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// The variables, in the document's order; those that are not declared behind them.
    pub variables: Vec<ServerVariable>,
    /// The name of its variant in the enum of servers.
    pub variant: String,
    /// The name of the type that sets its variables, if it has any.
    pub builder: String,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// The name in the URL.
    pub wire_name: String,
    /// The value where none is given; `None` where the document declares no such variable.
    pub default: Option<String>,
    /// The values that it may have; empty for any.
    pub values: Vec<String>,
    /// The name of the setter.
    pub name: String,
    /// The name of the enum of its values, if there is one.
    pub enumeration: String,
    /// The names of the variants of its values.
    pub variants: Vec<String>,
}
