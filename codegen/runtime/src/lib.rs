//! The client runtime: everything that generated clients have in common.
//!
//! The files below `src/runtime` are copied into each generated crate, so their paths begin with `crate::runtime` in both. The
//! tests are not copied.

pub mod runtime;
mod sources;

#[cfg(test)]
pub mod tests;

pub use self::sources::sources;
