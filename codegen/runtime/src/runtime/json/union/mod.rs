//! Unions: values of one of several types.

pub(crate) mod candidate;
pub(crate) mod choices;
pub(crate) mod error;
pub mod literal;
pub(crate) mod nested;
pub mod read;
pub mod shape;
pub mod table;
pub mod write;
