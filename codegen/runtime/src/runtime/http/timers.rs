//! The time limits of a call.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use crate::runtime::error::time_limit::TimeLimit;
use crate::runtime::http::clock::{BoxFuture, Clock};

/// A timer; `None` never fires.
type Timer = Option<BoxFuture<'static, ()>>;

/// The timers of a call.
#[derive(Default)]
pub(crate) struct Timers {
    /// Fires at the time limit of the call.
    call: Timer,
    /// The time limit of the call.
    limit: Option<Duration>,
    /// Fires at the time limit of the attempt.
    attempt: Timer,
}

impl Timers {
    /// Starts the time limit of the call.
    pub(crate) fn start_call(&mut self, clock: &dyn Clock, limit: Option<Duration>) {
        self.call = limit.map(|limit| clock.sleep(limit));
        self.limit = limit;
    }

    /// Starts the time limit of an attempt, which replaces that of the previous one.
    pub(crate) fn start_attempt(&mut self, clock: &dyn Clock, limit: Option<Duration>) {
        self.attempt = limit.map(|limit| clock.sleep(limit));
    }

    /// Removes the time limits.
    pub(crate) fn stop(&mut self) {
        *self = Self::default();
    }

    /// Waits for a future until a timer fires or the time `idle` has passed.
    ///
    /// A future that is ready takes precedence over a timer: a response that arrived is not discarded. The caller pins the future,
    /// since it is large and would be copied.
    pub(crate) fn race<F: Future>(
        &mut self,
        clock: &dyn Clock,
        idle: Option<Duration>,
        mut future: Pin<&mut F>,
    ) -> impl Future<Output = Result<F::Output, TimeLimit>> {
        // The idle time cannot pass before the end of the call.
        let idle = idle.filter(|idle| self.limit.is_none_or(|limit| *idle < limit));
        let mut idling: Timer = None;
        std::future::poll_fn(move |context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            // Most chunks of a body are ready at once, so that no timer is needed.
            if idling.is_none() {
                idling = idle.map(|limit| clock.sleep(limit));
            }
            let timers = [
                (&mut self.call, TimeLimit::Call),
                (&mut self.attempt, TimeLimit::Attempt),
                (&mut idling, TimeLimit::Idle),
            ];
            for (timer, limit) in timers {
                if let Some(timer) = timer
                    && timer.as_mut().poll(context).is_ready()
                {
                    return Poll::Ready(Err(limit));
                }
            }
            Poll::Pending
        })
    }
}
