//! The command line.

use crate::cargo_harness::cargo::Tool;
use std::path::PathBuf;

/// Generate a client from every document of a folder, and tell what holds
///
/// Documents are the YAML and JSON files of the folder itself. They are used as far as they can be used, as with `generate
/// --lenient`. Each operation of a document must be one that its crate can call. The crates are written below `corpus` in the
/// target folder, into a workspace of their own.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cargo verify corpus apis\n  cargo verify corpus apis --only petstore --check\n  \
                  cargo verify corpus apis --check=check,clippy --examples apis/examples\n\n\
                  Exit code 1 where a document fails. Times are those of this program as it is built: \
                  `cargo run --release -p verify -- corpus` gives those of an optimised one."
)]
pub(crate) struct Arguments {
    /// The folder of the documents
    pub(super) folder: PathBuf,

    /// Compile what is generated, warnings being failures; all three tools where none is named
    #[arg(
        long,
        value_enum,
        value_name = "TOOL,...",
        value_delimiter = ',',
        num_args = 0..,
        require_equals = true,
        default_missing_values = ["check", "clippy", "doc"]
    )]
    pub(super) check: Vec<Tool>,

    /// Read and write the examples of this folder: for `a.yaml` the lines of `a.jsonl`, each an object with the `example`
    /// and the `json_pointer_of_schema` that it belongs to
    #[arg(long, value_name = "DIR")]
    pub(super) examples: Option<PathBuf>,

    /// Only this document, by the name of its file with or without the ending; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(super) only: Vec<String>,

    /// What may fail, and why: a TOML file of `[[exception]]` with `document`, `what` and `why`. One that is not needed fails
    #[arg(long, value_name = "FILE")]
    pub(super) exceptions: Option<PathBuf>,

    /// Print a report for programs instead of the table
    #[arg(long)]
    pub(super) json: bool,

    /// Work below this folder [default: the target folder of the repository]
    #[arg(long, value_name = "DIR")]
    pub(super) target_dir: Option<PathBuf>,
}
