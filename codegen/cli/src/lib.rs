//! The commands of `apicrate`: generates Rust client crates from OpenAPI documents, keeps them up to date, and reviews changes.
//!
//! `cargo install apicrate` installs the program. A repository that prefers to pin the generator in its lock file makes it
//! its [xtask](https://github.com/matklad/cargo-xtask) instead:
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     apicrate::main()
//! }
//! ```
//!
//! An xtask with commands of its own adds them with [`Program::run_with`].
//!
//! To generate code from a build script or another program, use the library `apicrate-codegen`.

mod command;
mod completions;
mod configuration;
mod diagnostics;
mod diff;
mod explain;
mod failure;
mod generate;
mod init;
mod list;
mod name;
mod program;
pub mod progress;
mod regenerate;
mod schema;
pub mod terminal;
mod write;

pub use failure::Failure;
pub use program::Program;

use std::process::ExitCode;

/// The system's allocator takes half of the time of a generation.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the command that the command line names, and returns the exit code of the process.
///
/// Diagnostics and progress are printed on the standard error. The exit code is 0 for success, 1 for a failure, and 2 for an
/// invalid command line or a change that reaches `diff --fail-on`.
#[must_use]
pub fn main() -> ExitCode {
    Program::new().run()
}

/// Leaves a value to the operating system, which frees the memory of a process faster than the destructors of a large value.
fn leak(value: impl Sized) {
    std::mem::forget(value);
}
