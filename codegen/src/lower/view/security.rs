//! Security schemes.

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

use super::read::non_blank;
use crate::location::{FileId, SourceLocation};
use crate::lower::component_kind::ComponentKind;
use crate::lower::lowered::Lowered;
use crate::lower::security::MUTUAL_TLS;

/// The location of an API key in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyIn {
    /// `header`.
    Header,
    /// `query`.
    Query,
    /// `cookie`.
    Cookie,
}

/// The kind of a security scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind<'a> {
    /// An API key.
    ApiKey {
        /// The location in a request.
        key_in: ApiKeyIn,
        /// The name of the header, query parameter or cookie.
        name: &'a str,
    },
    /// An HTTP authentication scheme by its name.
    Http(&'a str),
    /// A client certificate.
    MutualTls,
    /// OAuth 2.0.
    OAuth2,
    /// OpenID Connect.
    OpenIdConnect,
}

/// A security scheme (OpenAPI 3.0.3, "Security Scheme Object").
#[derive(Debug, Clone)]
pub struct SecuritySchemeView<'a> {
    scheme: &'a SecurityScheme,
    at: SourceLocation,
}

impl Lowered {
    /// Returns the keys of the security schemes, in the document's order.
    pub fn security_scheme_keys(&self) -> impl Iterator<Item = &str> {
        let components = self.api.components.iter();
        let keys = components.flat_map(|components| components.security_schemes.keys());
        keys.map(String::as_str)
    }

    /// Returns a security scheme by its key.
    #[must_use]
    pub fn security_scheme(&self, key: &str) -> Option<SecuritySchemeView<'_>> {
        let kind = ComponentKind::SecurityScheme;
        let scheme = self.api.components.as_ref()?.security_schemes.get(key)?;
        let at = self.location_of_component(kind, key);
        let target =
            self.dereference(scheme, at, kind, |components| &components.security_schemes)?;
        Some(SecuritySchemeView {
            scheme: target.value,
            at: target.at,
        })
    }

    /// Returns the security requirements of operations that declare none, with their location.
    #[must_use]
    pub fn security(&self) -> Option<(&[SecurityRequirement], SourceLocation)> {
        let at = SourceLocation::root(FileId::default()).child("security");
        Some((self.api.security.as_deref()?, at))
    }
}

impl<'a> SecuritySchemeView<'a> {
    /// Returns the location of the security scheme object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(match self.scheme {
            SecurityScheme::APIKey { description, .. }
            | SecurityScheme::HTTP { description, .. }
            | SecurityScheme::OAuth2 { description, .. }
            | SecurityScheme::OpenIDConnect { description, .. } => description,
        })
    }

    /// Returns the kind of the scheme.
    #[must_use]
    pub fn kind(&self) -> SchemeKind<'a> {
        match self.scheme {
            SecurityScheme::APIKey { location, name, .. } => SchemeKind::ApiKey {
                key_in: match location {
                    APIKeyLocation::Header => ApiKeyIn::Header,
                    APIKeyLocation::Query => ApiKeyIn::Query,
                    APIKeyLocation::Cookie => ApiKeyIn::Cookie,
                },
                name,
            },
            SecurityScheme::HTTP { scheme, .. } if scheme == MUTUAL_TLS => SchemeKind::MutualTls,
            SecurityScheme::HTTP { scheme, .. } => SchemeKind::Http(scheme),
            SecurityScheme::OAuth2 { .. } => SchemeKind::OAuth2,
            SecurityScheme::OpenIDConnect { .. } => SchemeKind::OpenIdConnect,
        }
    }

    /// Returns the token URL and the scopes of the client credentials flow; `None` without a token URL.
    #[must_use]
    pub fn client_credentials(&self) -> Option<(&'a str, Vec<&'a str>)> {
        let SecurityScheme::OAuth2 { flows, .. } = self.scheme else {
            return None;
        };
        let flow = flows.client_credentials.as_ref()?;
        let token_url = flow.token_url.trim();
        let scopes = flow.scopes.keys().map(String::as_str);
        (!token_url.is_empty()).then(|| (token_url, scopes.collect()))
    }
}
