//! `cargo verify corpus`: checks that the crates of real documents are complete and compile.

mod arguments;
mod crates;
mod documents;
mod examples;
mod exceptions;
mod generation;
mod names;
mod operations;
mod outcome;
mod run;
mod table;

pub(crate) use arguments::Arguments;
pub(crate) use run::run;
