//! Whether a call is tried again, and when.
//!
//! [`decide`] is the whole of it: it looks at how an attempt ended and says stop, or how long to wait. It reads no clock, draws
//! no number and sends nothing; who calls it brings all that. In this order:
//!
//! 1. What is no failure that passes by is final: a success, most of 4xx, an argument that cannot be sent.
//! 2. No more retries than the policy has.
//! 3. A body that is gone cannot be sent again.
//! 4. What the server may have acted on is repeated only where that does no harm: the method is idempotent (RFC 9110, section
//!    9.2.2), or an idempotency key lets the server tell. Where no connection was made, it cannot have acted on it.
//! 5. The wait is what the server asks for, at most the policy's limit; otherwise a random part of a time that doubles with
//!    each attempt ("full jitter": clients that failed together do not come back together).
//! 6. A wait that does not end within the time of the call is not begun.
//! 7. The budget, which all calls of a client share, has to pay for it: see [`Budget`].

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::StatusCode;

/// How calls are tried again.
///
/// What is tried again: connections that fail or break off, attempts that time out, and answers of 408, 425, 429 and 5xx but
/// for 501 and 505. Only calls whose method is idempotent or that carry an idempotency key, unless no connection was made. A
/// wait that the server asks for (`retry-after-ms`, `Retry-After`) is kept to.
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
    /// Two retries, after up to 0.5 and 1 seconds, or what the server asks for, at most 60 seconds.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No retries.
    #[must_use]
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// How often a call is tried again, after the first attempt.
    #[must_use]
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self {
            max_retries,
            ..self
        }
    }

    /// The longest wait before the first retry, which doubles with each further one, and what it never exceeds. The wait is a
    /// random part of that.
    #[must_use]
    pub fn backoff(self, first: Duration, max: Duration) -> Self {
        Self {
            base: first,
            max_backoff: max,
            ..self
        }
    }

    /// The longest wait that a server can ask for: when it asks for longer, the call is tried again after this.
    #[must_use]
    pub fn max_retry_after(self, max: Duration) -> Self {
        Self {
            max_retry_after: max,
            ..self
        }
    }

    /// Whether 409 is tried again, for APIs that answer so while another call holds a lock. Off by default: most mean by it
    /// what does not pass by.
    #[must_use]
    pub fn retry_conflicts(self, retries: bool) -> Self {
        Self {
            retries_conflicts: retries,
            ..self
        }
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// With an answer.
    Status(StatusCode),
    /// No connection was made.
    NotConnected,
    /// The connection broke off before the answer was complete, or what came is no HTTP.
    BrokenOff,
    /// Time ran out after there was a connection.
    TimedOut,
    /// In a way that trying again does not change.
    Final,
}

impl Outcome {
    /// Whether it may end in another way next time.
    pub(crate) fn is_transient(self, retries_conflicts: bool) -> bool {
        match self {
            Self::Status(StatusCode::CONFLICT) => retries_conflicts,
            Self::Status(StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED) => {
                false
            }
            Self::Status(status) => {
                status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
            }
            Self::NotConnected | Self::BrokenOff | Self::TimedOut => true,
            Self::Final => false,
        }
    }
}

/// What is known after an attempt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// Whether the server may be asked the same thing twice.
    pub(crate) is_idempotent: bool,
    /// Whether the body can be sent again.
    pub(crate) is_replayable: bool,
    /// The wait that the server asks for.
    pub(crate) retry_after: Option<Duration>,
    /// What is left of the call's time, where that is limited.
    pub(crate) left: Option<Duration>,
    /// A random number.
    pub(crate) random: u64,
}

/// What follows from an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The call ends as the attempt did.
    Stop,
    /// The call is tried again after this time.
    Wait(Duration),
}

/// Decides what follows from an attempt; the module says how.
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
    match attempt.left {
        Some(left) if wait >= left => Decision::Stop,
        _ => Decision::Wait(wait),
    }
}

/// The wait until an event stream that ended is asked for again, of which `number` connections in a row gave no event. `None`
/// where that is often enough.
///
/// What the server asks for by `retry` counts; the wait grows as that of a call does.
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
    Some(match asked {
        Some(asked) if number == 1 => asked.min(policy.max_retry_after),
        Some(asked) => wait.max(asked.min(policy.max_retry_after)),
        None => wait,
    })
}

/// The longest wait after an attempt.
fn backoff(policy: &RetryPolicy, number: u32) -> Duration {
    let doublings = number.saturating_sub(1).min(31);
    policy
        .base
        .saturating_mul(1 << doublings)
        .min(policy.max_backoff)
}

/// A random part of a duration.
fn jitter(duration: Duration, random: u64) -> Duration {
    let longest = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let nanoseconds = (u128::from(longest) * u128::from(random)) >> 64;
    Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
}

/// How many retries may be made that no success pays for: where a service is down, its clients must not keep it there by
/// asking for everything several times.
///
/// Each retry takes one from the budget, each call that succeeds gives a tenth of one back. So while all goes well there is
/// room for a burst of failures, and while little does, at most a tenth of the calls that succeed are retries on top.
#[derive(Debug)]
pub(crate) struct Budget {
    /// In tenths of a retry.
    tenths: AtomicU32,
    max: u32,
}

/// What a retry costs, in what a success brings.
const COST: u32 = 10;

impl Budget {
    /// A budget of this many retries, which is also what it never exceeds.
    #[must_use]
    pub(crate) fn new(retries: u32) -> Self {
        let max = retries.saturating_mul(COST);
        Self {
            tenths: AtomicU32::new(max),
            max,
        }
    }

    /// Takes a retry; `false` where there is none left.
    pub(crate) fn withdraw(&self) -> bool {
        let taken = self
            .tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tenths| {
                tenths.checked_sub(COST)
            });
        taken.is_ok()
    }

    /// Gives back what a success is worth.
    pub(crate) fn deposit(&self) {
        // Full most of the time, when there is nothing to write.
        if self.tenths.load(Ordering::Relaxed) < self.max {
            let _ = self
                .tenths
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tenths| {
                    (tenths < self.max).then_some(tenths + 1)
                });
        }
    }
}

/// An attempt that failed, and was followed by another.
#[derive(Debug, Clone)]
pub struct FailedAttempt {
    pub(crate) status: Option<StatusCode>,
    pub(crate) cause: String,
    pub(crate) wait: Duration,
}

impl FailedAttempt {
    /// The status, where an answer came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Why it failed, in one line.
    #[must_use]
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// The time from its end to the next attempt.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.wait
    }
}
