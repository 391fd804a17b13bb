//! `cargo verify diff-verify`: compares the Rust verdict of `diff` with independent observations.
//!
//! [`observe()`] accepts any pairs of crates in memory.

mod cargo;
mod churn;
mod exceptions;
mod finding;
mod folder;
mod listing;
mod observe;
mod package;
mod report;
mod semver_checks;
mod workspace;

pub(crate) use observe::{Settings, observe};

use apicrate::Failure;
use apicrate::terminal::{eprint, print};
use std::path::PathBuf;

/// Verify the Rust verdict of `diff`: generate both crates and observe which code breaks
///
/// The verdict must equal the highest of four observations: differences of the files; differences of the public items that
/// rustc finds; errors of a crate that uses everything of the old crate and is compiled against the new one; and the result of
/// cargo-semver-checks, if it is installed.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 every verdict is what was observed or its difference is explained, 1 one is not, \
                        something failed, or an explanation is not needed."
)]
pub(crate) struct Arguments {
    /// Old document
    #[arg(required_unless_present = "all")]
    old: Option<PathBuf>,

    /// New document
    #[arg(required_unless_present = "all")]
    new: Option<PathBuf>,

    /// All pairs below these folders: `old.*` with `new.*`, or `base.*` with each overlay `change.*` and `near.*` in a folder
    /// below; the options are those of the first client of a codegen.toml in the same folder as the old document
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with_all = ["old", "new"])]
    all: Vec<PathBuf>,

    /// Only a sample of this size, which changes every day
    #[arg(long, value_name = "NUMBER", requires = "all")]
    sample: Option<usize>,

    /// TOML file of explained differences: `[[exception]]` with `pair`, `ours`, `observed` and `why`. Unused exceptions are
    /// errors
    #[arg(long, value_name = "FILE", requires = "all")]
    exceptions: Option<PathBuf>,

    /// Generate as much as possible from documents with errors
    #[arg(long)]
    lenient: bool,

    /// Skip cargo-semver-checks, which takes long for many pairs
    #[arg(long)]
    no_semver_checks: bool,

    /// Folder for temporary files [default: the target folder of the repository]
    #[arg(long, value_name = "DIR")]
    target_dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let settings = Settings {
        target: arguments.target_dir.clone(),
        no_semver_checks: arguments.no_semver_checks,
    };
    if let (Some(old), Some(new)) = (&arguments.old, &arguments.new) {
        let pair = folder::Documents::single(old, new).load(arguments.lenient)?;
        let observed = observe(std::slice::from_ref(&pair), &settings)?;
        let Some(observed) = observed.first() else {
            return Err(Failure::new("nothing was observed"));
        };
        print(report::single(&pair, observed).trim_end());
        return if observed.level() == pair.ours {
            Ok(())
        } else {
            Err(Failure::Reported)
        };
    }
    let exceptions = match &arguments.exceptions {
        Some(path) => exceptions::load(path)?,
        None => Vec::new(),
    };
    let all = folder::find(&arguments.all)?;
    let chosen = match arguments.sample {
        Some(number) => folder::sample(&all, number),
        None => all.clone(),
    };
    // An error in one pair does not prevent the comparison of the others.
    let mut pairs = Vec::new();
    let mut not_compared = Vec::new();
    for documents in &chosen {
        match documents.load(arguments.lenient) {
            Ok(pair) => pairs.push(pair),
            Err(failure) => {
                if let Failure::Message(message) = failure {
                    eprint(&message);
                }
                not_compared.push(documents.name.as_str());
            }
        }
    }
    let observed = observe(&pairs, &settings)?;
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    let judged = exceptions::judge(&exceptions, &pairs, &observed, &names);
    print(report::table(&pairs, &observed, &judged).trim_end());
    for line in &judged.unneeded {
        eprint(line);
    }
    for name in &not_compared {
        eprint(&format!("{name} could not be compared"));
    }
    if judged.is_well() && not_compared.is_empty() {
        Ok(())
    } else {
        Err(Failure::Reported)
    }
}
