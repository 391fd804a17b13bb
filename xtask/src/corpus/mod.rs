//! `cargo xtask corpus`: does what is generated from real documents compile, and does it lose nothing?

mod arguments;
mod cargo;
mod documents;
mod examples;
mod exceptions;
mod generation;
mod outcome;
mod progress;
mod run;
mod table;
mod untyped;
mod workspace;

pub(crate) use arguments::Arguments;
pub(crate) use run::run;
