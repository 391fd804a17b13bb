//! Security schemes.

use crate::location::SourceLocation;

/// A security scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// The key under `components/securitySchemes`.
    pub key: String,
    /// The name of the client builder's setter.
    pub name: String,
    /// The location of the security scheme object.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// The kind.
    pub kind: SecuritySchemeKind,
    /// The name of the setter for a token source, if it is a bearer token.
    pub source: Option<String>,
    /// The client credentials flow, if there is one.
    pub client_credentials: Option<ClientCredentials>,
}

/// The OAuth client credentials flow (OpenAPI 3.0.3, "OAuth Flow Object").
#[derive(Debug, Clone, PartialEq)]
pub struct ClientCredentials {
    /// The name of the client builder's setter.
    pub setter: String,
    /// The token URL.
    pub token_url: String,
    /// The available scopes, in the document's order.
    pub scopes: Vec<String>,
}

/// The kind of a security scheme.
#[derive(Debug, Clone, PartialEq)]
pub enum SecuritySchemeKind {
    /// An API key.
    ApiKey {
        /// The location in the request.
        location: ApiKeyLocation,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// `Authorization: Bearer` (http bearer, oauth2, openIdConnect).
    Bearer,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// `Authorization` with another scheme, by its registered name.
    Other(String),
    /// A client certificate. The HTTP client provides it; no credential is sent.
    MutualTls,
}

/// The location of an API key in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiKeyLocation {
    /// In a header.
    Header,
    /// In the query string.
    Query,
    /// In a cookie.
    Cookie,
}
