//! Counting skipped data: unknown members of objects and unknown values of enums.
//!
//! If several variants of a union accept a value, the one that skips least is chosen, at whatever depth they differ.

use std::cell::Cell;

thread_local! {
    /// The number of skipped items. Only differences are used, so it may wrap.
    static SKIPPED: Cell<u32> = const { Cell::new(0) };
}

/// Counts a skipped item.
#[cold]
pub(crate) fn add() {
    SKIPPED.set(SKIPPED.get().wrapping_add(1));
}

/// Counts the items that are skipped from now on.
pub(crate) struct Skipped {
    before: u32,
}

impl Skipped {
    /// Starts to count.
    pub(crate) fn begin() -> Self {
        Self {
            before: SKIPPED.get(),
        }
    }

    /// Returns the number of skipped items since then.
    pub(crate) fn count(&self) -> u32 {
        SKIPPED.get().wrapping_sub(self.before)
    }

    /// Sets the number of skipped items since then: those of discarded attempts do not count.
    pub(crate) fn set(&self, count: u32) {
        SKIPPED.set(self.before.wrapping_add(count));
    }
}
