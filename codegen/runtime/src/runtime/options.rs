//! What can be set for one call.

use std::time::Duration;

use reqwest::header::HeaderName;

use super::retry::RetryPolicy;

/// The header of an idempotency key, where the API does not say another.
pub(crate) static IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// What is different about one call; what is not set is as the client has it.
#[derive(Debug, Clone, Default)]
#[must_use = "it is to be passed to a call"]
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
    /// Nothing is different.
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits the time from sending the call to the end of its response, all attempts and waits together.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Limits the time of each attempt.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Limits the time between two pieces of the response's body.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = Some(limit);
        self
    }

    /// How the call is tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Limits the size of the response's body, in bytes after decompression.
    pub fn max_response_body(mut self, bytes: u64) -> Self {
        self.max_response_body = Some(bytes);
        self
    }

    /// Sends this idempotency key, so that the call can be tried again whatever its method. The header is the one that the API
    /// has for it, or else `Idempotency-Key`.
    ///
    /// A client that makes keys itself makes a new one for each call; one's own is for a call that is to be repeated after
    /// the program has ended.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// Whether the server may be asked the same thing twice, where the method does not tell: a `POST` that only searches may
    /// be tried again.
    pub fn idempotent(mut self, is_idempotent: bool) -> Self {
        self.is_idempotent = Some(is_idempotent);
        self
    }

    /// Whether an event stream goes on when its connection breaks off or ends before the event that is its last one: the
    /// server is asked again, with `Last-Event-ID`, after what it said by `retry` or the wait of the retry policy, as often in a
    /// row without an event as that policy has retries. Off if nothing is said; never done where the request could not be tried
    /// again either.
    pub fn reconnect(mut self, reconnects: bool) -> Self {
        self.reconnect = Some(reconnects);
        self
    }

    /// Adds what is set in `other`, which stands before what is set here.
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
