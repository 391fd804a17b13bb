//! What is left out of what is read: members that no property has, and values that an enum does not list.
//!
//! It is counted so that of several variants of a union the one is taken that keeps most of a value, however deep in the
//! value the difference lies.

use std::cell::Cell;

thread_local! {
    /// The losses so far. What counts are differences, so it may start again from zero.
    static LOST: Cell<u32> = const { Cell::new(0) };
}

/// Counts a loss.
#[cold]
pub(crate) fn add() {
    LOST.set(LOST.get().wrapping_add(1));
}

/// What was lost since this was made.
pub(crate) struct Losses {
    before: u32,
}

impl Losses {
    /// Begins to count.
    pub(crate) fn begin() -> Self {
        Self { before: LOST.get() }
    }

    /// The losses since then.
    pub(crate) fn count(&self) -> u32 {
        LOST.get().wrapping_sub(self.before)
    }

    /// Forgets all losses since then but these: those of attempts that are given up do not count.
    pub(crate) fn set(&self, count: u32) {
        LOST.set(self.before.wrapping_add(count));
    }
}
