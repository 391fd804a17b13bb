//! Access tokens that expire.
//!
//! A source is called for one token at a time. All calls use the token until shortly before it expires or until the server
//! responds with the status 401. Calls that need a new token wait for the one call that requests it, and share its token or
//! its error.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderValue};

use crate::runtime::error::boxed::BoxError;
use crate::runtime::error::token::TokenFailure;
use crate::runtime::http::clock::BoxFuture;
use crate::runtime::http::clock::Clock;
use crate::runtime::http::redact::Secrets;

/// The longest time before its expiry in which a token is no longer used: it must still be valid when the server checks it.
const MARGIN: Duration = Duration::from_secs(30);

/// A bearer token (RFC 6750). `Debug` does not show it.
#[derive(Clone)]
pub struct Token {
    value: String,
    lifetime: Option<Duration>,
}

impl Token {
    /// Creates a token that is used until the server responds with the status 401.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            lifetime: None,
        }
    }

    /// Sets the lifetime. The token is used until 30 s before its end, or until a quarter of the lifetime before its end if that
    /// is later. With a lifetime of zero the source is called for each request, which suits sources that cache tokens.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

/// A source of access tokens.
///
/// It is called when there is no valid token, never twice at the same time. The client caches the token. An error ends the calls
/// that wait for the token with [`Error::Token`](crate::runtime::Error::Token). The time that it takes counts towards the time
/// limits of these calls.
///
/// A function that returns a future is a source:
///
/// ```ignore
/// let tokens = || async {
///     let secret = read_from_vault().await?;
///     Ok(Token::new(secret.token).expires_in(secret.lifetime))
/// };
/// let client = Client::builder().o_auth_source(tokens).build()?;
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Returns a new token.
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(self())
    }
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(self())
    }
}

/// The tokens of a security scheme.
pub(crate) struct Tokens {
    scheme: &'static str,
    source: Arc<dyn TokenSource>,
    /// Locked while a call requests a token. If that call is dropped, the next one takes over.
    requesting: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The last result of the source, unless the server refused the token.
    last: Option<Result<CachedToken, Arc<TokenFailure>>>,
    /// The number of calls of the source.
    count: u64,
}

/// A token in the form in which it is sent.
struct CachedToken {
    header: HeaderValue,
    /// The time of the clock at which the token is no longer used.
    until: Option<Duration>,
}

impl Tokens {
    pub(crate) fn new(scheme: &'static str, source: Arc<dyn TokenSource>) -> Self {
        Self {
            scheme,
            source,
            requesting: tokio::sync::Mutex::default(),
            state: Mutex::default(),
        }
    }

    /// Returns the key of the security scheme.
    pub(crate) fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the value of the `Authorization` header.
    ///
    /// # Errors
    ///
    /// If the source fails.
    pub(crate) async fn get(
        &self,
        clock: &dyn Clock,
        secrets: &Secrets,
    ) -> Result<HeaderValue, Arc<TokenFailure>> {
        let known = {
            let state = self.state();
            if let Some(Ok(token)) = &state.last
                && token.until.is_none_or(|until| clock.now() < until)
            {
                return Ok(token.header.clone());
            }
            state.count
        };
        let _requesting = self.requesting.lock().await;
        // Another call may have obtained a token while this one waited.
        {
            let state = self.state();
            match &state.last {
                Some(Ok(token)) if state.count != known => return Ok(token.header.clone()),
                Some(Err(failure)) if state.count != known => return Err(Arc::clone(failure)),
                _ => {}
            }
        }
        let now = clock.now();
        let token = self.source.token().await;
        let last = token.and_then(|token| prepare(token, now, secrets));
        let last = last.map_err(|cause| {
            let message = secrets.hide(&cause.to_string()).into_owned();
            Arc::new(TokenFailure { message, cause })
        });
        let result = match &last {
            Ok(token) => Ok(token.header.clone()),
            Err(failure) => Err(Arc::clone(failure)),
        };
        let mut state = self.state();
        state.last = Some(last);
        state.count += 1;
        result
    }

    /// Discards a token that the server refused, unless it was replaced already.
    pub(crate) fn refuse(&self, token: &HeaderValue) {
        let mut state = self.state();
        if matches!(&state.last, Some(Ok(last)) if last.header == token) {
            state.last = None;
        }
    }
}

/// The token that a call sends, if it uses a token source.
#[derive(Default)]
pub(crate) struct CallToken {
    header: Option<HeaderValue>,
    /// `true` if the server refused a token and a new one was requested.
    is_renewed: bool,
}

impl CallToken {
    /// Sets the token.
    pub(crate) fn set(&mut self, header: HeaderValue) {
        self.header = Some(header);
    }

    /// Adds the token to a request.
    pub(crate) fn sign(&self, request: &mut reqwest::Request) {
        if let Some(header) = &self.header {
            request.headers_mut().insert(AUTHORIZATION, header.clone());
        }
    }

    /// Discards the token that the server refused with the status 401. Returns `true` if the call is to be repeated with a
    /// new token: this happens once, whatever the retry policy is.
    pub(crate) fn renew(&mut self, tokens: &Tokens, is_replayable: bool) -> bool {
        let Some(header) = self.header.as_ref().filter(|_| !self.is_renewed) else {
            return false;
        };
        tokens.refuse(header);
        self.is_renewed = is_replayable;
        self.is_renewed
    }

    /// Returns the number of attempts that were repeated with a new token. They do not count as retries.
    pub(crate) fn renewals(&self) -> usize {
        usize::from(self.is_renewed)
    }
}

/// Prepares a token for sending.
fn prepare(token: Token, now: Duration, secrets: &Secrets) -> Result<CachedToken, BoxError> {
    if token.value.is_empty() {
        return Err("the token is empty".into());
    }
    secrets.add_token(&token.value);
    let header = HeaderValue::from_str(&format!("Bearer {}", token.value));
    let mut header =
        header.map_err(|_| "the token holds a character that a header cannot carry")?;
    header.set_sensitive(true);
    let until = token.lifetime.map(|lifetime| {
        let margin = MARGIN.min(lifetime / 4);
        now.saturating_add(lifetime.saturating_sub(margin))
    });
    Ok(CachedToken { header, until })
}
