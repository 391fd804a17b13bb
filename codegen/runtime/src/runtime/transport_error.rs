//! What goes wrong between client and server.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;

use super::operation::Operation;

/// A request that did not arrive, or a response that did not arrive whole.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) place: Place,
    pub(crate) source: reqwest::Error,
}

/// A call whose time ran out.
#[derive(Debug)]
pub struct TimeoutError {
    pub(crate) place: Place,
    pub(crate) elapsed: Duration,
    pub(crate) source: reqwest::Error,
}

/// Where a call went.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) operation: &'static Operation,
    /// Scheme, host and port: path and query may hold secrets.
    pub(crate) server: String,
    pub(crate) status: Option<StatusCode>,
}

impl TransportError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.place.operation.id
    }

    /// Whether no connection was made, so that the server cannot have seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }

    /// The status, where it came before the response broke off.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.place.status
    }
}

impl TimeoutError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.place.operation.id
    }

    /// Whether it ran out while connecting, so that the server cannot have seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }

    /// The status, where it came before the time ran out.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.place.status
    }

    /// The time from sending the request to giving up.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
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

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.fmt(f)?;
        f.write_str(if self.is_connect() {
            "no connection: "
        } else if self.place.status.is_some() {
            "the response broke off: "
        } else {
            "no response: "
        })?;
        // The outer errors only repeat that sending failed; the innermost one says why.
        let mut cause: &dyn std::error::Error = &self.source;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        write!(f, "{cause}")
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.fmt(f)?;
        f.write_str(if self.is_connect() {
            "no connection"
        } else if self.place.status.is_some() {
            "the response was not complete"
        } else {
            "no response"
        })?;
        write!(f, " after {:.3} s", self.elapsed.as_secs_f64())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl std::error::Error for TimeoutError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
