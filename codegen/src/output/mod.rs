//! From tokens to formatted text to files on disk.
//!
//! [`render`] formats one [`SourceFile`](crate::source::SourceFile); [`Plan`] compares rendered files with an output
//! folder, lists the changes, and applies them.
//!
//! Architecture invariant: this stage knows nothing of documents or of the resolved model. Every file is in memory
//! before the first one is written, unchanged files are not written, and a file is removed only if it is below `src/`
//! (or below the module, if the package is the user's), starts with [`HEADER`], and is no longer generated.

mod apply;
mod disk;
mod error;
mod format;

mod manifest;
mod path;
mod plan;
mod printer;
mod quoted;
mod rendered;
mod tokens;

pub use error::OutputError;
pub use format::{render, render_each};
pub use plan::{Change, Entry, Plan, Summary};
pub use rendered::{HEADER, Ownership, Rendered, is_generated};

#[cfg(test)]
mod tests;
