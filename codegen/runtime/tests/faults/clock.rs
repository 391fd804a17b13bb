//! A clock that nobody has to wait for: pauses end at once and are remembered, limits are reached when the test says so.

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
/// The limit between two pieces of a body.
pub(crate) const IDLE: Duration = Duration::from_secs(3);

/// What the clock says is the beginning of all tests: Sun, 06 Nov 1994 08:49:37 GMT.
pub(crate) const EPOCH: Duration = Duration::from_secs(784_111_777);

/// A clock; a clone shows the same time.
#[derive(Clone, Default)]
pub(crate) struct TestClock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    now: Duration,
    numbers: u64,
    pauses: Vec<Duration>,
    /// How often each limit may still be reached.
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

    /// Reaches a limit once; a call notices when it has another reason to look.
    pub(crate) fn reach_unnoticed(&self, limit: Duration) {
        *self.state().reached.entry(limit).or_default() += 1;
    }

    /// The pauses so far.
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
        // The upper half, so that a wait is never so short that it looks like none.
        hasher.finish() | 1 << 63
    }
}
