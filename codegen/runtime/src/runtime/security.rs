//! Credentials, and which of them a call carries.

use std::fmt;
use std::sync::Arc;

use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::base64;
#[cfg(feature = "client-credentials")]
use super::client_credentials::ClientCredentials;
use super::clock::Clock;
use super::operation::Operation;
use super::percent;
use super::redact::Secrets;
use super::request_error::{ConfigurationError, MissingCredentials};
use super::token::{TokenSource, Tokens};
use super::transport::Http;

/// What proves who calls, for one security scheme. `Debug` does not show it.
#[derive(Clone)]
pub struct Credential {
    place: Place,
    secret: String,
}

/// Where a credential is sent, and how it is written there.
#[derive(Clone)]
enum Place {
    Header(String),
    Query(String),
    Cookie(String),
    Basic { user: String },
    Authorization { scheme: String },
    Tokens(Arc<Open>),
}

/// What gives the source of the tokens, with what it needs of the client; its credentials go to the secrets.
type Open =
    dyn Fn(&Surroundings<'_>, &mut Secrets) -> Result<Arc<dyn TokenSource>, String> + Send + Sync;

/// What tokens are got with.
#[cfg_attr(
    not(feature = "client-credentials"),
    expect(dead_code, reason = "nothing gets tokens by itself")
)]
pub(crate) struct Surroundings<'a> {
    pub(crate) http: &'a Http,
    pub(crate) clock: &'a Arc<dyn Clock>,
    pub(crate) base_url: &'a Url,
}

impl Credential {
    /// A value that is sent as the header `name`.
    pub fn header(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            place: Place::Header(name.into()),
            secret: value.into(),
        }
    }

    /// A value that is sent in the query as `name`.
    ///
    /// Queries stand in the logs of servers and proxies, so a header is the better place where there is a choice.
    pub fn query(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            place: Place::Query(name.into()),
            secret: value.into(),
        }
    }

    /// A value that is sent as the cookie `name`, as it is.
    pub fn cookie(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            place: Place::Cookie(name.into()),
            secret: value.into(),
        }
    }

    /// `Authorization: Bearer` with a token (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::authorization("Bearer", token)
    }

    /// `Authorization: Basic` with a user name, which has no colon, and a password (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            place: Place::Basic { user: user.into() },
            secret: password.into(),
        }
    }

    /// `Authorization` with another scheme and what follows it (RFC 9110, section 11.4).
    pub fn authorization(scheme: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            place: Place::Authorization {
                scheme: scheme.into(),
            },
            secret: value.into(),
        }
    }

    /// `Authorization: Bearer` with the tokens that a source gives.
    pub fn tokens(source: impl TokenSource) -> Self {
        let source: Arc<dyn TokenSource> = Arc::new(source);
        Self {
            place: Place::Tokens(Arc::new(move |_, _| Ok(Arc::clone(&source)))),
            secret: String::new(),
        }
    }

    /// `Authorization: Bearer` with tokens that are got for client credentials, at this address and for these scopes where
    /// nothing else is said.
    #[cfg(feature = "client-credentials")]
    pub fn client_credentials(
        client: ClientCredentials,
        token_url: &'static str,
        scopes: &'static [&'static str],
    ) -> Self {
        let open = move |surroundings: &Surroundings<'_>, secrets: &mut Secrets| {
            let grant = client.grant(token_url, scopes, surroundings)?;
            secrets.extend(&grant.secrets);
            let source: Arc<dyn TokenSource> = Arc::new(grant);
            Ok(source)
        };
        Self {
            place: Place::Tokens(Arc::new(open)),
            secret: String::new(),
        }
    }

    /// What is sent, for the scheme `key`; what must be hidden goes to `secrets`.
    fn prepare(
        &self,
        key: &'static str,
        surroundings: &Surroundings<'_>,
        secrets: &mut Secrets,
    ) -> Result<Prepared, ConfigurationError> {
        let fault = |what: &str| ConfigurationError::new(format!("credential {key}: {what}"));
        if self.secret.is_empty() && !matches!(self.place, Place::Basic { .. } | Place::Tokens(_)) {
            return Err(fault("it is empty"));
        }
        secrets.add_forms(&self.secret);
        let authorization = |text: &str| Some((AUTHORIZATION, sensitive(text)?));
        let unsendable = || fault("it holds a character that a header cannot carry");
        let header = match &self.place {
            Place::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| fault("the name of its header is not valid"))?;
                sensitive(&self.secret).map(|value| (name, value))
            }
            Place::Query(name) => {
                let (name, value) = (percent::encoded(name), percent::encoded(&self.secret));
                return Ok(Prepared::Query(format!("{name}={value}")));
            }
            Place::Cookie(name) => {
                if !self.secret.bytes().all(is_cookie_octet) {
                    return Err(fault("it holds a character that a cookie cannot carry"));
                }
                return Ok(Prepared::Cookie(format!("{name}={}", self.secret)));
            }
            Place::Basic { user } if user.contains(':') => {
                return Err(fault("its user name holds a colon"));
            }
            Place::Basic { user } => {
                let pair = base64::encode(format!("{user}:{}", self.secret).as_bytes());
                secrets.add(&pair);
                authorization(&format!("Basic {pair}"))
            }
            Place::Authorization { scheme } => authorization(&format!("{scheme} {}", self.secret)),
            Place::Tokens(open) => {
                let source = open(surroundings, secrets).map_err(|what| fault(&what))?;
                secrets.expect_tokens();
                return Ok(Prepared::Tokens(Arc::new(Tokens::new(key, source))));
            }
        };
        let (name, value) = header.ok_or_else(unsendable)?;
        Ok(Prepared::Header(name, value))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = match &self.place {
            Place::Header(name) => ("header", name.as_str()),
            Place::Query(name) => ("query", name.as_str()),
            Place::Cookie(name) => ("cookie", name.as_str()),
            Place::Basic { .. } => ("authorization", "Basic"),
            Place::Authorization { scheme } => ("authorization", scheme.as_str()),
            Place::Tokens(_) => ("authorization", "Bearer"),
        };
        write!(f, "Credential({kind} {name}: ***)")
    }
}

/// A credential as it is sent.
#[derive(Clone)]
pub(crate) enum Prepared {
    Header(HeaderName, HeaderValue),
    /// A percent-encoded pair.
    Query(String),
    /// A pair of the `Cookie` header.
    Cookie(String),
    /// The header `Authorization`, by the time that it is sent.
    Tokens(Arc<Tokens>),
}

/// The credentials of a client, by the key of their security scheme.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    prepared: Vec<(&'static str, Prepared)>,
    pub(crate) secrets: Secrets,
}

impl Credentials {
    /// # Errors
    ///
    /// Where a value cannot be sent at its place; the error does not show the value.
    pub(crate) fn prepare(
        credentials: &[(&'static str, Credential)],
        surroundings: &Surroundings<'_>,
    ) -> Result<Self, ConfigurationError> {
        let mut all = Self::default();
        for (key, credential) in credentials {
            let prepared = credential.prepare(key, surroundings, &mut all.secrets)?;
            all.prepared.push((key, prepared));
        }
        Ok(all)
    }

    /// What a call of the operation carries.
    ///
    /// The first alternative all of whose schemes are configured; but where a later one asks for all of these and for more,
    /// and is configured too, that one: it could never be chosen otherwise. Anonymous calls are for clients without any.
    ///
    /// # Errors
    ///
    /// Where no alternative is configured whole, and none is anonymous.
    pub(crate) fn select(
        &self,
        operation: &Operation,
    ) -> Result<Vec<&Prepared>, MissingCredentials> {
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
            let is_configured = |key: &str| self.get(key).is_some();
            return Err(MissingCredentials::new(operation, is_configured));
        }
        Ok(chosen.iter().filter_map(|key| self.get(key)).collect())
    }

    /// Everything that is configured.
    pub(crate) fn all(&self) -> Vec<&Prepared> {
        self.prepared.iter().map(|(_, prepared)| prepared).collect()
    }

    /// The keys of the schemes that are configured.
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        self.prepared.iter().map(|(key, _)| *key).collect()
    }

    fn get(&self, key: &str) -> Option<&Prepared> {
        let found = self.prepared.iter().find(|(known, _)| *known == key);
        found.map(|(_, prepared)| prepared)
    }
}

/// A header value that is never shown; `None` where it is none.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// RFC 6265, section 4.1.1.
fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}
