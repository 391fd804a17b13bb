//! Encoding of requests, which lack the members that only the server sends (`readOnly`).
//!
//! A value that is written for another purpose, such as a cache, has all of its members.

use std::cell::Cell;

thread_local! {
    /// `true` while a value is encoded for a request.
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// Restores the previous state, even if the encoding panics.
struct Sending {
    before: bool,
}

impl Drop for Sending {
    fn drop(&mut self) {
        SENDING.set(self.before);
    }
}

/// Encodes a value for a request.
pub(crate) fn for_request<T>(encode: impl FnOnce() -> T) -> T {
    let _sending = Sending {
        before: SENDING.replace(true),
    };
    encode()
}

/// Returns `true` while a value is encoded for a request.
pub(crate) fn is_sending() -> bool {
    SENDING.get()
}
