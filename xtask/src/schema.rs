//! `cargo xtask schema`.

use crate::report::{Failure, say};

/// Print the JSON Schema of codegen.toml, with which editors complete and check it
///
/// An editor that knows Taplo or Even Better TOML finds it by a line at the top of codegen.toml.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: cargo xtask schema > codegen.schema.json\n\nIn codegen.toml:\n  #:schema codegen.schema.json"
)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments) -> Result<(), Failure> {
    say(apicrate_codegen::config::schema().trim_end());
    Ok(())
}
