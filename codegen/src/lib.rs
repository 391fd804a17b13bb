//! Generates a Rust client crate from an OpenAPI document.

pub mod config;
pub mod diagnostic;
pub mod document;
pub mod ir;
mod location;
pub mod output;
pub mod source;

pub use location::{FileId, Location};
