//! Golden files, behaviour over HTTP, and expected diagnostics.
//!
//! | test | verifies that |
//! |---|---|
//! | `golden` | the sources generated from each document in `golden/` equal the expected ones |
//! | `options` | every option that affects the output has a golden case |
//! | `compile` | those crates compile without warnings and pass the tests in their `drive.rs` |
//! | `diff` | each change of a document is reported by its rule, and reviews have the correct verdicts |
//! | `diff_places` | neither the layout nor a module affects a review |
//! | `errors` | each invalid document in `errors/` results in the expected message, and the output folder is unchanged |
//! | `committed` | the committed client is current, and a small edit of its document is a small difference in the client |
//! | `rustfmt` | generated files are formatted as by rustfmt with its default options |
//! | `behaviour` | the committed client sends the expected requests and decodes responses, with a local server |
//! | `spans` | calls are traced with the expected fields and without secrets |
//! | `build_script` | a build script generates a client |
//! | `example` | the example program prints a job, or a helpful message |
//!
//! `UPDATE_GOLDEN=1 cargo test -p tests` rewrites the expected files of `golden`, `diff` and `errors`. `GOLDEN=union,map cargo
//! test -p tests --test compile` builds only the clients of these cases.

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
