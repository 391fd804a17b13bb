//! `cargo verify corpus`: does what is generated from real documents compile, and does it lose nothing?

mod arguments;
mod crates;
mod documents;
mod examples;
mod exceptions;
mod generation;
mod operations;
mod outcome;
mod run;
mod table;

pub(crate) use arguments::Arguments;
pub(crate) use run::run;
