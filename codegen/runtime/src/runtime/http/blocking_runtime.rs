//! The asynchronous runtime of blocking calls, which all clients share.

use std::cell::Cell;
use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};

use crate::runtime::error::request::ConfigurationError;

thread_local! {
    /// `true` while this thread executes blocking calls.
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Returns `true` if the current code is executed by the runtime of blocking calls.
pub(crate) fn is_inside() -> bool {
    IS_INSIDE.get()
}

/// Runs a function on this thread in the context of the runtime.
///
/// # Errors
///
/// If the runtime cannot be started.
pub(crate) fn run_inside<T>(function: impl FnOnce() -> T) -> Result<T, ConfigurationError> {
    /// Restores the state of the thread, also after a panic.
    struct Restore(bool);

    impl Drop for Restore {
        fn drop(&mut self) {
            IS_INSIDE.set(self.0);
        }
    }

    let _entered = runtime()?.enter();
    let _restore = Restore(IS_INSIDE.replace(true));
    Ok(function())
}

/// Returns the runtime.
///
/// # Errors
///
/// If it cannot be started.
pub(crate) fn runtime() -> Result<&'static Runtime, ConfigurationError> {
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("blocking calls")
            .on_thread_start(|| IS_INSIDE.set(true))
            .enable_all()
            .build()
    });
    runtime
        .as_ref()
        .map_err(|error| ConfigurationError::new(format!("no thread for blocking calls: {error}")))
}
