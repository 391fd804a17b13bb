//! Time and randomness. Calls use a trait for them, so that tests need not wait for retries.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A boxed future. It is `Send`, except in browsers, which have a single thread.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future. It is `Send`, except in browsers, which have a single thread.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A source of time and randomness.
pub trait Clock: Send + Sync + 'static {
    /// Returns the time since a fixed moment in the past.
    fn now(&self) -> Duration;

    /// Returns the time since the beginning of 1970, UTC.
    fn since_epoch(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Returns a random number.
    fn random(&self) -> u64;
}

/// The clock of the system.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemClock;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod system {
    use std::hash::{BuildHasher, RandomState};
    use std::sync::OnceLock;
    use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

    use super::{BoxFuture, Clock, SystemClock};

    static START: OnceLock<Instant> = OnceLock::new();

    impl Clock for SystemClock {
        fn now(&self) -> Duration {
            START.get_or_init(Instant::now).elapsed()
        }

        fn since_epoch(&self) -> Duration {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            now.unwrap_or_default()
        }

        fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
            Box::pin(tokio::time::sleep(duration))
        }

        fn random(&self) -> u64 {
            // Each state has new keys from the system's source of randomness.
            RandomState::new().hash_one(self.now())
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod system {
    use std::time::Duration;

    use js_sys::{Date, Function, JsString, Math, Promise, Reflect};
    use wasm_bindgen_futures::JsFuture;

    use super::{BoxFuture, Clock, SystemClock};

    impl Clock for SystemClock {
        fn now(&self) -> Duration {
            self.since_epoch()
        }

        fn since_epoch(&self) -> Duration {
            Duration::from_secs_f64(Date::now().max(0.0) / 1000.0)
        }

        fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
            let milliseconds = duration.as_secs_f64() * 1000.0;
            let promise = Promise::new(&mut |resolve, _| {
                let global = js_sys::global();
                if let Ok(function) = Reflect::get(&global, &JsString::from("setTimeout")) {
                    let function = Function::from(function);
                    // Without `setTimeout` the future is never ready: then calls have no time limit.
                    let _ = function.call2(&global, &resolve, &milliseconds.into());
                }
            });
            Box::pin(async move {
                let _ = JsFuture::from(promise).await;
            })
        }

        fn random(&self) -> u64 {
            let half = || (Math::random() * 4_294_967_296.0) as u64;
            half() << 32 | half()
        }
    }
}

/// Returns a random UUID (RFC 9562, version 4). It is unique, but not a secret.
pub(crate) fn uuid(clock: &dyn Clock) -> String {
    let (high, low) = (clock.random(), clock.random());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff
    )
}
