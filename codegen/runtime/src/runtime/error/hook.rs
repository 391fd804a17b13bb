//! Calls that a hook ended.

use std::fmt;

use crate::runtime::error::boxed::BoxError;
use crate::runtime::error::target::CallTarget;

/// An error that a hook returned, which ended the call.
#[derive(Debug)]
pub struct HookError {
    pub(crate) target: CallTarget,
    pub(crate) source: BoxError,
}

impl HookError {
    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.target.operation.id
    }
}

impl fmt::Display for HookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: refused by a hook: {}", self.target, self.source)
    }
}

impl std::error::Error for HookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
