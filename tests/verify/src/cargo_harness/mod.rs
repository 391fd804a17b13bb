//! Generated crates on trial: a workspace of their own, Cargo and programs that run on it, and what may fail.

pub(crate) mod cargo;
pub(crate) mod exceptions;
pub(crate) mod program;
pub(crate) mod workspace;
