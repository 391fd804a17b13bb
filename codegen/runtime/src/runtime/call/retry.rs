//! Decides whether and when a call is retried.
//!
//! [`decide`] is a pure function: it reads no clock, generates no random number and sends nothing. Its rules, in this order:
//!
//! 1. Results that are not temporary failures are final: a success, most 4xx statuses, an argument that cannot be sent.
//! 2. The policy limits the number of retries.
//! 3. A request whose body cannot be sent again is not retried.
//! 4. A request that the server may have processed is retried only if it is idempotent by its method (RFC 9110, section
//!    9.2.2) or has an idempotency key. If no connection was made, the server cannot have processed it.
//! 5. The wait is the one that the server requests, up to the policy's limit. Otherwise it is a random part of a time that
//!    doubles with each attempt ("full jitter", so that clients that failed together do not retry together).
//! 6. There is no retry if the wait would not end before the call's time limit.
//! 7. The retry budget, which all calls of a client share, must not be exhausted: see [`Budget`].

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::StatusCode;

/// When and how often failed calls are retried.
///
/// Retried are failed and dropped connections, attempts that time out, and responses with the status 408, 425, 429 or 5xx
/// except 501 and 505. Unless no connection was made, a call is retried only if its method is idempotent or if it has an
/// idempotency key. The headers `retry-after-ms` and `Retry-After` of a response determine the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    base: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    retries_conflicts: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 2,
            base: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            retries_conflicts: false,
        }
    }
}

impl RetryPolicy {
    /// Creates the default policy: two retries, after random waits of at most 0.5 s and 1 s, or after the wait that the server
    /// requests, at most 60 s.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a policy without retries.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// Sets the maximum number of retries after the first attempt. Default: 2.
    #[must_use]
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self {
            max_retries,
            ..self
        }
    }

    /// Sets the longest wait before the first retry, which doubles with each further retry, and its maximum. The actual wait is
    /// a random part of it. Default: 0.5 s and 8 s.
    #[must_use]
    pub fn backoff(self, first: Duration, max: Duration) -> Self {
        Self {
            base: first,
            max_backoff: max,
            ..self
        }
    }

    /// Sets the longest wait that a server can request: if it requests a longer one, this is used instead. Default: 60 s.
    #[must_use]
    pub fn max_retry_after(self, max: Duration) -> Self {
        Self {
            max_retry_after: max,
            ..self
        }
    }

    /// Also retries the status 409, for APIs that use it while another call holds a lock. Off by default: most APIs use it for
    /// permanent conflicts.
    #[must_use]
    pub fn retry_conflicts(self, retries: bool) -> Self {
        Self {
            retries_conflicts: retries,
            ..self
        }
    }
}

/// The minimum wait before an event stream is requested again.
pub(crate) const MIN_RECONNECT: Duration = Duration::from_millis(100);

/// The result of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A response with this status.
    Status(StatusCode),
    /// No connection was made.
    NotConnected,
    /// The connection was lost before the response was complete, or the response is not HTTP.
    Disconnected,
    /// A time limit was reached after the connection was made.
    TimedOut,
    /// A failure that a retry does not change.
    Final,
}

impl Outcome {
    /// Returns `true` if another attempt may have another result.
    pub(crate) fn is_transient(self, retries_conflicts: bool) -> bool {
        match self {
            Self::Status(StatusCode::CONFLICT) => retries_conflicts,
            Self::Status(StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED) => {
                false
            }
            Self::Status(status) => {
                status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
            }
            Self::NotConnected | Self::Disconnected | Self::TimedOut => true,
            Self::Final => false,
        }
    }
}

/// The facts that decide whether an attempt is followed by another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// The number of the attempt, from 1.
    pub(crate) number: u32,
    /// The result of the attempt.
    pub(crate) outcome: Outcome,
    /// `true` if repeating the request is harmless.
    pub(crate) is_idempotent: bool,
    /// `true` if the body can be sent again.
    pub(crate) is_replayable: bool,
    /// The wait that the server requests.
    pub(crate) retry_after: Option<Duration>,
    /// The remaining time of the call, if it is limited.
    pub(crate) remaining: Option<Duration>,
    /// A random number.
    pub(crate) random: u64,
}

/// The decision after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The result of the attempt is that of the call.
    Stop,
    /// The call is retried after this time.
    Wait(Duration),
}

/// Decides what follows an attempt, by the rules in the module documentation.
#[must_use]
pub(crate) fn decide(policy: &RetryPolicy, attempt: &Attempt) -> Decision {
    let may_have_been_seen = attempt.outcome != Outcome::NotConnected;
    if !attempt.outcome.is_transient(policy.retries_conflicts)
        || attempt.number > policy.max_retries
        || !attempt.is_replayable
        || may_have_been_seen && !attempt.is_idempotent
    {
        return Decision::Stop;
    }
    let wait = match attempt.retry_after {
        Some(asked) => asked.min(policy.max_retry_after),
        None => jitter(backoff(policy, attempt.number), attempt.random),
    };
    match attempt.remaining {
        Some(remaining) if wait >= remaining => Decision::Stop,
        _ => Decision::Wait(wait),
    }
}

/// Returns the wait before an event stream is requested again, after `number` connections in a row without an event. Returns
/// `None` if the policy allows no further retry.
///
/// The wait is at least the one that the server requested with `retry`, and grows in the same way as that of a call. It is never
/// shorter than [`MIN_RECONNECT`]: a server that ends each connection after an event would otherwise be called without a pause.
pub(crate) fn reconnect(
    policy: &RetryPolicy,
    number: u32,
    asked: Option<Duration>,
    random: u64,
) -> Option<Duration> {
    if number > policy.max_retries {
        return None;
    }
    let wait = jitter(backoff(policy, number), random);
    let wait = match asked {
        Some(asked) if number == 1 => asked.min(policy.max_retry_after),
        Some(asked) => wait.max(asked.min(policy.max_retry_after)),
        None => wait,
    };
    Some(wait.max(MIN_RECONNECT))
}

/// Returns the longest wait after an attempt.
fn backoff(policy: &RetryPolicy, number: u32) -> Duration {
    let doublings = number.saturating_sub(1).min(31);
    policy
        .base
        .saturating_mul(1 << doublings)
        .min(policy.max_backoff)
}

/// Returns a random part of a duration.
fn jitter(duration: Duration, random: u64) -> Duration {
    let longest = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let nanoseconds = (u128::from(longest) * u128::from(random)) >> 64;
    Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
}

/// The number of retries that all calls of a client may make together. It prevents clients from overloading a failing service
/// with retries.
///
/// Each retry takes one from the budget, and each successful call adds a tenth of one. While most calls succeed, there is room
/// for a burst of failures; while few succeed, there is at most one retry per ten successful calls.
#[derive(Debug)]
pub(crate) struct Budget {
    /// The budget in tenths of a retry.
    tenths: AtomicU32,
    max: u32,
}

/// The number of successes that pay for one retry.
const COST: u32 = 10;

impl Budget {
    /// Creates a budget of this many retries, which is also its maximum.
    #[must_use]
    pub(crate) fn new(retries: u32) -> Self {
        let max = retries.saturating_mul(COST);
        Self {
            tenths: AtomicU32::new(max),
            max,
        }
    }

    /// Takes a retry from the budget. Returns `false` if there is none left.
    pub(crate) fn withdraw(&self) -> bool {
        let taken = self
            .tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tenths| {
                tenths.checked_sub(COST)
            });
        taken.is_ok()
    }

    /// Adds the tenth of a retry that a success pays for.
    pub(crate) fn deposit(&self) {
        // The budget is usually full: then nothing has to be written.
        if self.tenths.load(Ordering::Relaxed) < self.max {
            let _ = self
                .tenths
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tenths| {
                    (tenths < self.max).then_some(tenths + 1)
                });
        }
    }
}
