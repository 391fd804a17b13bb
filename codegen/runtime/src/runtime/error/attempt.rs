//! Attempts that were followed by another attempt of the same call.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;

/// A failed attempt that was followed by another one.
#[derive(Debug, Clone)]
pub struct FailedAttempt {
    pub(crate) status: Option<StatusCode>,
    pub(crate) cause: String,
    pub(crate) wait: Duration,
}

impl FailedAttempt {
    /// Returns the status code, if there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns why the attempt failed, in one line.
    #[must_use]
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// Returns the time between the end of this attempt and the start of the next one.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.wait
    }
}

/// Writes the number of attempts if there was more than one.
pub(crate) fn write_attempts(f: &mut fmt::Formatter<'_>, attempts: usize) -> fmt::Result {
    if attempts > 1 {
        write!(f, " (attempt {attempts})")?;
    }
    Ok(())
}
