//! The errors of formatting and writing.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// An error that kept files from being formatted or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// Emitted tokens are not Rust: a bug in the generator, not in the document.
    Syntax {
        /// The generated file.
        path: String,
        /// The beginning of the tokens that do not parse.
        excerpt: String,
        /// The parser's message.
        message: String,
    },
    /// A generated path is not a portable path below the output folder, or is generated twice.
    Path {
        /// The generated path.
        path: String,
        /// The problem, after `it`.
        reason: &'static str,
    },
    /// A file of the user does not exist: a module is generated into an existing package.
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Another process has changed a file since it was compared.
    Outdated {
        /// The file, or the folder that did not exist before.
        path: PathBuf,
    },
    /// The file system returned an error.
    Io {
        /// The operation, as in `cannot <action> <path>`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

impl OutputError {
    /// Wraps an I/O error with the operation and the path.
    pub(super) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax {
                path,
                excerpt,
                message,
            } => write!(
                formatter,
                "{path}: generated Rust does not parse ({message}): `{excerpt}`; \
                 this is a bug in the generator"
            ),
            Self::Path { path, reason } => {
                write!(formatter, "cannot generate the file {path:?}: {reason}")
            }
            Self::Missing { path } => write!(
                formatter,
                "{} does not exist: a module is generated into an existing package",
                path.display()
            ),
            Self::Outdated { path } => write!(
                formatter,
                "{} was changed by another process; nothing is written, run again",
                path.display()
            ),
            Self::Io {
                action,
                path,
                source,
            } => write!(formatter, "cannot {action} {}: {source}", path.display()),
        }
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Syntax { .. }
            | Self::Path { .. }
            | Self::Missing { .. }
            | Self::Outdated { .. } => None,
        }
    }
}
