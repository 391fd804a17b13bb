//! What goes wrong between client and server.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;

use super::hook::BoxError;
use super::operation::Operation;
use super::redact::Secrets;
use super::retry::FailedAttempt;

/// A request that did not arrive, or a response that did not arrive whole.
pub struct TransportError {
    pub(crate) place: Place,
    cause: Cause,
}

/// A call whose time ran out.
pub struct TimeoutError {
    pub(crate) place: Place,
    elapsed: Duration,
    limit: TimeLimit,
    cause: Option<Cause>,
}

/// Which limit of time was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeLimit {
    /// That of the whole call.
    Call,
    /// That of one attempt.
    Attempt,
    /// That between two pieces of the response's body.
    Idle,
    /// One that the HTTP client has, such as that for connecting.
    HttpClient,
}

/// Where a call went.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) operation: &'static Operation,
    /// Scheme, host and port: path and query may hold secrets.
    pub(crate) server: String,
    pub(crate) status: Option<StatusCode>,
    pub(crate) request_id: Option<String>,
    pub(crate) failed: Vec<FailedAttempt>,
}

/// What the HTTP client says.
pub(crate) struct Cause {
    source: BoxError,
    pub(crate) message: String,
    pub(crate) is_connect: bool,
    pub(crate) is_timeout: bool,
    /// Whether it fails in the same way next time.
    pub(crate) is_final: bool,
}

impl Cause {
    pub(crate) fn new(error: BoxError, secrets: &Secrets) -> Self {
        // The address may hold secrets.
        let source = match error.downcast::<reqwest::Error>() {
            Ok(error) => error.without_url().into(),
            Err(error) => error,
        };
        let mut innermost: &(dyn std::error::Error + 'static) = &*source;
        let mut http = innermost.downcast_ref::<reqwest::Error>();
        while let Some(inner) = innermost.source() {
            innermost = inner;
            http = http.or(inner.downcast_ref());
        }
        // The outer errors only repeat that sending failed; the innermost one says why.
        let message = secrets.hide(&innermost.to_string()).into_owned();
        Self {
            is_connect: http.is_some_and(is_connect),
            is_timeout: http.is_some_and(reqwest::Error::is_timeout),
            is_final: http.is_some_and(|error| error.is_builder() || error.is_redirect()),
            message,
            source,
        }
    }
}

/// Whether no connection was made.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Whether no connection was made, which a browser does not tell.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn is_connect(_error: &reqwest::Error) -> bool {
    false
}

impl TransportError {
    pub(crate) fn new(place: Place, cause: Cause) -> Self {
        Self { place, cause }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.place.operation.id
    }

    /// Whether no connection was made, so that the server cannot have seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.cause.is_connect
    }

    /// Whether the same would happen again.
    pub(crate) fn is_final(&self) -> bool {
        self.cause.is_final
    }

    /// The status, where it came before the response broke off.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.place.status
    }

    fn what(&self) -> &'static str {
        if self.is_connect() {
            "no connection"
        } else if self.place.status.is_some() {
            "the response broke off"
        } else {
            "no response"
        }
    }

    /// What happened, without where.
    pub(crate) fn cause(&self) -> String {
        format!("{}: {}", self.what(), self.cause.message)
    }
}

impl TimeoutError {
    pub(crate) fn new(
        place: Place,
        elapsed: Duration,
        limit: TimeLimit,
        cause: Option<Cause>,
    ) -> Self {
        Self {
            place,
            elapsed,
            limit,
            cause,
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.place.operation.id
    }

    /// Whether it ran out while connecting, so that the server cannot have seen the request. It is known where the HTTP
    /// client's own limit for connecting was reached.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.cause.as_ref().is_some_and(|cause| cause.is_connect)
    }

    /// The status, where it came before the time ran out.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.place.status
    }

    /// The time from sending the request to giving up, all attempts together.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The limit that was reached.
    #[must_use]
    pub fn limit(&self) -> TimeLimit {
        self.limit
    }

    /// What happened, without where.
    pub(crate) fn cause(&self) -> String {
        let what = if self.is_connect() {
            "no connection"
        } else if self.limit == TimeLimit::Idle {
            "the response came to a halt"
        } else if self.place.status.is_some() {
            "the response was not complete"
        } else {
            "no response"
        };
        format!("{what} after {:.3} s", self.elapsed.as_secs_f64())
    }
}

impl Place {
    /// The attempts that were made.
    pub(crate) fn attempts(&self) -> usize {
        self.failed.len() + 1
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        write!(f, "{id}: {method} {path} at {}: ", self.server)
    }
}

/// How many attempts there were, where it was more than one.
pub(crate) fn write_attempts(f: &mut fmt::Formatter<'_>, attempts: usize) -> fmt::Result {
    if attempts > 1 {
        write!(f, " (attempt {attempts})")?;
    }
    Ok(())
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.place, self.cause())?;
        write_attempts(f, self.place.attempts())
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.place, self.cause())?;
        write_attempts(f, self.place.attempts())
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the source: its address may hold secrets, wherever in the chain it stands.
        fmt::Debug::fmt(&self.message, f)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("place", &self.place)
            .field("is_connect", &self.cause.is_connect)
            .field("cause", &self.cause)
            .finish()
    }
}

impl fmt::Debug for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimeoutError")
            .field("place", &self.place)
            .field("elapsed", &self.elapsed)
            .field("limit", &self.limit)
            .field("cause", &self.cause)
            .finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.cause.source)
    }
}

impl std::error::Error for TimeoutError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| &*cause.source as _)
    }
}
