//! Threads with stacks that are large enough for any document.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

/// The stack of a thread, in bytes. Reading, resolving and printing take frames for each level of nesting, and a thread that
/// waits for another begins a second file on top of that; memory that is not used costs nothing.
const STACK: usize = 32 * 1024 * 1024;

/// Runs something on a thread with a stack that is large enough for any document.
pub(crate) fn with_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    match pool() {
        Some(pool) => pool.install(run),
        None => run(),
    }
}

/// The threads with such a stack; `None` where the system has none to give.
fn pool() -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());
    pool.as_ref()
}
