//! Calls that a hook ended.

use std::fmt;

use crate::runtime::call::operation::Operation;
use crate::runtime::error::boxed::BoxError;

/// An error that a hook returned, which ended the call.
#[derive(Debug)]
pub struct HookError {
    pub(crate) operation: &'static Operation,
    pub(crate) source: BoxError,
}

impl HookError {
    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation.id
    }
}

impl fmt::Display for HookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        write!(
            f,
            "{id}: {method} {path}: refused by a hook: {}",
            self.source
        )
    }
}

impl std::error::Error for HookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
