//! The number of a buffered value, which is passed from its deserializer to the visitor that reads it.

use std::cell::Cell;

thread_local! {
    /// The number of the value that is read next; 0 if it has none.
    static NUMBER: Cell<usize> = const { Cell::new(0) };
}

/// Notes the number of the value whose visitor is called next; 0 if it has none.
#[inline]
pub(crate) fn set(number: usize) {
    NUMBER.set(number);
}

/// Takes the number of the value that is visited.
#[inline]
pub(crate) fn take() -> Option<usize> {
    Some(NUMBER.take()).filter(|number| *number > 0)
}
