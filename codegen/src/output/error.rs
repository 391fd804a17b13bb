//! What can go wrong between tokens and disk.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why files could not be formatted or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// Emitted tokens are no Rust: a fault of the generator, never of the document.
    Syntax {
        /// The generated file.
        path: String,
        /// The beginning of the tokens that do not parse.
        excerpt: String,
        /// What the parser says.
        message: String,
    },
    /// A generated path cannot stand below the output folder, or is generated twice.
    Path {
        /// The path as it was asked for.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A file of the user that has to be there is not: what is generated is a part of a package.
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Something else, such as another run, has changed a file since it was compared.
    Outdated {
        /// The file, or the folder that was not there before.
        path: PathBuf,
    },
    /// The file system refused.
    Io {
        /// What was tried, as in `cannot <action> <path>`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl OutputError {
    /// Wraps an I/O error with what was tried and where.
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
                "{path}: the generator made Rust that does not parse ({message}): `{excerpt}`; \
                 this is a bug in the generator"
            ),
            Self::Path { path, reason } => {
                write!(formatter, "cannot generate the file {path:?}: {reason}")
            }
            Self::Missing { path } => write!(
                formatter,
                "{} is not there: a module is generated into a package that exists",
                path.display()
            ),
            Self::Outdated { path } => write!(
                formatter,
                "{} has been changed by something else in the meantime; nothing is written, run again",
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
