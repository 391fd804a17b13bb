//! Credentials, and the choice of those that a call sends.

use std::fmt;
use std::sync::Arc;

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

#[cfg(feature = "client-credentials")]
use crate::runtime::auth::client_credentials::ClientCredentials;
use crate::runtime::auth::context::CredentialContext;
use crate::runtime::auth::token::{TokenSource, Tokens};
use crate::runtime::call::operation::Operation;
use crate::runtime::encode::percent;
use crate::runtime::error::request::ConfigurationError;
use crate::runtime::http::redact::Secrets;
use crate::runtime::json::base64;

/// The credential of one security scheme. `Debug` does not show its secret.
#[derive(Clone)]
pub struct Credential {
    kind: CredentialKind,
    secret: String,
}

/// The place and the format in which a credential is sent.
#[derive(Clone)]
enum CredentialKind {
    Header(String),
    Query(String),
    Cookie(String),
    Basic { user: String },
    Authorization { scheme: String },
    Tokens(Arc<OpenSource>),
}

/// Creates the source of tokens, and adds its credentials to the secrets.
type OpenSource = dyn Fn(&CredentialContext<'_>, &mut Secrets) -> Result<Arc<dyn TokenSource>, String>
    + Send
    + Sync;

impl Credential {
    /// Creates a credential that is sent as the header `name`.
    pub fn header(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind: CredentialKind::Header(name.into()),
            secret: value.into(),
        }
    }

    /// Creates a credential that is sent as the query parameter `name`.
    ///
    /// Servers and proxies log queries, so prefer a header if the API accepts both.
    pub fn query(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind: CredentialKind::Query(name.into()),
            secret: value.into(),
        }
    }

    /// Creates a credential that is sent unchanged as the cookie `name`.
    pub fn cookie(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind: CredentialKind::Cookie(name.into()),
            secret: value.into(),
        }
    }

    /// Creates a credential that is sent as `Authorization: Bearer` with a token (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::authorization("Bearer", token)
    }

    /// Creates a credential that is sent as `Authorization: Basic` (RFC 7617). The user name must not contain a colon.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            kind: CredentialKind::Basic { user: user.into() },
            secret: password.into(),
        }
    }

    /// Creates a credential that is sent as `Authorization` with this scheme and value (RFC 9110, section 11.4).
    pub fn authorization(scheme: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind: CredentialKind::Authorization {
                scheme: scheme.into(),
            },
            secret: value.into(),
        }
    }

    /// Creates a credential that is sent as `Authorization: Bearer` with tokens from a source.
    pub fn tokens(source: impl TokenSource) -> Self {
        let source: Arc<dyn TokenSource> = Arc::new(source);
        Self {
            kind: CredentialKind::Tokens(Arc::new(move |_, _| Ok(Arc::clone(&source)))),
            secret: String::new(),
        }
    }

    /// Creates a credential that is sent as `Authorization: Bearer` with tokens that are requested with client credentials.
    /// The URL and the scopes apply unless `client` has its own.
    #[cfg(feature = "client-credentials")]
    pub fn client_credentials(
        client: ClientCredentials,
        token_url: &'static str,
        scopes: &'static [&'static str],
    ) -> Self {
        let open = move |context: &CredentialContext<'_>, secrets: &mut Secrets| {
            let grant = client.grant(token_url, scopes, context)?;
            secrets.extend(&grant.secrets);
            let source: Arc<dyn TokenSource> = Arc::new(grant);
            Ok(source)
        };
        Self {
            kind: CredentialKind::Tokens(Arc::new(open)),
            secret: String::new(),
        }
    }

    /// Prepares the credential of the scheme `key` for sending, and adds its secrets to `secrets`.
    fn prepare(
        &self,
        key: &'static str,
        context: &CredentialContext<'_>,
        secrets: &mut Secrets,
    ) -> Result<PreparedCredential, ConfigurationError> {
        let fault = |reason: &str| ConfigurationError::new(format!("credential {key}: {reason}"));
        if self.secret.is_empty()
            && !matches!(
                self.kind,
                CredentialKind::Basic { .. } | CredentialKind::Tokens(_)
            )
        {
            return Err(fault("it is empty"));
        }
        secrets.add_forms(&self.secret);
        let authorization = |text: &str| Some((AUTHORIZATION, sensitive(text)?));
        let unsendable = || fault("it holds a character that a header cannot carry");
        let header = match &self.kind {
            CredentialKind::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| fault("the name of its header is not valid"))?;
                sensitive(&self.secret).map(|value| (name, value))
            }
            CredentialKind::Query(name) => {
                let (name, value) = (percent::encoded(name), percent::encoded(&self.secret));
                return Ok(PreparedCredential::Query(format!("{name}={value}")));
            }
            CredentialKind::Cookie(name) => {
                if !self.secret.bytes().all(is_cookie_byte) {
                    return Err(fault("it holds a character that a cookie cannot carry"));
                }
                return Ok(PreparedCredential::Cookie(format!(
                    "{name}={}",
                    self.secret
                )));
            }
            CredentialKind::Basic { user } if user.contains(':') => {
                return Err(fault("its user name holds a colon"));
            }
            CredentialKind::Basic { user } => {
                let pair = base64::encode(format!("{user}:{}", self.secret).as_bytes());
                secrets.add(&pair);
                authorization(&format!("Basic {pair}"))
            }
            CredentialKind::Authorization { scheme } => {
                authorization(&format!("{scheme} {}", self.secret))
            }
            CredentialKind::Tokens(open) => {
                let source = open(context, secrets).map_err(|reason| fault(&reason))?;
                secrets.expect_tokens();
                return Ok(PreparedCredential::Tokens(Arc::new(Tokens::new(
                    key, source,
                ))));
            }
        };
        let (name, value) = header.ok_or_else(unsendable)?;
        Ok(PreparedCredential::Header(name, value))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = match &self.kind {
            CredentialKind::Header(name) => ("header", name.as_str()),
            CredentialKind::Query(name) => ("query", name.as_str()),
            CredentialKind::Cookie(name) => ("cookie", name.as_str()),
            CredentialKind::Basic { .. } => ("authorization", "Basic"),
            CredentialKind::Authorization { scheme } => ("authorization", scheme.as_str()),
            CredentialKind::Tokens(_) => ("authorization", "Bearer"),
        };
        write!(f, "Credential({kind} {name}: ***)")
    }
}

/// A credential in the form in which it is sent.
#[derive(Clone)]
pub(crate) enum PreparedCredential {
    Header(HeaderName, HeaderValue),
    /// A percent-encoded query parameter.
    Query(String),
    /// A `name=value` pair of the `Cookie` header.
    Cookie(String),
    /// The `Authorization` header, with the token that is current when the request is sent.
    Tokens(Arc<Tokens>),
}

/// The credentials of a client by the key of their security scheme.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    prepared: Vec<(&'static str, PreparedCredential)>,
    pub(crate) secrets: Secrets,
}

impl Credentials {
    /// Prepares all credentials.
    ///
    /// # Errors
    ///
    /// If a value cannot be sent in its place. The error does not show the value.
    pub(crate) fn prepare(
        credentials: &[(&'static str, Credential)],
        context: &CredentialContext<'_>,
    ) -> Result<Self, ConfigurationError> {
        let mut all = Self::default();
        for (key, credential) in credentials {
            let prepared = credential.prepare(key, context, &mut all.secrets)?;
            all.prepared.push((key, prepared));
        }
        Ok(all)
    }

    /// Returns the credentials for a call of the operation.
    ///
    /// This is the first alternative whose schemes are all configured. A later configured alternative that requires all of
    /// these schemes and more takes precedence, since it could never be chosen otherwise. A call is anonymous only if no
    /// other alternative is configured. Returns `None` if no alternative is fully configured and none is anonymous.
    pub(crate) fn select(&self, operation: &Operation) -> Option<Vec<&PreparedCredential>> {
        let configured = |alternative: &&&[&str]| {
            !alternative.is_empty() && alternative.iter().all(|key| self.get(key).is_some())
        };
        let mut chosen: &[&str] = &[];
        for alternative in operation.security.iter().filter(configured) {
            let extends = alternative.len() > chosen.len()
                && chosen.iter().all(|key| alternative.contains(key));
            if extends {
                chosen = alternative;
            }
        }
        let needs_none =
            operation.security.is_empty() || operation.security.iter().any(|keys| keys.is_empty());
        if chosen.is_empty() && !needs_none {
            return None;
        }
        Some(chosen.iter().filter_map(|key| self.get(key)).collect())
    }

    /// Returns all configured credentials.
    pub(crate) fn all(&self) -> Vec<&PreparedCredential> {
        self.prepared.iter().map(|(_, prepared)| prepared).collect()
    }

    /// Returns the keys of the configured schemes.
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        self.prepared.iter().map(|(key, _)| *key).collect()
    }

    /// Returns `true` if the scheme with this key has a credential.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn get(&self, key: &str) -> Option<&PreparedCredential> {
        let found = self.prepared.iter().find(|(known, _)| *known == key);
        found.map(|(_, prepared)| prepared)
    }
}

/// Returns a sensitive header value, or `None` if the text is not a valid value.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Returns `true` if a cookie value may contain the byte (RFC 6265, section 4.1.1).
fn is_cookie_byte(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}
