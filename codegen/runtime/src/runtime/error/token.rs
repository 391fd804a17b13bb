//! Access tokens that could not be obtained.

use std::fmt;
use std::sync::Arc;

use crate::runtime::error::boxed::BoxError;
use crate::runtime::error::target::CallTarget;

/// An access token that could not be obtained. Nothing was sent to the server of the API.
#[derive(Clone)]
pub struct TokenError {
    pub(crate) target: CallTarget,
    pub(crate) scheme: &'static str,
    pub(crate) failure: Arc<TokenFailure>,
}

/// An error of a token source, shared by all calls that waited for the token.
pub(crate) struct TokenFailure {
    /// The message without credentials.
    pub(crate) message: String,
    pub(crate) cause: BoxError,
}

impl TokenError {
    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.target.operation.id
    }

    /// Returns the key of the security scheme that the token is for.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.scheme
    }

    /// Returns the error of the token source. It may contain secrets, which the message of this error hides.
    #[must_use]
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.failure.cause
    }

    pub(crate) fn is_transient(&self) -> bool {
        self.failure.cause.is::<Transient>()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: no token for {}: {}",
            self.target, self.scheme, self.failure.message
        )
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("operation", &self.target.operation.id)
            .field("scheme", &self.scheme)
            .field("message", &self.failure.message)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for TokenError {}

/// A temporary failure: the call may be retried.
#[derive(Debug)]
pub(crate) struct Transient(pub(crate) String);

impl fmt::Display for Transient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Transient {}
