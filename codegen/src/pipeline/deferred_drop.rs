//! Dead values whose drop is deferred.

use std::any::Any;
use std::fmt;

/// Values that are no longer read and are dropped together with this one.
///
/// Dropping the values of a large document takes as long as resolving it. A program that ends soon can leak them instead.
#[derive(Default)]
pub(crate) struct DeferredDrop(Vec<Box<dyn Any + Send + Sync>>);

impl DeferredDrop {
    /// Defers the drop of a value.
    pub(crate) fn push(&mut self, value: impl Any + Send + Sync) {
        self.0.push(Box::new(value));
    }
}

impl fmt::Debug for DeferredDrop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeferredDrop({})", self.0.len())
    }
}
