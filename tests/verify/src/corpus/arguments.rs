//! The command line.

use crate::cargo_harness::cargo::Tool;
use std::path::PathBuf;

/// Generate a client from every document of a folder, and report which checks pass
///
/// Documents are the YAML and JSON files directly in the folder. They are read leniently, as with `generate --lenient`. Each
/// crate must be able to call every operation of its document. The crates are written to a workspace of their own, below
/// `corpus` in the target folder.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cargo verify corpus apis\n  cargo verify corpus apis --only petstore --check\n  \
                  cargo verify corpus apis --check=check,clippy --examples apis/examples\n\n\
                  Exit code 1 where a document fails. Times are those of this program as it is built: \
                  `cargo run --release -p verify -- corpus` gives those of an optimised one."
)]
pub(crate) struct Arguments {
    /// Folder of the documents
    pub(super) folder: PathBuf,

    /// Check the crates with these tools; warnings and differences from rustfmt are errors [default without a value: all]
    #[arg(
        long,
        value_enum,
        value_name = "TOOL,...",
        value_delimiter = ',',
        num_args = 0..,
        require_equals = true,
        default_missing_values = ["check", "clippy", "doc", "fmt"]
    )]
    pub(super) check: Vec<Tool>,

    /// Decode and encode the examples in this folder: for `a.yaml`, each line of `a.jsonl` is an object with an `example` and
    /// the `json_pointer_of_schema` of its schema
    #[arg(long, value_name = "DIR")]
    pub(super) examples: Option<PathBuf>,

    /// Only this document, by its file name with or without the extension; repeatable
    #[arg(long, value_name = "NAME")]
    pub(super) only: Vec<String>,

    /// TOML file of known failures: `[[exception]]` with `document`, `what` and `why`. Unused exceptions are errors
    #[arg(long, value_name = "FILE")]
    pub(super) exceptions: Option<PathBuf>,

    /// Print a table of the names that the crates expose instead: how many, their mean and longest length, how many have a
    /// number, and the arguments of the constructors of requests
    #[arg(long, conflicts_with = "json")]
    pub(super) names: bool,

    /// Print the report as JSON
    #[arg(long)]
    pub(super) json: bool,

    /// Folder for temporary files [default: the target folder of the repository]
    #[arg(long, value_name = "DIR")]
    pub(super) target_dir: Option<PathBuf>,
}
