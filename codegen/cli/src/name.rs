//! The name of the program.

use std::sync::OnceLock;

/// The name of the program in the help texts of the sources.
pub(crate) const NAME: &str = "apicrate";

static PROGRAM: OnceLock<String> = OnceLock::new();

/// Sets the name under which the program runs, once, and returns it.
pub(crate) fn set(name: String) -> &'static str {
    PROGRAM.get_or_init(|| name)
}

/// Returns the name under which the program runs: `apicrate`, or `cargo xtask`.
pub(crate) fn program_name() -> &'static str {
    PROGRAM.get().map_or(NAME, String::as_str)
}
