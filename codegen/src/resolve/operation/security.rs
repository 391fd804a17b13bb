//! Security schemes and requirements.

use std::collections::BTreeMap;

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement};

use super::super::names::{Scope, field_name, strip_raw_prefix};
use super::super::resolver::Resolver;
use super::parameter::is_token;
use super::text::non_blank;
use crate::diagnostic::code;
use crate::ir::{ApiKeyLocation, ClientCredentials, SecurityScheme, SecuritySchemeKind};
use crate::location::{FileId, SourceLocation};
use crate::lower::security::MUTUAL_TLS;
use crate::lower::{ComponentKind, component_key};

/// Names that are methods of the client's builder already.
const RESERVED_SETTERS: [&str; 16] = [
    "base_url",
    "build",
    "call_options",
    "clone",
    "connect_timeout",
    "credential",
    "default",
    "from_env",
    "hook",
    "http_client",
    "new",
    "retry",
    "retry_budget",
    "server",
    "timeout",
    "transport",
];

/// The security requirements of an operation.
#[derive(Debug, Clone, Default)]
pub(super) struct SecurityRequirements {
    /// The alternatives, each with the keys of the schemes that are required together.
    pub(super) alternatives: Vec<Vec<String>>,
    /// The required scopes or roles, by the key of the scheme.
    pub(super) scopes: BTreeMap<String, Vec<String>>,
}

impl SecurityRequirements {
    fn add_scopes(&mut self, key: &str, scopes: &[String]) {
        if scopes.is_empty() {
            return;
        }
        let known = self.scopes.entry(key.to_owned()).or_default();
        for scope in scopes {
            if !known.contains(scope) {
                known.push(scope.clone());
            }
        }
        // All of them are required, so their order is irrelevant.
        known.sort();
    }
}

impl<'a> Resolver<'a> {
    /// Resolves the security schemes, by key.
    pub(in crate::resolve) fn resolve_security_schemes(&mut self) -> Vec<SecurityScheme> {
        let mut schemes: Vec<SecurityScheme> = self
            .scheme_keys()
            .into_iter()
            .filter_map(|key| self.security_scheme(key))
            .collect();
        schemes.sort_by(|one, other| one.key.cmp(&other.key));
        let mut names = Scope::fields();
        for scheme in &mut schemes {
            let mut name = field_name(&scheme.key);
            if RESERVED_SETTERS.contains(&name.as_str()) {
                name.push_str("_credential");
            }
            scheme.name = names.take(name);
        }
        for scheme in &mut schemes {
            let name = strip_raw_prefix(&scheme.name).to_owned();
            if scheme.kind == SecuritySchemeKind::Bearer {
                scheme.source = Some(names.take(format!("{name}_source")));
            }
            if let Some(client_credentials) = &mut scheme.client_credentials {
                client_credentials.setter = names.take(format!("{name}_client_credentials"));
            }
        }
        schemes
    }

    fn scheme_keys(&self) -> Vec<&'a str> {
        let components = self.api.components.iter();
        components
            .flat_map(|components| components.security_schemes.keys())
            .map(String::as_str)
            .collect()
    }

    /// Resolves a scheme; names are assigned later.
    fn security_scheme(&mut self, key: &'a str) -> Option<SecurityScheme> {
        let (declared, at) = self.dereference_scheme(key)?;
        let (kind, docs) = match declared {
            openapiv3::SecurityScheme::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let place = match location {
                    APIKeyLocation::Header => ApiKeyLocation::Header,
                    APIKeyLocation::Query => ApiKeyLocation::Query,
                    APIKeyLocation::Cookie => ApiKeyLocation::Cookie,
                };
                self.report_invalid_key_name(place, name, &at);
                let name = name.clone();
                (
                    SecuritySchemeKind::ApiKey {
                        location: place,
                        name,
                    },
                    description,
                )
            }
            openapiv3::SecurityScheme::HTTP {
                scheme,
                description,
                ..
            } => (http_kind(scheme), description),
            openapiv3::SecurityScheme::OAuth2 { description, .. }
            | openapiv3::SecurityScheme::OpenIDConnect { description, .. } => {
                if client_credentials(declared).is_none() {
                    let message = format!(
                        "the client does not run the OAuth flows of `{key}`; pass a bearer token"
                    );
                    self.diagnostics
                        .note(code::TOKEN_OF_CALLER, at.clone(), message);
                }
                (SecuritySchemeKind::Bearer, description)
            }
        };
        Some(SecurityScheme {
            key: key.to_owned(),
            name: String::new(),
            docs: non_blank(docs),
            kind,
            source: None,
            client_credentials: client_credentials(declared),
            at,
        })
    }

    fn report_invalid_key_name(&mut self, place: ApiKeyLocation, name: &str, at: &SourceLocation) {
        if place == ApiKeyLocation::Query || is_token(name) {
            return;
        }
        let message =
            format!("`{name}` is not a valid name of a header or cookie; the key cannot be sent");
        self.diagnostics
            .warning(code::INVALID_SECURITY, at.child("name"), message)
            .hint("names of headers and cookies have no spaces, colons or brackets (RFC 9110, section 5.6.2)");
    }

    /// Follows references to a scheme, and returns its location.
    fn dereference_scheme(
        &self,
        key: &'a str,
    ) -> Option<(&'a openapiv3::SecurityScheme, SourceLocation)> {
        let kind = ComponentKind::SecurityScheme;
        let schemes = &self.api.components.as_ref()?.security_schemes;
        let mut key = key;
        for _ in 0..=schemes.len() {
            match schemes.get(key)? {
                ReferenceOr::Item(scheme) => {
                    return Some((scheme, self.lowered.location_of_component(kind, key)));
                }
                ReferenceOr::Reference { reference } => key = component_key(kind, reference)?,
            }
        }
        None
    }

    /// Returns the requirements of operations that declare none.
    pub(super) fn root_security(&mut self) -> SecurityRequirements {
        let at = SourceLocation::root(FileId::default()).child("security");
        match &self.api.security {
            Some(security) => self.resolve_requirements(security, &at),
            None => SecurityRequirements::default(),
        }
    }

    /// Resolves a list of alternatives (OpenAPI 3.0.3, "Security Requirement Object").
    ///
    /// An alternative with an undefined scheme cannot be satisfied and is ignored. A client
    /// certificate is not a credential of a request, so only the rest of the alternative is
    /// required.
    pub(super) fn resolve_requirements(
        &mut self,
        security: &'a [SecurityRequirement],
        at: &SourceLocation,
    ) -> SecurityRequirements {
        let mut requirements = SecurityRequirements::default();
        for (index, requirement) in security.iter().enumerate() {
            let at = at.item(index);
            let mut alternative = Vec::with_capacity(requirement.len());
            let mut is_defined = true;
            for key in requirement.keys() {
                match self.dereference_scheme(key) {
                    None => {
                        is_defined = false;
                        self.report_undefined_scheme(key, at.child(key));
                    }
                    Some((scheme, _)) if is_mutual_tls(scheme) => {}
                    Some(_) => alternative.push(key.clone()),
                }
            }
            if !is_defined {
                continue;
            }
            for (key, scopes) in requirement {
                requirements.add_scopes(key, scopes);
            }
            // All of them are sent, so their order is irrelevant.
            alternative.sort();
            if !requirements.alternatives.contains(&alternative) {
                requirements.alternatives.push(alternative);
            }
        }
        requirements
    }

    fn report_undefined_scheme(&mut self, key: &str, at: SourceLocation) {
        let message = format!("unknown security scheme `{key}`; this alternative is ignored");
        let defined: Vec<String> = self
            .scheme_keys()
            .iter()
            .map(|key| format!("`{key}`"))
            .collect();
        let hint = match defined.as_slice() {
            [] => "define it in `components/securitySchemes`".to_owned(),
            defined => format!("the defined schemes are {}", defined.join(", ")),
        };
        self.diagnostics
            .warning(code::UNDEFINED_SECURITY_SCHEME, at, message)
            .hint(hint);
    }
}

/// Returns the client credentials flow of a scheme; names are assigned later.
fn client_credentials(scheme: &openapiv3::SecurityScheme) -> Option<ClientCredentials> {
    let openapiv3::SecurityScheme::OAuth2 { flows, .. } = scheme else {
        return None;
    };
    let flow = flows.client_credentials.as_ref()?;
    let token_url = flow.token_url.trim();
    (!token_url.is_empty()).then(|| ClientCredentials {
        setter: String::new(),
        token_url: token_url.to_owned(),
        scopes: flow.scopes.keys().cloned().collect(),
    })
}

/// Returns the kind of an HTTP scheme, whose name is case-insensitive (RFC 9110, section 11.1).
fn http_kind(scheme: &str) -> SecuritySchemeKind {
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => SecuritySchemeKind::Bearer,
        "basic" => SecuritySchemeKind::Basic,
        _ if scheme == MUTUAL_TLS => SecuritySchemeKind::MutualTls,
        _ => SecuritySchemeKind::Other(scheme.to_owned()),
    }
}

fn is_mutual_tls(scheme: &openapiv3::SecurityScheme) -> bool {
    matches!(scheme, openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme == MUTUAL_TLS)
}
