//! The choices of nested unions, which are remembered if there are many.
//!
//! A variant of a union may contain a union, and each attempt to read the variant reads the inner value again. Without a memory,
//! the number of attempts would multiply with each level. At first nothing is remembered, because most values need few attempts.
//! After [`UNREMEMBERED`] unsuccessful attempts, the outermost union numbers the arrays and objects of its value and starts again.
//! From then on, each union chooses the variant of each array and object once. Copies of a value have its number.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use crate::runtime::json::value_number;

/// The number of unsuccessful attempts before choices are remembered.
const UNREMEMBERED: u32 = 64;

/// The choice of a union for a value.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    /// The variant of this row.
    Row(usize),
    /// The variant `UnknownValue`, which counts as this number of skipped items.
    Unknown(u32),
    /// No variant, with the message of the error.
    None(String),
}

/// The progress of the outermost union.
#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    /// The number of unions that are being read.
    depth: u32,
    failed: u32,
    remembers: bool,
}

thread_local! {
    static PROGRESS: Cell<Progress> = const {
        Cell::new(Progress { depth: 0, failed: 0, remembers: false })
    };
    /// The choices by the number of the value and the names of the union, which identify its table.
    static CHOICES: RefCell<HashMap<(usize, &'static str), Choice>> = RefCell::default();
}

/// Returns the remembered choice of a union for a value.
pub(crate) fn remembered(number: usize, union: &'static str) -> Option<Choice> {
    CHOICES.with_borrow(|choices| choices.get(&(number, union)).cloned())
}

/// Remembers the choice of a union for a value.
pub(crate) fn remember(number: usize, union: &'static str, choice: Choice) {
    CHOICES.with_borrow_mut(|choices| choices.insert((number, union), choice));
}

/// The attempts of one union, counted together with those of the unions around it.
#[derive(Debug)]
pub(crate) struct Attempts;

impl Attempts {
    pub(crate) fn begin() -> Self {
        update(|progress| progress.depth += 1);
        Self
    }

    /// Counts an attempt that did not settle the choice.
    pub(crate) fn add(&self) {
        update(|progress| progress.failed = progress.failed.saturating_add(1));
    }

    /// Returns `true` if there were so many that the outermost union must start again.
    pub(crate) fn are_too_many(&self) -> bool {
        let progress = PROGRESS.get();
        progress.failed >= UNREMEMBERED && !progress.remembers
    }

    /// Remembers choices from now on, if there were too many attempts and this is the outermost union. Returns `true` if it must
    /// start again.
    pub(crate) fn restart(&self) -> bool {
        let restarts = self.are_too_many() && PROGRESS.get().depth == 1;
        update(|progress| progress.remembers |= restarts);
        restarts
    }
}

impl Drop for Attempts {
    fn drop(&mut self) {
        update(|progress| progress.depth -= 1);
        let progress = PROGRESS.get();
        if progress.depth == 0 {
            PROGRESS.set(Progress::default());
        }
        if progress.depth == 0 && progress.remembers {
            value_number::set(0);
            drop(CHOICES.take());
        }
    }
}

fn update(change: impl FnOnce(&mut Progress)) {
    let mut progress = PROGRESS.get();
    change(&mut progress);
    PROGRESS.set(progress);
}
