//! The limits of time that a call is under.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use crate::runtime::error::time_limit::TimeLimit;
use crate::runtime::http::clock::{BoxFuture, Clock};

/// `None` never fires.
type Timer = Option<BoxFuture<'static, ()>>;

/// The timers of a call.
#[derive(Default)]
pub(crate) struct Timers {
    /// Fires when the time of the whole call is over.
    call: Timer,
    /// How long that may take from when it was set.
    limit: Option<Duration>,
    /// Fires when the time of the attempt is over.
    attempt: Timer,
}

impl Timers {
    /// Limits the call from now on.
    pub(crate) fn start_call(&mut self, clock: &dyn Clock, limit: Option<Duration>) {
        self.call = limit.map(|limit| clock.sleep(limit));
        self.limit = limit;
    }

    /// Limits the attempt from now on, in place of the one before.
    pub(crate) fn start_attempt(&mut self, clock: &dyn Clock, limit: Option<Duration>) {
        self.attempt = limit.map(|limit| clock.sleep(limit));
    }

    /// Takes the limits away.
    pub(crate) fn stop(&mut self) {
        *self = Self::default();
    }

    /// Waits for a future until a timer fires, or until `idle` has gone by.
    ///
    /// A future that is ready when the timer fires comes first: an answer that has arrived is not thrown away. It is pinned
    /// where it is made, since it is large and would be copied on its way here.
    pub(crate) fn race<F: Future>(
        &mut self,
        clock: &dyn Clock,
        idle: Option<Duration>,
        mut future: Pin<&mut F>,
    ) -> impl Future<Output = Result<F::Output, TimeLimit>> {
        // The call ends before so much idle time has gone by.
        let idle = idle.filter(|idle| self.limit.is_none_or(|limit| *idle < limit));
        let mut idling: Timer = None;
        std::future::poll_fn(move |context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            // Most pieces of a body are there already, so that no timer is needed for them.
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
