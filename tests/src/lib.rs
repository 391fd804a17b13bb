//! Golden files, behaviour over HTTP, and expected diagnostics.
//!
//! | test | shows that |
//! |---|---|
//! | `golden` | each document of `golden/` gives the sources beside it |
//! | `options` | every option that changes what is generated has a golden case |
//! | `compile` | those crates compile without a warning and do over HTTP what `drive.rs` says |
//! | `diff` | the rule of each change of a document reports it, and reviews give the right verdicts |
//! | `diff_places` | neither the layout nor a module affects a review |
//! | `errors` | each broken document of `errors/` gives the message beside it, and leaves the output folder alone |
//! | `committed` | the committed client is what its document gives, and small edits give small differences |
//! | `rustfmt` | generated files are as rustfmt with its default options prints them |
//! | `behaviour` | the committed client sends and reads what it should, over a local server |
//! | `example` | the example program tells a person what to do |
//!
//! `UPDATE_GOLDEN=1 cargo test -p tests` rewrites what `golden` and `errors` expect. `GOLDEN=union,map cargo test -p
//! tests --test compile` builds the clients of these cases alone.

pub mod cases;
pub mod crates;
pub mod diff_cases;
pub mod golden;
pub mod job;
pub mod server;
pub mod wire;

/// The snippets of the repository's README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
