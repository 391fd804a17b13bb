//! The state that all calls of a client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::auth::context::CredentialContext;
use crate::runtime::auth::credential::{Credential, Credentials};
use crate::runtime::call::options::CallOptions;
use crate::runtime::call::retry::{Budget, RetryPolicy};
#[cfg(feature = "tracing")]
use crate::runtime::call::trace::AttemptEvents;
use crate::runtime::encode::server_url::ServerUrl;
use crate::runtime::encode::url;
use crate::runtime::error::Error;
use crate::runtime::error::request::ConfigurationError;
use crate::runtime::http::clock::{Clock, SystemClock};
use crate::runtime::http::default_client::{ClientSettings, DefaultClient};
use crate::runtime::http::hook::{Hook, Hooks};
use crate::runtime::http::transport::{Http, Transport};

/// The default connect timeout.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The default time limit of a call, unless the caller passes an HTTP client or transport.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The default time limit between two chunks of a body. It also ends idle streams, so it is longer than usual pauses of streams.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);

/// The default maximum size of a body that is read into memory.
pub(crate) const MAX_BODY: u64 = 64 * 1024 * 1024;

/// The default retry budget.
const RETRY_BUDGET: u32 = 100;

/// The state that all calls of a client share: the HTTP client, the base URL, the credentials and the options. It is cheap to
/// clone. `Debug` shows no credential.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
}

struct Inner {
    http: Http,
    has_own_http: bool,
    base_url: Url,
    /// `true` if the caller set the base URL, which then also applies to operations that have their own servers.
    is_own_base_url: bool,
    options: CallOptions,
    budget: Budget,
    idempotency_header: Option<HeaderName>,
    hooks: Hooks,
    clock: Arc<dyn Clock>,
    credentials: Credentials,
    /// The names of the builder's methods for the security schemes, by key.
    credential_methods: &'static [(&'static str, &'static str)],
    /// The headers of every request.
    headers: HeaderMap,
    event_stream_end: Option<&'static str>,
}

impl Core {
    pub(crate) fn http(&self) -> &Http {
        &self.inner.http
    }

    /// Returns `true` if the caller passed no HTTP client or transport. Then this crate follows redirects and sets the time limits.
    pub(crate) fn has_own_http(&self) -> bool {
        self.inner.has_own_http
    }

    pub(crate) fn base_url(&self) -> &Url {
        &self.inner.base_url
    }

    /// Returns the base URL for an operation with its own server, whose URL may be relative to the base URL of the client.
    ///
    /// # Errors
    ///
    /// If calls cannot be sent to the URL.
    pub(crate) fn base_url_of(&self, server: &str) -> Result<Url, String> {
        if self.inner.is_own_base_url {
            return Ok(self.inner.base_url.clone());
        }
        match self.inner.base_url.join(server) {
            Ok(url) => url::base(url.as_str()),
            Err(error) => Err(format!("its server `{server}`: {error}")),
        }
    }

    /// Returns the default options of calls.
    pub(crate) fn options(&self) -> &CallOptions {
        &self.inner.options
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.inner.budget
    }

    /// Returns the header for the idempotency key that each POST gets.
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

    /// Returns the name of the builder's method for the credential of a security scheme.
    pub(crate) fn credential_method(&self, key: &str) -> Option<&'static str> {
        let mut methods = self.inner.credential_methods.iter();
        methods.find_map(|(known, method)| (*known == key).then_some(*method))
    }

    /// Returns the headers of every request.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.inner.headers
    }

    /// Returns the data of the last event of a stream if the API defines it. It is empty if there is no such event.
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
#[must_use = "the core is not built until `build` is called"]
pub struct CoreBuilder {
    base_url: Result<String, String>,
    is_own_base_url: bool,
    http: Option<Http>,
    connect_timeout: Duration,
    user_agent: Option<&'static str>,
    options: CallOptions,
    retry_budget: u32,
    idempotency_header: Option<&'static str>,
    hooks: Hooks,
    clock: Arc<dyn Clock>,
    credentials: Vec<(&'static str, Credential)>,
    credential_methods: &'static [(&'static str, &'static str)],
    headers: Vec<(String, String)>,
    event_stream_end: Option<&'static str>,
}

impl CoreBuilder {
    /// Creates a builder with this base URL, without credentials and with the default limits.
    pub fn new(default_base_url: &'static str) -> Self {
        Self {
            base_url: Ok(default_base_url.to_owned()),
            is_own_base_url: false,
            http: None,
            connect_timeout: CONNECT_TIMEOUT,
            user_agent: None,
            options: CallOptions::default(),
            retry_budget: RETRY_BUDGET,
            idempotency_header: None,
            hooks: Hooks::default(),
            clock: Arc::new(SystemClock),
            credentials: Vec::new(),
            credential_methods: &[],
            headers: Vec::new(),
            event_stream_end: None,
        }
    }

    /// Sets the base URL, also for operations that have their own servers. Its path is a prefix of all paths; a trailing slash
    /// makes no difference.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Ok(url.into());
        self.is_own_base_url = true;
        self
    }

    /// Sets the `User-Agent` header of the default HTTP client.
    pub fn user_agent(mut self, user_agent: &'static str) -> Self {
        self.user_agent = Some(user_agent);
        self
    }

    /// Sends calls to one of the document's servers, except those of operations that have their own servers.
    pub fn server(mut self, server: &ServerUrl) -> Self {
        self.base_url = server.fill();
        self.is_own_base_url = false;
        self
    }

    /// Sets the credential of a security scheme by its key in the document.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.retain(|(known, _)| *known != scheme);
        self.credentials.push((scheme, credential));
        self
    }

    /// Sets the names of the client builder's methods for credentials, by the keys of the security schemes. The error for missing
    /// credentials names them.
    pub fn credential_methods(mut self, methods: &'static [(&'static str, &'static str)]) -> Self {
        self.credential_methods = methods;
        self
    }

    /// Sends a header with every request. A credential or a call that sets the same header takes precedence.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Ends event streams at the event with this data, or never if it is empty. Default: `[DONE]` for streams of JSON.
    pub fn event_stream_end(mut self, data: &'static str) -> Self {
        self.event_stream_end = Some(data);
        self
    }

    /// Sets the connect timeout. Default: 10 s. An HTTP client or transport that is passed has its own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Limits the time of each call from sending the request to the end of the response, including retries and waits.
    /// Default: 60 s. If the response is a stream, the limit ends when the response headers arrive.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// Sets the default options of calls. An idempotency key is ignored, since it belongs to a single call.
    pub fn call_options(mut self, options: CallOptions) -> Self {
        self.options.extend(CallOptions {
            idempotency_key: None,
            ..options
        });
        self
    }

    /// Sets the retry policy. Use [`RetryPolicy::none`] to disable retries.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Sets the retry budget that all calls of the client share. Default: 100. Each retry takes one from the budget, and each
    /// successful call adds 0.1, so that clients do not overload a failing service with retries.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Sends a random idempotency key in this header with each POST, so that it can be retried.
    pub fn idempotency_header(mut self, name: &'static str) -> Self {
        self.idempotency_header = Some(name);
        self
    }

    /// Adds a hook.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.add(Arc::new(hook));
        self
    }

    /// Sends calls with this HTTP client. Its redirect policy applies, and its time limits apply unless they are set here.
    ///
    /// The default HTTP client has a connect timeout of 10 s and follows redirects within the same origin only, so that
    /// credentials are not sent to other servers. reqwest's default policy follows redirects to any server and removes only
    /// well-known headers such as `Authorization`; keys in other headers or in the query would be sent there.
    ///
    /// Blocking calls share the connections of this HTTP client, and a connection works only while the runtime that made it runs. For
    /// blocking calls inside of a current-thread runtime, use the default HTTP client, which has other connections for them.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(Http::Client(client));
        self
    }

    /// Sends calls with this transport instead of a `reqwest::Client`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.http = Some(Http::Other(Arc::new(transport)));
        self
    }

    /// Sets the source of time and randomness.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Builds the core.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if the base URL is not an absolute http or https URL, or has a query, a fragment or user
    /// information, if a credential or a header cannot be sent, or if TLS cannot be set up.
    pub fn build(self) -> Result<Core, Error> {
        let base_url = self.base_url.map_err(ConfigurationError::new)?;
        if base_url.is_empty() {
            let reason = "the document names no server with an absolute URL: call `base_url` on the builder, or `server` if it has that method";
            return Err(ConfigurationError::new(reason).into());
        }
        let base_url = url::base(&base_url).map_err(ConfigurationError::new)?;
        let has_own_http = self.http.is_none();
        let http = match self.http {
            Some(http) => http,
            None => Http::Default(DefaultClient::new(ClientSettings {
                connect_timeout: self.connect_timeout,
                user_agent: self.user_agent,
            })?),
        };
        let context = CredentialContext {
            http: &http,
            clock: &self.clock,
            base_url: &base_url,
        };
        let credentials = Credentials::prepare(&self.credentials, &context)?;
        let headers = headers(&self.headers)?;
        let idempotency_header =
            match self.idempotency_header {
                Some(name) => Some(HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
                    ConfigurationError::new(format!("`{name}` is not a header name"))
                })?),
                None => None,
            };
        #[cfg(feature = "tracing")]
        let hooks = {
            let mut hooks = self.hooks;
            let secrets = credentials.secrets.clone();
            // Runs last before a request and first after a response.
            hooks.add(Arc::new(AttemptEvents { secrets }));
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
                credential_methods: self.credential_methods,
                headers,
                event_stream_end: self.event_stream_end,
            }),
        })
    }
}

/// Returns headers by name. The last value of a name counts.
fn headers(headers: &[(String, String)]) -> Result<HeaderMap, ConfigurationError> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let header = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| ConfigurationError::new(format!("`{name}` is not a header name")))?;
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            let reason = "has a character that a header cannot contain";
            ConfigurationError::new(format!("the value of the header `{name}` {reason}"))
        })?;
        // It may be a key that the document does not declare.
        value.set_sensitive(true);
        map.insert(header, value);
    }
    Ok(map)
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.credentials.iter().map(|(key, _)| key).collect();
        let mut shown = f.debug_struct("CoreBuilder");
        // A URL that was not checked yet may contain user information.
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
