//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, ReferenceOr, SecurityRequirement, SecurityScheme,
};
use serde_json::Value;

use super::Lowerer;
use super::at::At;
use super::components::ComponentKind;
use crate::diagnostic::code;

/// The name that a client certificate has as an HTTP scheme in the normal form, since the 3.0 model lacks it.
pub const MUTUAL_TLS: &str = "mutualTLS";

/// The members of a security scheme before its type is known.
#[derive(Default)]
struct Draft {
    kind: Option<String>,
    name: Option<String>,
    place: Option<String>,
    scheme: Option<String>,
    bearer_format: Option<String>,
    flows: OAuth2Flows,
    url: Option<String>,
    description: Option<String>,
    extensions: IndexMap<String, Value>,
}

/// The members of any OAuth flow.
#[derive(Default)]
struct Flow {
    authorization_url: String,
    token_url: String,
    refresh_url: Option<String>,
    scopes: IndexMap<String, String>,
    extensions: IndexMap<String, Value>,
}

impl<'d> Lowerer<'d> {
    /// A list of alternatives, each a set of schemes.
    pub(super) fn security_requirements(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> Option<Vec<SecurityRequirement>> {
        let mut requirements = Vec::new();
        for (index, item) in self.array(value, at)?.iter().enumerate() {
            let at = &at.index(index);
            let mut requirement = SecurityRequirement::new();
            for (scheme, scopes) in self.object(item, at).into_iter().flatten() {
                let scopes = self.texts(scopes, &at.key(scheme));
                requirement.insert(scheme.clone(), scopes);
            }
            requirements.push(requirement);
        }
        Some(requirements)
    }

    /// A security scheme (OpenAPI 3.1.1, section 4.8.27); `None` where nothing can be made of it.
    pub(super) fn security_scheme(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> Option<ReferenceOr<SecurityScheme>> {
        if let Some(reference) = self.reference_in(value) {
            let reference =
                self.reference(ComponentKind::SecurityScheme, reference, &at.key("$ref"))?;
            return Some(ReferenceOr::Reference { reference });
        }
        let draft = self.security_members(value, at)?;
        let scheme = self.security_kind(draft, at)?;
        Some(ReferenceOr::Item(scheme))
    }

    fn security_members(&mut self, value: &'d Value, at: &At<'_>) -> Option<Draft> {
        let mut draft = Draft::default();
        for (key, value) in self.object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "type" => draft.kind = self.text(value, at),
                "name" => draft.name = self.text(value, at),
                "in" => draft.place = self.text(value, at),
                "scheme" => draft.scheme = self.text(value, at),
                "bearerFormat" => draft.bearer_format = self.text(value, at),
                "flows" => draft.flows = self.flows(value, at),
                "openIdConnectUrl" => draft.url = self.text(value, at),
                "description" => draft.description = self.text(value, at),
                // New in OpenAPI 3.2; where a token comes from is the caller's concern.
                "oauth2MetadataUrl" | "deprecated" => {}
                _ => self.other_member(&mut draft.extensions, key, value, at),
            }
        }
        Some(draft)
    }

    fn security_kind(&mut self, draft: Draft, at: &At<'_>) -> Option<SecurityScheme> {
        let Draft {
            description,
            extensions,
            ..
        } = draft;
        match draft.kind.as_deref() {
            Some("apiKey") => Some(SecurityScheme::APIKey {
                location: self.key_location(draft.place.as_deref(), at),
                name: self.key_name(draft.name, at)?,
                description,
                extensions,
            }),
            Some("http") => Some(SecurityScheme::HTTP {
                scheme: self.http_scheme(draft.scheme, at),
                bearer_format: draft.bearer_format,
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
                flows: draft.flows,
                description,
                extensions,
            }),
            Some("openIdConnect") => Some(SecurityScheme::OpenIDConnect {
                open_id_connect_url: draft.url.unwrap_or_default(),
                description,
                extensions,
            }),
            other => {
                let message = match other {
                    Some(kind) => format!("`{kind}` is no type of a security scheme"),
                    None => "the security scheme has no `type`".to_owned(),
                };
                self.diagnostics
                    .warning(code::INVALID_SECURITY, at, message)
                    .hint("the types are apiKey, http, mutualTLS, oauth2 and openIdConnect");
                None
            }
        }
    }

    fn key_location(&mut self, place: Option<&str>, at: &At<'_>) -> APIKeyLocation {
        match place {
            Some("header") => APIKeyLocation::Header,
            Some("query") => APIKeyLocation::Query,
            Some("cookie") => APIKeyLocation::Cookie,
            _ => {
                self.diagnostics.warning(
                    code::INVALID_SECURITY,
                    at,
                    "the API key does not say where it is sent; it is sent as a header",
                );
                APIKeyLocation::Header
            }
        }
    }

    fn key_name(&mut self, name: Option<String>, at: &At<'_>) -> Option<String> {
        if name.is_none() {
            self.diagnostics.warning(
                code::INVALID_SECURITY,
                at,
                "the API key has no `name`; the scheme is ignored",
            );
        }
        name
    }

    fn http_scheme(&mut self, scheme: Option<String>, at: &At<'_>) -> String {
        scheme.unwrap_or_else(|| {
            self.diagnostics.warning(
                code::INVALID_SECURITY,
                at,
                "the HTTP security scheme has no `scheme`; it is read as `bearer`",
            );
            "bearer".to_owned()
        })
    }

    fn flows(&mut self, value: &'d Value, at: &At<'_>) -> OAuth2Flows {
        let mut flows = OAuth2Flows::default();
        for (key, value) in self.object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "implicit" | "password" | "clientCredentials" | "authorizationCode" => {
                    if let Some(flow) = self.flow(value, at) {
                        add_flow(&mut flows, key, flow);
                    }
                }
                // New in OpenAPI 3.2; how a token is come by is the caller's concern.
                "deviceAuthorization" => {}
                _ => self.other_member(&mut flows.extensions, key, value, at),
            }
        }
        flows
    }

    fn flow(&mut self, value: &'d Value, at: &At<'_>) -> Option<Flow> {
        let mut flow = Flow::default();
        for (key, value) in self.object(value, at)? {
            let at = &at.key(key);
            match key.as_str() {
                "authorizationUrl" => {
                    flow.authorization_url = self.text(value, at).unwrap_or_default();
                }
                "tokenUrl" => flow.token_url = self.text(value, at).unwrap_or_default(),
                "refreshUrl" => flow.refresh_url = self.text(value, at),
                "scopes" => {
                    for (scope, text) in self.object(value, at).into_iter().flatten() {
                        let text = self.text(text, &at.key(scope)).unwrap_or_default();
                        flow.scopes.insert(scope.clone(), text);
                    }
                }
                _ => self.other_member(&mut flow.extensions, key, value, at),
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
        extensions,
    } = flow;
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
