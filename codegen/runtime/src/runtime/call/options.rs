//! Options of single calls.

use std::time::Duration;

use reqwest::header::HeaderName;

use crate::runtime::call::retry::RetryPolicy;

/// The header for idempotency keys, unless the API defines another one.
pub(crate) static IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Options that override those of the client for one call.
#[derive(Debug, Clone, Default)]
#[must_use = "options must be passed to a call"]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) max_response_body: Option<u64>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) is_idempotent: Option<bool>,
    pub(crate) reconnect: Option<bool>,
}

impl CallOptions {
    /// Creates options that override nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits the time from sending the request to the end of the response, including retries and waits.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Limits the time of each attempt.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Limits the time between two chunks of the response body.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = Some(limit);
        self
    }

    /// Sets the retry policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Limits the size of the response body, in bytes after decompression.
    pub fn max_response_body(mut self, bytes: u64) -> Self {
        self.max_response_body = Some(bytes);
        self
    }

    /// Sends this idempotency key, so that the call can be retried whatever its method is. The header is the one that the API
    /// defines, by default `Idempotency-Key`.
    ///
    /// A client that generates keys uses a new one for each call. Set your own key if the call may have to be repeated after
    /// the program was restarted.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// Sets whether repeating the request is harmless, if the method does not imply it. For example, a `POST` that only
    /// searches may be retried.
    pub fn idempotent(mut self, is_idempotent: bool) -> Self {
        self.is_idempotent = Some(is_idempotent);
        self
    }

    /// Reconnects an event stream if its connection is lost or ends before the last event. Off by default.
    ///
    /// The request is repeated with `Last-Event-ID`, after the wait that the server requested with `retry` or that of the retry
    /// policy, at least 100 ms. The retry policy also limits the number of connections in a row without an event, and each
    /// reconnection takes one from the retry budget, to which each event adds 0.1. A request that cannot be retried is not repeated.
    pub fn reconnect(mut self, reconnects: bool) -> Self {
        self.reconnect = Some(reconnects);
        self
    }

    /// Adds the options that are set in `other`, which take precedence.
    pub(crate) fn extend(&mut self, other: Self) {
        fn set<T>(value: &mut Option<T>, other: Option<T>) {
            if other.is_some() {
                *value = other;
            }
        }
        set(&mut self.timeout, other.timeout);
        set(&mut self.attempt_timeout, other.attempt_timeout);
        set(&mut self.idle_timeout, other.idle_timeout);
        set(&mut self.retry, other.retry);
        set(&mut self.max_response_body, other.max_response_body);
        set(&mut self.idempotency_key, other.idempotency_key);
        set(&mut self.is_idempotent, other.is_idempotent);
        set(&mut self.reconnect, other.reconnect);
    }
}
