//! What became of a document: what has no type, and whether each of its parts is in the crate or was spoken of.
//!
//! Architecture invariant: [`parts`] reads the document for itself and knows nothing of how it was lowered or resolved, so that
//! it notices what those lose.

mod parts;
mod summary;
mod untyped;

#[cfg(test)]
mod tests;

pub use parts::{Part, PartKind, parts, unaccounted};
pub use untyped::{Untyped, untyped};

pub(crate) use summary::summary;
