//! `apicrate schema`.

use crate::Failure;
use crate::terminal::print;

/// Print the JSON Schema of codegen.toml, for completion and checks in editors
///
/// Editors with Taplo or Even Better TOML use the schema that the first line of codegen.toml names.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: apicrate schema > codegen.schema.json\n\nFirst line of codegen.toml:\n  #:schema codegen.schema.json"
)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments) -> Result<(), Failure> {
    print(apicrate_codegen::config::schema().trim_end());
    Ok(())
}
