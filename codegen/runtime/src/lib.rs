//! The client core that every generated crate carries.

pub mod runtime;

#[cfg(test)]
pub mod tests;
