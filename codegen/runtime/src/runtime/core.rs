//! What all calls of a client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Url, redirect};

use super::error::Error;
use super::operation::Operation;
use super::request::Request;
use super::request_error::ConfigurationError;
use super::security::{Credential, Credentials};
use super::url;

/// The time for making a connection, where the client is ours.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The time for a whole call, where the client is ours and nothing else is said: long enough for a slow answer, short enough
/// that a server which says nothing is noticed.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What all calls of a client share: HTTP client, base URL, credentials. Cheap to clone; `Debug` shows no credential.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    follows_redirects: bool,
    base_url: Url,
    timeout: Option<Duration>,
    credentials: Credentials,
}

impl Core {
    /// An empty request for a call of the operation.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    /// Whether redirects are followed here rather than by the HTTP client.
    pub(crate) fn follows_redirects(&self) -> bool {
        self.inner.follows_redirects
    }

    pub(crate) fn base_url(&self) -> &Url {
        &self.inner.base_url
    }

    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.inner.timeout
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.inner.credentials
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.inner.base_url.as_str())
            .field("timeout", &self.inner.timeout)
            .field("credentials", &self.inner.credentials.keys())
            .finish_non_exhaustive()
    }
}

/// Builds a [`Core`]. `Debug` shows no credential.
#[derive(Clone)]
#[must_use = "nothing is built before `build`"]
pub struct CoreBuilder {
    base_url: String,
    http: Option<reqwest::Client>,
    timeout: Option<Duration>,
    credentials: Vec<(&'static str, Credential)>,
}

impl CoreBuilder {
    /// A builder with the document's server as base URL, no credential, and a limit of 60 seconds for each call.
    pub fn new(default_base_url: &'static str) -> Self {
        Self {
            base_url: default_base_url.to_owned(),
            http: None,
            timeout: None,
            credentials: Vec::new(),
        }
    }

    /// Sends calls to another server. A path is kept as a prefix; a slash at its end makes no difference.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sets the credential of a security scheme, by the scheme's key in the document.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.retain(|(known, _)| *known != scheme);
        self.credentials.push((scheme, credential));
        self
    }

    /// Limits the time of each call from sending it to the end of its response.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Sends calls with this HTTP client, as it is configured: its time limits count where no limit is set here, and so does
    /// its redirect policy.
    ///
    /// The HTTP client that is made otherwise connects within 10 seconds and follows redirects within one origin only, so
    /// that no credential leaves it. The policy that reqwest has by default follows redirects to any server, and takes only
    /// well-known headers such as `Authorization` away: another header or a query with a key in it would be sent there.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Builds the core.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where the base URL is no absolute http or https URL, or has a query, a fragment or user
    /// information; where a credential cannot be sent at its place; where TLS cannot be set up.
    pub fn build(self) -> Result<Core, Error> {
        let base_url = url::base(&self.base_url).map_err(ConfigurationError::new)?;
        let credentials = Credentials::prepare(&self.credentials)?;
        let follows_redirects = self.http.is_none();
        let default_timeout = follows_redirects.then_some(TIMEOUT);
        let http = match self.http {
            Some(client) => client,
            None => http_client()?,
        };
        Ok(Core {
            inner: Arc::new(Inner {
                http,
                follows_redirects,
                base_url,
                timeout: self.timeout.or(default_timeout),
                credentials,
            }),
        })
    }
}

/// The HTTP client that is used where none is given. Redirects are followed where calls are sent, which knows the method.
fn http_client() -> Result<reqwest::Client, ConfigurationError> {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(redirect::Policy::none())
        .user_agent(concat!(
            env!("CARGO_PKG_NAME"),
            "/",
            env!("CARGO_PKG_VERSION")
        ))
        .build()
        .map_err(|source| ConfigurationError {
            reason: "the HTTP client cannot be set up".to_owned(),
            source: Some(source),
        })
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.credentials.iter().map(|(key, _)| key).collect();
        let mut shown = f.debug_struct("CoreBuilder");
        // It is not checked yet, so it may hold user information.
        if let Ok(url) = url::base(&self.base_url) {
            shown.field("base_url", &url.as_str());
        }
        shown
            .field("timeout", &self.timeout)
            .field("credentials", &keys)
            .finish_non_exhaustive()
    }
}
