//! A clock without real delays: pauses end immediately and are recorded, and the test decides when a limit is reached.

use std::collections::HashMap;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};
use std::time::Duration;

use apicrate_runtime::runtime::{BoxFuture, Clock};

/// The limit of a whole call.
pub(crate) const CALL: Duration = Duration::from_secs(60);
/// The limit of an attempt.
pub(crate) const ATTEMPT: Duration = Duration::from_secs(7);
/// The limit between two chunks of a body.
pub(crate) const IDLE: Duration = Duration::from_secs(3);

/// The time at the start of a test: Sun, 06 Nov 1994 08:49:37 GMT.
pub(crate) const EPOCH: Duration = Duration::from_secs(784_111_777);

/// A test clock, whose clones share their state.
#[derive(Clone, Default)]
pub(crate) struct TestClock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    now: Duration,
    numbers: u64,
    pauses: Vec<Duration>,
    /// The number of times that each limit can still be reached.
    reached: HashMap<Duration, usize>,
    wakers: Vec<Waker>,
}

impl TestClock {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panicked inside")
    }

    /// Reaches a limit once.
    pub(crate) fn reach(&self, limit: Duration) {
        self.reach_unnoticed(limit);
        let wakers = std::mem::take(&mut self.state().wakers);
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Reaches a limit once without waking the call.
    pub(crate) fn reach_unnoticed(&self, limit: Duration) {
        *self.state().reached.entry(limit).or_default() += 1;
    }

    /// Returns the pauses so far.
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        self.state().pauses.clone()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Duration {
        self.state().now
    }

    fn since_epoch(&self) -> Duration {
        EPOCH + self.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(poll_fn(move |context| {
            let mut state = clock.state();
            if [CALL, ATTEMPT, IDLE].contains(&duration) {
                let reached = state.reached.entry(duration).or_default();
                if *reached == 0 {
                    let waker = context.waker();
                    if !state.wakers.iter().any(|known| known.will_wake(waker)) {
                        state.wakers.push(waker.clone());
                    }
                    return Poll::Pending;
                }
                *reached -= 1;
            } else {
                state.pauses.push(duration);
            }
            state.now += duration;
            Poll::Ready(())
        }))
    }

    fn random(&self) -> u64 {
        let mut state = self.state();
        state.numbers += 1;
        let mut hasher = DefaultHasher::new();
        state.numbers.hash(&mut hasher);
        // The upper half of the range, so that a pause is never rounded to zero.
        hasher.finish() | 1 << 63
    }
}
