//! Security schemes and requirements.

use crate::value::Value;
use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, ReferenceOr, SecurityRequirement, SecurityScheme,
};

use super::component_kind::ComponentKind;
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;

/// The HTTP scheme that stands for `mutualTLS` in the model, which has no such type.
pub(super) const MUTUAL_TLS: &str = "mutualTLS";

/// The members of a security scheme before its type is known.
#[derive(Default)]
struct SecuritySchemeBuilder {
    kind: Option<String>,
    name: Option<String>,
    location: Option<String>,
    scheme: Option<String>,
    bearer_format: Option<String>,
    flows: OAuth2Flows,
    url: Option<String>,
    description: Option<String>,
}

/// The members of any OAuth flow.
#[derive(Default)]
struct Flow {
    authorization_url: String,
    token_url: String,
    refresh_url: Option<String>,
    scopes: IndexMap<String, String>,
}

impl<'d> Lowerer<'d> {
    /// A list of alternative requirements, each a set of schemes.
    pub(super) fn security_requirements(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<Vec<SecurityRequirement>> {
        let mut requirements = Vec::new();
        for (index, item) in self.as_array(value, at)?.iter().enumerate() {
            let at = &at.index(index);
            let mut requirement = SecurityRequirement::new();
            for (scheme, scopes) in self.as_object(item, at).into_iter().flatten() {
                let scopes = self.as_strings(scopes, &at.key(scheme));
                requirement.insert(scheme.clone(), scopes);
            }
            requirements.push(requirement);
        }
        Some(requirements)
    }

    /// A security scheme (OpenAPI 3.1.1, section 4.8.27); `None` if it is invalid.
    pub(super) fn security_scheme(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<ReferenceOr<SecurityScheme>> {
        if let Some(reference) = self.reference_in(value) {
            let reference =
                self.reference(ComponentKind::SecurityScheme, reference, &at.key("$ref"))?;
            return Some(ReferenceOr::Reference { reference });
        }
        let builder = self.security_members(value, at)?;
        let scheme = self.security_kind(builder, at)?;
        Some(ReferenceOr::Item(scheme))
    }

    fn security_members(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<SecuritySchemeBuilder> {
        let mut builder = SecuritySchemeBuilder::default();
        for (key, value) in self.as_object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "type" => builder.kind = self.as_string(value, at),
                "name" => builder.name = self.as_string(value, at),
                "in" => builder.location = self.as_string(value, at),
                "scheme" => builder.scheme = self.as_string(value, at),
                "bearerFormat" => builder.bearer_format = self.as_string(value, at),
                "flows" => builder.flows = self.flows(value, at),
                "openIdConnectUrl" => builder.url = self.as_string(value, at),
                "description" => builder.description = self.as_string(value, at),
                // New in OpenAPI 3.2. The caller provides tokens.
                "oauth2MetadataUrl" | "deprecated" => {}
                _ => self.other_member(key, at),
            }
        }
        Some(builder)
    }

    fn security_kind(
        &mut self,
        builder: SecuritySchemeBuilder,
        at: &PointerPath<'_>,
    ) -> Option<SecurityScheme> {
        let description = builder.description;
        let extensions = IndexMap::new();
        match builder.kind.as_deref() {
            Some("apiKey") => Some(SecurityScheme::APIKey {
                location: self.key_location(builder.location.as_deref(), at),
                name: self.key_name(builder.name, at)?,
                description,
                extensions,
            }),
            Some("http") => Some(SecurityScheme::HTTP {
                scheme: self.http_scheme(builder.scheme, at),
                bearer_format: builder.bearer_format,
                description,
                extensions,
            }),
            Some(MUTUAL_TLS) => Some(SecurityScheme::HTTP {
                scheme: MUTUAL_TLS.to_owned(),
                bearer_format: None,
                description,
                extensions,
            }),
            Some("oauth2") => Some(SecurityScheme::OAuth2 {
                flows: builder.flows,
                description,
                extensions,
            }),
            Some("openIdConnect") => Some(SecurityScheme::OpenIDConnect {
                open_id_connect_url: builder.url.unwrap_or_default(),
                description,
                extensions,
            }),
            other => {
                let message = match other {
                    Some(kind) => {
                        format!("unknown security scheme type `{kind}`; the scheme is ignored")
                    }
                    None => "the security scheme has no `type`; ignored".to_owned(),
                };
                self.diagnostics
                    .warning(code::INVALID_SECURITY, at, message)
                    .hint("use apiKey, http, mutualTLS, oauth2 or openIdConnect");
                None
            }
        }
    }

    fn key_location(&mut self, location: Option<&str>, at: &PointerPath<'_>) -> APIKeyLocation {
        match location {
            Some("header") => APIKeyLocation::Header,
            Some("query") => APIKeyLocation::Query,
            Some("cookie") => APIKeyLocation::Cookie,
            _ => {
                self.diagnostics.warning(
                    code::INVALID_SECURITY,
                    at,
                    "the API key has no valid `in`; it is sent as a header",
                );
                APIKeyLocation::Header
            }
        }
    }

    fn key_name(&mut self, name: Option<String>, at: &PointerPath<'_>) -> Option<String> {
        if name.is_none() {
            self.diagnostics.warning(
                code::INVALID_SECURITY,
                at,
                "the API key has no `name`; the scheme is ignored",
            );
        }
        name
    }

    fn http_scheme(&mut self, scheme: Option<String>, at: &PointerPath<'_>) -> String {
        scheme.unwrap_or_else(|| {
            self.diagnostics.warning(
                code::INVALID_SECURITY,
                at,
                "the HTTP security scheme has no `scheme`, treated as `bearer`",
            );
            "bearer".to_owned()
        })
    }

    fn flows(&mut self, value: &'d Value, at: &PointerPath<'_>) -> OAuth2Flows {
        let mut flows = OAuth2Flows::default();
        for (key, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "implicit" | "password" | "clientCredentials" | "authorizationCode" => {
                    if let Some(flow) = self.flow(value, at) {
                        add_flow(&mut flows, key, flow);
                    }
                }
                // New in OpenAPI 3.2. The caller provides tokens.
                "deviceAuthorization" => {}
                _ => self.other_member(key, at),
            }
        }
        flows
    }

    fn flow(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Option<Flow> {
        let mut flow = Flow::default();
        for (key, value) in self.as_object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "authorizationUrl" => {
                    flow.authorization_url = self.as_string(value, at).unwrap_or_default();
                }
                "tokenUrl" => flow.token_url = self.as_string(value, at).unwrap_or_default(),
                "refreshUrl" => flow.refresh_url = self.as_string(value, at),
                "scopes" => {
                    for (scope, text) in self.as_object(value, at).into_iter().flatten() {
                        let text = self.as_string(text, &at.key(scope)).unwrap_or_default();
                        flow.scopes.insert(scope.clone(), text);
                    }
                }
                _ => self.other_member(key, at),
            }
        }
        Some(flow)
    }
}

fn add_flow(flows: &mut OAuth2Flows, key: &str, flow: Flow) {
    let Flow {
        authorization_url,
        token_url,
        refresh_url,
        scopes,
    } = flow;
    let extensions = IndexMap::new();
    match key {
        "implicit" => {
            flows.implicit = Some(ImplicitOAuth2Flow {
                authorization_url,
                refresh_url,
                scopes,
                extensions,
            });
        }
        "password" => {
            flows.password = Some(PasswordOAuth2Flow {
                refresh_url,
                token_url,
                scopes,
                extensions,
            });
        }
        "clientCredentials" => {
            flows.client_credentials = Some(ClientCredentialsOAuth2Flow {
                refresh_url,
                token_url,
                scopes,
                extensions,
            });
        }
        _ => {
            flows.authorization_code = Some(AuthorizationCodeOAuth2Flow {
                authorization_url,
                token_url,
                refresh_url,
                scopes,
                extensions,
            });
        }
    }
}
