//! `cargo verify diff-verify`: whether what `diff` says about Rust is what can be seen from outside.
//!
//! [`observe()`] is for any pairs of crates in memory, whatever they stem from.

mod cargo;
mod churn;
mod exceptions;
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

/// Verify what `diff` says about Rust: generate both crates and observe from outside what breaks
///
/// The verdict is compared with the highest of four: whether the files differ; the public items that rustc finds in both
/// crates; whether a crate that uses all of the old one compiles against the new one; and cargo-semver-checks, where it is
/// installed.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 every verdict is what was observed or its difference is explained, 1 one is not, \
                        something failed, or an explanation is not needed."
)]
pub(crate) struct Arguments {
    /// The old document
    #[arg(required_unless_present = "all")]
    old: Option<PathBuf>,

    /// The new document
    #[arg(required_unless_present = "all")]
    new: Option<PathBuf>,

    /// All pairs below these folders: `old.*` with `new.*`, or `base.*` with each overlay `change.*` and `near.*` in a folder
    /// below; the options are those of the first client of a codegen.toml in the same folder as the old document
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with_all = ["old", "new"])]
    all: Vec<PathBuf>,

    /// Only this many of them, others from day to day
    #[arg(long, value_name = "NUMBER", requires = "all")]
    sample: Option<usize>,

    /// Differences that are explained: a TOML file of `[[exception]]` with `pair`, `ours`, `observed` and `why`. One that is not
    /// needed fails
    #[arg(long, value_name = "FILE", requires = "all")]
    exceptions: Option<PathBuf>,

    /// Use documents as far as they can be used
    #[arg(long)]
    lenient: bool,

    /// Do not ask cargo-semver-checks, which takes long where there are many pairs
    #[arg(long)]
    no_semver_checks: bool,

    /// Work below this folder [default: the target folder of the repository]
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
    // One that cannot be compared keeps nobody from seeing the others.
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
