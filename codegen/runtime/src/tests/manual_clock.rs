//! A clock whose time changes only when the test advances it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;

use crate::runtime::{BoxFuture, Clock};

/// A manual clock, whose clones share their time.
#[derive(Clone, Default)]
pub(crate) struct ManualClock(Arc<State>);

#[derive(Default)]
struct State {
    now: Mutex<Duration>,
    advanced: Notify,
}

impl ManualClock {
    /// Ends the waits of this duration and shorter ones.
    pub(crate) fn advance(&self, duration: Duration) {
        *self.0.now.lock().expect("no test panicked inside") += duration;
        self.0.advanced.notify_waiters();
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        *self.0.now.lock().expect("no test panicked inside")
    }

    fn since_epoch(&self) -> Duration {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let end = self.now() + duration;
        Box::pin(async move {
            loop {
                let advanced = clock.0.advanced.notified();
                if clock.now() >= end {
                    return;
                }
                advanced.await;
            }
        })
    }

    fn random(&self) -> u64 {
        u64::MAX
    }
}
