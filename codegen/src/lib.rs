//! Generates a Rust client crate from an OpenAPI document.

pub mod ir;
mod location;
pub mod source;

pub use location::{FileId, Location};
