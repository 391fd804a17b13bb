//! What all calls of a client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderName;

use super::clock::{Clock, SystemClock};
use super::error::Error;
use super::hook::{Hook, Hooks};
use super::operation::Operation;
use super::options::CallOptions;
use super::request::Request;
use super::request_error::ConfigurationError;
use super::retry::{Budget, RetryPolicy};
use super::security::{Credential, Credentials, Surroundings};
use super::server_url::ServerUrl;
#[cfg(feature = "tracing")]
use super::trace::Attempts;
use super::transport::{Http, Transport};
use super::url;

/// The time for making a connection, where nothing else is said.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The time for a whole call, where the client is ours and nothing else is said: long enough for a slow answer, short enough
/// that a server which says nothing is noticed.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The time between two pieces of a body, where nothing else is said. It is what ends a stream that says nothing more, so it is
/// long enough for those that rest.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);

/// The size of a body that is held in memory, where nothing else is said.
pub(crate) const MAX_BODY: u64 = 64 * 1024 * 1024;

/// The retries that all calls of a client together may make beyond what their successes pay for.
const RETRY_BUDGET: u32 = 100;

/// What all calls of a client share: HTTP client, base URL, credentials. Cheap to clone; `Debug` shows no credential.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
}

struct Inner {
    http: Http,
    has_own_http: bool,
    base_url: Url,
    /// Whether the caller gave the base URL, so that it counts for operations with servers of their own too.
    is_own_base_url: bool,
    options: CallOptions,
    budget: Budget,
    idempotency_header: Option<HeaderName>,
    hooks: Hooks,
    clock: Arc<dyn Clock>,
    credentials: Credentials,
    event_stream_end: Option<&'static str>,
}

impl Core {
    /// An empty request for a call of the operation.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    pub(crate) fn http(&self) -> &Http {
        &self.inner.http
    }

    /// Whether the HTTP client was made here: then redirects are followed here as well, and limits of time are those of here.
    pub(crate) fn has_own_http(&self) -> bool {
        self.inner.has_own_http
    }

    pub(crate) fn base_url(&self) -> &Url {
        &self.inner.base_url
    }

    /// The base URL for an operation with this server of its own, which may be relative to the usual one.
    ///
    /// # Errors
    ///
    /// Where it is no URL that calls can be sent to.
    pub(crate) fn base_url_of(&self, server: &str) -> Result<Url, String> {
        if self.inner.is_own_base_url {
            return Ok(self.inner.base_url.clone());
        }
        match self.inner.base_url.join(server) {
            Ok(url) => url::base(url.as_str()),
            Err(error) => Err(format!("its server `{server}`: {error}")),
        }
    }

    /// What counts for calls that say nothing else.
    pub(crate) fn options(&self) -> &CallOptions {
        &self.inner.options
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.inner.budget
    }

    /// The header in which a POST carries a key that is its own.
    pub(crate) fn idempotency_header(&self) -> Option<&HeaderName> {
        self.inner.idempotency_header.as_ref()
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.inner.hooks
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.inner.credentials
    }

    /// The data of the event behind which no other comes, where the API has its own; empty where it has none.
    pub(crate) fn event_stream_end(&self) -> Option<&'static str> {
        self.inner.event_stream_end
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.inner.base_url.as_str())
            .field("options", &self.inner.options)
            .field("credentials", &self.inner.credentials.keys())
            .finish_non_exhaustive()
    }
}

/// Builds a [`Core`]. `Debug` shows no credential.
#[derive(Clone)]
#[must_use = "nothing is built before `build`"]
pub struct CoreBuilder {
    base_url: Result<String, String>,
    is_own_base_url: bool,
    http: Option<Http>,
    connect_timeout: Duration,
    options: CallOptions,
    retry_budget: u32,
    idempotency_header: Option<&'static str>,
    hooks: Hooks,
    clock: Arc<dyn Clock>,
    credentials: Vec<(&'static str, Credential)>,
    event_stream_end: Option<&'static str>,
}

impl CoreBuilder {
    /// A builder with the document's server as base URL, no credential, and the usual limits.
    pub fn new(default_base_url: &'static str) -> Self {
        Self {
            base_url: Ok(default_base_url.to_owned()),
            is_own_base_url: false,
            http: None,
            connect_timeout: CONNECT_TIMEOUT,
            options: CallOptions::default(),
            retry_budget: RETRY_BUDGET,
            idempotency_header: None,
            hooks: Hooks::default(),
            clock: Arc::new(SystemClock),
            credentials: Vec::new(),
            event_stream_end: None,
        }
    }

    /// Sends calls to another server, also those of operations that have servers of their own. A path is kept as a prefix; a
    /// slash at its end makes no difference.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Ok(url.into());
        self.is_own_base_url = true;
        self
    }

    /// Sends calls to one of the document's servers; operations that have servers of their own still go there.
    pub fn server(mut self, server: &ServerUrl) -> Self {
        self.base_url = server.fill();
        self.is_own_base_url = false;
        self
    }

    /// Sets the credential of a security scheme, by the scheme's key in the document.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.retain(|(known, _)| *known != scheme);
        self.credentials.push((scheme, credential));
        self
    }

    /// Ends event streams at the event that holds this; never, where it is empty. Streams of JSON end at `[DONE]` if nothing is
    /// said.
    pub fn event_stream_end(mut self, data: &'static str) -> Self {
        self.event_stream_end = Some(data);
        self
    }

    /// Limits the time for making a connection; 10 seconds if nothing is said. An HTTP client or transport that is passed has
    /// its own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Limits the time of each call from sending it to the end of its response, all attempts and waits together; 60 seconds
    /// if nothing is said. Of a response that is a stream, the head has to come within this time.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// Sets what counts for calls that say nothing else. An idempotency key is for one call, and not taken from here.
    pub fn call_options(mut self, options: CallOptions) -> Self {
        self.options.extend(CallOptions {
            idempotency_key: None,
            ..options
        });
        self
    }

    /// How calls are tried again; [`RetryPolicy::none`] for not at all.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// How many retries all calls of the client together may make beyond what their successes pay for; 100 if nothing is
    /// said. Each success pays for a tenth of a retry: a service that is down is not asked for everything several times.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Gives each POST a random key of its own in this header, so that it can be tried again.
    pub fn idempotency_header(mut self, name: &'static str) -> Self {
        self.idempotency_header = Some(name);
        self
    }

    /// Adds a hook.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.add(Arc::new(hook));
        self
    }

    /// Sends calls with this HTTP client, as it is configured: its time limits count where no limit is set here, and so does
    /// its redirect policy.
    ///
    /// The HTTP client that is made otherwise connects within 10 seconds and follows redirects within one origin only, so
    /// that no credential leaves it. The policy that reqwest has by default follows redirects to any server, and takes only
    /// well-known headers such as `Authorization` away: another header or a query with a key in it would be sent there.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(Http::Client(client));
        self
    }

    /// Sends calls with something else than a `reqwest::Client`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.http = Some(Http::Other(Arc::new(transport)));
        self
    }

    /// Takes time and randomness from elsewhere.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Builds the core.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where the base URL is no absolute http or https URL, or has a query, a fragment or user
    /// information; where a credential cannot be sent at its place; where TLS cannot be set up.
    pub fn build(self) -> Result<Core, Error> {
        let base_url = self.base_url.map_err(ConfigurationError::new)?;
        if base_url.is_empty() {
            let reason = "the document names no server that calls can be sent to by itself: `base_url` has to be called, or `server` where there is such a method";
            return Err(ConfigurationError::new(reason).into());
        }
        let base_url = url::base(&base_url).map_err(ConfigurationError::new)?;
        let has_own_http = self.http.is_none();
        let http = match self.http {
            Some(http) => http,
            None => Http::Client(http_client(self.connect_timeout)?),
        };
        let surroundings = Surroundings {
            http: &http,
            clock: &self.clock,
            base_url: &base_url,
        };
        let credentials = Credentials::prepare(&self.credentials, &surroundings)?;
        let idempotency_header = match self.idempotency_header {
            Some(name) => Some(HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
                ConfigurationError::new(format!("`{name}` is no name of a header"))
            })?),
            None => None,
        };
        #[cfg(feature = "tracing")]
        let hooks = {
            let mut hooks = self.hooks;
            let secrets = credentials.secrets.clone();
            // The last to see a request, and the first to see a response.
            hooks.add(Arc::new(Attempts { secrets }));
            hooks
        };
        #[cfg(not(feature = "tracing"))]
        let hooks = self.hooks;
        let mut options = CallOptions {
            idle_timeout: Some(IDLE_TIMEOUT),
            ..CallOptions::default()
        };
        if has_own_http {
            options.timeout = Some(TIMEOUT);
        }
        options.extend(self.options);
        Ok(Core {
            inner: Arc::new(Inner {
                http,
                has_own_http,
                base_url,
                is_own_base_url: self.is_own_base_url,
                options,
                budget: Budget::new(self.retry_budget),
                idempotency_header,
                hooks,
                clock: self.clock,
                credentials,
                event_stream_end: self.event_stream_end,
            }),
        })
    }
}

/// The HTTP client that is used where none is given. Redirects are followed where calls are sent, which knows the method.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn http_client(connect_timeout: Duration) -> Result<reqwest::Client, ConfigurationError> {
    let builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none());
    finish(builder)
}

/// The HTTP client that is used where none is given: in a browser, connections and redirects are the browser's matter.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn http_client(_connect_timeout: Duration) -> Result<reqwest::Client, ConfigurationError> {
    finish(reqwest::Client::builder())
}

fn finish(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, ConfigurationError> {
    builder
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
        if let Ok(url) = self.base_url.as_deref()
            && let Ok(url) = url::base(url)
        {
            shown.field("base_url", &url.as_str());
        }
        shown
            .field("options", &self.options)
            .field("credentials", &keys)
            .finish_non_exhaustive()
    }
}
