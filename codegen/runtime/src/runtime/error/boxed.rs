//! Errors of any type.

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
