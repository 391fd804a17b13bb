//! Coverage of a document: its untyped values, and the elements that are neither in the crate nor in a diagnostic.
//!
//! Architecture invariant: [`elements`] reads the document independently of lowering and resolving, so that it finds what those
//! lose.

mod elements;
mod summary;
mod untyped;

#[cfg(test)]
mod tests;

pub use elements::{Element, ElementKind, elements, unaccounted};
pub use untyped::{Untyped, untyped};

pub(crate) use summary::summary;
