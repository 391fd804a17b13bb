//! Failures between client and server.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;

use crate::runtime::error::attempt::{FailedAttempt, write_attempts};
use crate::runtime::error::boxed::BoxError;
use crate::runtime::error::target::CallTarget;
use crate::runtime::error::time_limit::TimeLimit;
use crate::runtime::http::redact::Secrets;

/// A request that was not delivered, or a response that is incomplete.
pub struct TransportError {
    pub(crate) context: CallContext,
    cause: Cause,
}

/// A call that reached a time limit.
pub struct TimeoutError {
    pub(crate) context: CallContext,
    elapsed: Duration,
    limit: TimeLimit,
    cause: Option<Cause>,
}

/// The call in which an error occurred.
#[derive(Debug, Clone)]
pub(crate) struct CallContext {
    pub(crate) target: CallTarget,
    pub(crate) status: Option<StatusCode>,
    pub(crate) request_id: Option<String>,
    pub(crate) failed: Vec<FailedAttempt>,
}

/// The error of the HTTP client.
pub(crate) struct Cause {
    source: BoxError,
    pub(crate) message: String,
    pub(crate) is_connect: bool,
    pub(crate) is_timeout: bool,
    /// `true` if another attempt would fail in the same way.
    pub(crate) is_final: bool,
}

impl Cause {
    pub(crate) fn new(error: BoxError, secrets: &Secrets) -> Self {
        // The URL may contain secrets.
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
        // The outer errors only repeat that sending failed; the innermost one has the reason.
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

/// Returns `true` if no connection was made.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Returns `false`: a browser does not report whether a connection was made.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn is_connect(_error: &reqwest::Error) -> bool {
    false
}

impl TransportError {
    pub(crate) fn new(context: CallContext, cause: Cause) -> Self {
        Self { context, cause }
    }

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.context.target.operation.id
    }

    /// Returns `true` if no connection was made, so that the server cannot have received the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.cause.is_connect
    }

    /// Returns `true` if another attempt would fail in the same way.
    pub(crate) fn is_final(&self) -> bool {
        self.cause.is_final
    }

    /// Returns the status code, if it was received before the connection was lost.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.context.status
    }

    fn kind(&self) -> &'static str {
        if self.is_connect() {
            "no connection"
        } else if self.context.status.is_some() {
            "the response broke off"
        } else {
            "no response"
        }
    }

    /// Returns the message without the call.
    pub(crate) fn cause(&self) -> String {
        format!("{}: {}", self.kind(), self.cause.message)
    }
}

impl TimeoutError {
    pub(crate) fn new(
        context: CallContext,
        elapsed: Duration,
        limit: TimeLimit,
        cause: Option<Cause>,
    ) -> Self {
        Self {
            context,
            elapsed,
            limit,
            cause,
        }
    }

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.context.target.operation.id
    }

    /// Returns `true` if the connect timeout of the HTTP client was reached, so that the server cannot have received the
    /// request. If another limit was reached while connecting, this is `false`.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.cause.as_ref().is_some_and(|cause| cause.is_connect)
    }

    /// Returns the status code, if it was received before the limit was reached.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.context.status
    }

    /// Returns the duration of the call, including all attempts.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the kind of limit that was reached.
    #[must_use]
    pub fn limit(&self) -> TimeLimit {
        self.limit
    }

    /// Returns the message without the call.
    pub(crate) fn cause(&self) -> String {
        let kind = if self.is_connect() {
            "no connection"
        } else if self.limit == TimeLimit::Idle {
            "the response came to a halt"
        } else if self.context.status.is_some() {
            "the response was not complete"
        } else {
            "no response"
        };
        format!("{kind} after {:.3} s", self.elapsed.as_secs_f64())
    }
}

impl CallContext {
    /// Returns the number of attempts that were made.
    pub(crate) fn attempts(&self) -> usize {
        self.failed.len() + 1
    }
}

impl fmt::Display for CallContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.target)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.context, self.cause())?;
        write_attempts(f, self.context.attempts())
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.context, self.cause())?;
        write_attempts(f, self.context.attempts())
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the source: a URL anywhere in its chain may contain secrets.
        fmt::Debug::fmt(&self.message, f)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("context", &self.context)
            .field("is_connect", &self.cause.is_connect)
            .field("cause", &self.cause)
            .finish()
    }
}

impl fmt::Debug for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimeoutError")
            .field("context", &self.context)
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
