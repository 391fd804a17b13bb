//! Tokens that run out: where they come from, how long each is kept, and who waits for whom.
//!
//! A source is asked for one token at a time. A token is sent by all calls until shortly before it runs out or until the server
//! answers 401 to it, whatever comes first; calls that need the next one meanwhile wait for the one that asks for it, and share
//! what it gets, be it a token or a failure.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, HeaderValue};

use super::arrived::Arrived;
use super::clock::BoxFuture;
use super::core::Core;
use super::error::Error;
use super::hook::BoxError;
use super::operation::Operation;
use super::payload::Outgoing;
use super::redact::Secrets;

/// How long before its end a token is not sent any more, at most: it has to last until the server looks at it.
const MARGIN: Duration = Duration::from_secs(30);

/// A bearer token (RFC 6750). `Debug` does not show it.
#[derive(Clone)]
pub struct Token {
    value: String,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that is sent until the server answers 401 to it.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            lifetime: None,
        }
    }

    /// The token runs out after this time, and is sent until 30 seconds before that, or a quarter of the time before where that
    /// is less. A source that keeps tokens itself says zero, and is asked for each request.
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

/// What gives the tokens that calls carry.
///
/// It is asked when there is no token that can still be sent, never twice at the same time; what it gives is kept, so it need
/// not keep anything itself. An error ends the calls that wait for the token with [`Error::Token`](super::Error::Token). The time
/// that it takes is part of the call's.
///
/// A function that gives a future is a source:
///
/// ```ignore
/// let tokens = || async {
///     let answer = ask_the_vault().await?;
///     Ok(Token::new(answer.token).expires_in(answer.lifetime))
/// };
/// let client = Client::builder().o_auth_source(tokens).build()?;
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// A new token.
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

/// A failure that passes by, so that the call may be tried again.
#[derive(Debug)]
pub(crate) struct Transient(pub(crate) String);

impl fmt::Display for Transient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Transient {}

/// A call for which there was no token. Nothing was sent to the server of the API.
#[derive(Clone)]
pub struct TokenError {
    operation: &'static Operation,
    scheme: &'static str,
    failure: Arc<Failure>,
}

/// Why there is no token.
struct Failure {
    /// Without credentials.
    message: String,
    cause: BoxError,
}

impl TokenError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation.id
    }

    /// The key of the security scheme that the token is for.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.scheme
    }

    /// What the source gave, as it gave it: it may show what the message hides.
    #[must_use]
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.failure.cause
    }

    pub(crate) fn is_transient(&self) -> bool {
        self.failure.cause.is::<Transient>()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, scheme) = (self.operation.id, self.scheme);
        write!(
            f,
            "{operation}: no token for {scheme}: {}",
            self.failure.message
        )
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("operation", &self.operation.id)
            .field("scheme", &self.scheme)
            .field("message", &self.failure.message)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for TokenError {}

/// The tokens of a security scheme.
pub(crate) struct Tokens {
    scheme: &'static str,
    source: Arc<dyn TokenSource>,
    /// Held while the source is asked. Who gives up meanwhile leaves it to the next.
    asking: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What the source gave last, unless the server refused it.
    last: Option<Result<Held, Arc<Failure>>>,
    /// How often it was asked.
    count: u64,
}

struct Held {
    header: HeaderValue,
    /// When it is not sent any more, as the clock tells the time.
    until: Option<Duration>,
}

impl Tokens {
    pub(crate) fn new(scheme: &'static str, source: Arc<dyn TokenSource>) -> Self {
        Self {
            scheme,
            source,
            asking: tokio::sync::Mutex::default(),
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of the header that carries a token.
    ///
    /// # Errors
    ///
    /// Where the source gives none.
    pub(crate) async fn get(
        &self,
        core: &Core,
        operation: &'static Operation,
    ) -> Result<HeaderValue, TokenError> {
        let (clock, secrets) = (core.clock(), &core.credentials().secrets);
        let failed = |failure: &Arc<Failure>| TokenError {
            operation,
            scheme: self.scheme,
            failure: Arc::clone(failure),
        };
        let known = {
            let state = self.state();
            if let Some(Ok(held)) = &state.last
                && held.until.is_none_or(|until| clock.now() < until)
            {
                return Ok(held.header.clone());
            }
            state.count
        };
        let _asking = self.asking.lock().await;
        // What another call got while this one waited is as good as new.
        {
            let state = self.state();
            match &state.last {
                Some(Ok(held)) if state.count != known => return Ok(held.header.clone()),
                Some(Err(failure)) if state.count != known => return Err(failed(failure)),
                _ => {}
            }
        }
        let now = clock.now();
        let given = self.source.token().await;
        let last = given.and_then(|token| held(token, now, secrets));
        let last = last.map_err(|cause| {
            let message = secrets.hide(&cause.to_string()).into_owned();
            Arc::new(Failure { message, cause })
        });
        let result = match &last {
            Ok(held) => Ok(held.header.clone()),
            Err(failure) => Err(failed(failure)),
        };
        let mut state = self.state();
        state.last = Some(last);
        state.count += 1;
        result
    }

    /// Does not send a token again that the server refused, unless it was replaced already.
    pub(crate) fn refuse(&self, token: &HeaderValue) {
        let mut state = self.state();
        if matches!(&state.last, Some(Ok(held)) if held.header == token) {
            state.last = None;
        }
    }
}

/// The token that a call carries, where tokens change.
#[derive(Default)]
pub(crate) struct Carried {
    header: Option<HeaderValue>,
    /// Whether the server refused a token, and another one was asked for.
    is_renewed: bool,
}

impl Carried {
    /// Carries another token.
    pub(crate) fn replace(&mut self, header: HeaderValue) {
        self.header = Some(header);
    }

    /// Puts the token into a request.
    pub(crate) fn sign(&self, request: &mut reqwest::Request) {
        if let Some(header) = &self.header {
            request.headers_mut().insert(AUTHORIZATION, header.clone());
        }
    }

    /// Whether the server refused the token, so that the call is made again with another one: once, whatever is otherwise tried
    /// again.
    pub(crate) fn is_renewed_after(
        &mut self,
        ended: &Result<Box<Arrived>, Error>,
        outgoing: &Outgoing,
    ) -> bool {
        let (Some(tokens), Some(header)) = (outgoing.tokens(), &self.header) else {
            return false;
        };
        let is_refused = matches!(ended, Ok(arrived) if arrived.status == StatusCode::UNAUTHORIZED);
        if !is_refused || self.is_renewed {
            return false;
        }
        tokens.refuse(header);
        self.is_renewed = outgoing.is_replayable();
        self.is_renewed
    }

    /// How many attempts were made again for another token, and count for no retry.
    pub(crate) fn renewals(&self) -> usize {
        usize::from(self.is_renewed)
    }
}

/// A token as it is sent.
fn held(token: Token, now: Duration, secrets: &Secrets) -> Result<Held, BoxError> {
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
    Ok(Held { header, until })
}
