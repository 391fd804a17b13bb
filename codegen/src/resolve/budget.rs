//! Limits on the size and depth of what a document expands to.
//!
//! Composition copies what it refers to, so a short document can request the product of its parts,
//! or one type for each set of its schemas. References form chains that are longer than any
//! nesting. Neither may exhaust memory, time or the stack.

/// The budget of every document, in members, listed values and alternatives, counted each time they
/// are composed.
const BASE: usize = 1 << 17;

/// The number of bytes of documentation that count as one unit.
pub(super) const BYTES_PER_UNIT: usize = 64;

/// The nesting depth from which the definitions of named types are deferred.
const DEFER_DEPTH: usize = 16;

/// The maximum depth of nested types without a name, such as arrays of arrays.
const MAX_DEPTH: usize = 40;

/// The remaining budget of composition.
#[derive(Debug)]
pub(super) struct Budget {
    remaining: usize,
    depth: usize,
}

impl Budget {
    /// Creates the budget of a document of `size` bytes.
    pub(super) fn new(size: usize) -> Self {
        Self {
            remaining: BASE.saturating_add(size / 2),
            depth: 0,
        }
    }

    /// Returns `true` if named types are defined later, because the stack may be too small now.
    pub(super) fn should_defer(&self) -> bool {
        self.depth > DEFER_DEPTH
    }

    pub(super) fn is_too_deep(&self) -> bool {
        self.depth > MAX_DEPTH
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.remaining == 0
    }

    /// Subtracts an amount; returns `true` if this exhausts the budget.
    pub(super) fn spend(&mut self, amount: usize) -> bool {
        let was_exhausted = self.is_exhausted();
        self.remaining = self.remaining.saturating_sub(amount);
        !was_exhausted && self.is_exhausted()
    }

    /// Enters a type inside the current one.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// Leaves the type that was entered last; returns `true` if it was the outermost.
    pub(super) fn leave(&mut self) -> bool {
        self.depth = self.depth.saturating_sub(1);
        self.depth == 0
    }
}
