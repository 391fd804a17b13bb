//! Compiles and runs generated crates in a workspace of their own.

pub(crate) mod cargo;
pub(crate) mod exceptions;
pub(crate) mod messages;
pub(crate) mod program;
pub(crate) mod workspace;
