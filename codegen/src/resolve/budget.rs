//! What a document may expand to, and how deep.
//!
//! A composition repeats what it refers to, so a short document can ask for a product of its parts, or for one type for
//! each set of its schemas. And references make chains that are longer than any nesting. Neither may use up memory,
//! time or the stack.

/// What every document may expand to, in members, listed values and alternatives, each time that one is composed.
const BASE: usize = 1 << 17;

/// So many bytes of documentation count as one member.
pub(super) const BYTES_PER_UNIT: usize = 64;

/// How deep types are made inside one another before the rest waits.
const DEFER_DEPTH: usize = 16;

/// How deep a type that has no name, such as an array of arrays, is written down.
const MAX_DEPTH: usize = 40;

/// What may still be composed.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    depth: usize,
}

impl Budget {
    /// The limit for a document of this size, in bytes.
    pub(super) fn new(size: usize) -> Self {
        Self {
            left: BASE.saturating_add(size / 2),
            depth: 0,
        }
    }

    /// Whether a type of its own is made later, since the stack may be too small for it now.
    pub(super) fn should_defer(&self) -> bool {
        self.depth > DEFER_DEPTH
    }

    pub(super) fn is_too_deep(&self) -> bool {
        self.depth > MAX_DEPTH
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    /// Subtracts an amount; returns `true` if this exhausts the budget.
    pub(super) fn spend(&mut self, amount: usize) -> bool {
        let was_exhausted = self.is_exhausted();
        self.left = self.left.saturating_sub(amount);
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
