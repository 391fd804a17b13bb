//! Threads with a large stack.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

/// The stack of a thread in bytes. Reading, resolving and printing are recursive, and a waiting thread starts another file on the
/// same stack. Unused memory costs nothing.
const STACK: usize = 32 * 1024 * 1024;

/// Runs a function on a thread whose stack is large enough for any document.
pub(crate) fn with_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    match pool() {
        Some(pool) => pool.install(run),
        None => run(),
    }
}

/// Returns the threads with such a stack; `None` if they cannot be created.
fn pool() -> Option<&'static ThreadPool> {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());
    pool.as_ref()
}
