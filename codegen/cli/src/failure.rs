//! Failures of commands, and their exit codes.

use crate::terminal::eprint;
use std::fmt::Display;
use std::process::ExitCode;

/// The reason why a command stopped.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The reason has been printed already.
    Reported,
    /// A message for the standard error.
    Message(String),
    /// A message about an invalid command line.
    Usage(String),
}

impl Failure {
    /// Creates a failure with its cause as the message.
    pub fn new(cause: impl Display) -> Self {
        Self::Message(format!("error: {cause}"))
    }

    /// Prints the message, if it is still to be printed, and returns the exit code: 2 for an invalid command line, else 1.
    #[must_use]
    pub fn report(self) -> ExitCode {
        match self {
            Self::Reported => ExitCode::FAILURE,
            Self::Message(message) => {
                eprint(&message);
                ExitCode::FAILURE
            }
            Self::Usage(message) => {
                eprint(&format!(
                    "error: {message}\n\nFor more information, try '--help'."
                ));
                ExitCode::from(2)
            }
        }
    }
}
