//! Security schemes and requirements.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::super::header_name::is_token;
use super::super::names::{Scope, field_name, strip_raw_prefix};
use super::super::resolver::Resolver;
use crate::diagnostic::code;
use crate::ir::{ApiKeyLocation, ClientCredentials, SecurityScheme, SecuritySchemeKind};
use crate::location::{FileId, SourceLocation};
use crate::lower::view::{ApiKeyIn, SchemeKind, SecuritySchemeView};

/// Names that are methods of the client's builder already.
const RESERVED_SETTERS: [&str; 17] = [
    "base_url",
    "build",
    "call_options",
    "clone",
    "connect_timeout",
    "credential",
    "default",
    "from_env",
    "header",
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
            .lowered
            .security_scheme_keys()
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

    /// Resolves a scheme; names are assigned later.
    fn security_scheme(&mut self, key: &str) -> Option<SecurityScheme> {
        let declared = self.lowered.security_scheme(key)?;
        let at = declared.location();
        let client_credentials = client_credentials(&declared);
        self.report_kind(key, declared.kind(), at);
        let kind = match declared.kind() {
            SchemeKind::ApiKey { key_in, name } => {
                let location = match key_in {
                    ApiKeyIn::Header => ApiKeyLocation::Header,
                    ApiKeyIn::Query => ApiKeyLocation::Query,
                    ApiKeyIn::Cookie => ApiKeyLocation::Cookie,
                };
                self.report_invalid_key_name(location, name, at);
                let name = name.to_owned();
                SecuritySchemeKind::ApiKey { location, name }
            }
            SchemeKind::Http(scheme) => http_kind(scheme),
            SchemeKind::MutualTls => SecuritySchemeKind::MutualTls,
            SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
                if client_credentials.is_none() {
                    let message = format!(
                        "the client does not run the OAuth flows of `{key}`; pass a bearer token"
                    );
                    self.diagnostics
                        .note(code::TOKEN_OF_CALLER, at.clone(), message);
                }
                SecuritySchemeKind::Bearer
            }
        };
        Some(SecurityScheme {
            key: key.to_owned(),
            name: String::new(),
            docs: declared.description().map(str::to_owned),
            kind,
            source: None,
            client_credentials,
            at: at.clone(),
        })
    }

    fn report_invalid_key_name(
        &mut self,
        location: ApiKeyLocation,
        name: &str,
        at: &SourceLocation,
    ) {
        if location == ApiKeyLocation::Query || is_token(name) {
            return;
        }
        let message =
            format!("`{name}` is not a valid name of a header or cookie; the key cannot be sent");
        self.diagnostics
            .warning(code::INVALID_SECURITY, at.child("name"), message)
            .hint("names of headers and cookies have no spaces, colons or brackets (RFC 9110, section 5.6.2)");
    }

    /// Returns the requirements of operations that declare none: those of the options, or else those of the document.
    pub(super) fn root_security(&mut self) -> SecurityRequirements {
        self.report_unknown_schemes_in_options();
        if let Some(security) = self.configured_security() {
            let at = SourceLocation::root(FileId::default()).child("security");
            return self.resolve_requirements(&security, &at);
        }
        match self.lowered.security() {
            Some((security, at)) => self.resolve_requirements(security, &at),
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
        security: &[IndexMap<String, Vec<String>>],
        at: &SourceLocation,
    ) -> SecurityRequirements {
        let mut requirements = SecurityRequirements::default();
        for (index, requirement) in security.iter().enumerate() {
            let at = at.item(index);
            let mut alternative = Vec::with_capacity(requirement.len());
            let mut is_defined = true;
            for key in requirement.keys() {
                match self
                    .lowered
                    .security_scheme(key)
                    .map(|scheme| scheme.kind())
                {
                    None => {
                        is_defined = false;
                        self.report_undefined_scheme(key, at.child(key));
                    }
                    Some(SchemeKind::MutualTls) => {}
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
            .lowered
            .security_scheme_keys()
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
fn client_credentials(scheme: &SecuritySchemeView<'_>) -> Option<ClientCredentials> {
    let (token_url, scopes) = scheme.client_credentials()?;
    Some(ClientCredentials {
        setter: String::new(),
        token_url: token_url.to_owned(),
        scopes: scopes.into_iter().map(str::to_owned).collect(),
    })
}

/// Returns the kind of an HTTP scheme, whose name is case-insensitive (RFC 9110, section 11.1).
fn http_kind(scheme: &str) -> SecuritySchemeKind {
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => SecuritySchemeKind::Bearer,
        "basic" => SecuritySchemeKind::Basic,
        _ => SecuritySchemeKind::Other(scheme.to_owned()),
    }
}
