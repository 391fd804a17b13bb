//! The commands.

use crate::{Failure, completions, diff, explain, generate, init, list, regenerate, schema};
use clap::Subcommand;
use std::process::ExitCode;

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Arguments),
    Regenerate(regenerate::Arguments),
    Generate(generate::Arguments),
    List(list::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}

impl Command {
    /// Runs the command. `parser` is the parser of the whole command line.
    pub(crate) fn run(self, parser: clap::Command) -> Result<ExitCode, Failure> {
        let result = match self {
            Self::Init(arguments) => init::run(&arguments),
            Self::Regenerate(arguments) => regenerate::run(&arguments),
            Self::Generate(arguments) => generate::run(&arguments),
            Self::List(arguments) => list::run(&arguments),
            Self::Diff(arguments) => return diff::run(&arguments),
            Self::Explain(arguments) => explain::run(&arguments),
            Self::Schema(arguments) => schema::run(&arguments),
            Self::Completions(arguments) => completions::run(&arguments, parser),
        };
        result.map(|()| ExitCode::SUCCESS)
    }
}
