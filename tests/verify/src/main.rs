//! Checks of the generator that take longer than tests: `cargo verify <command>`.

mod cargo_harness;
mod conformance;
mod corpus;
mod diff_verify;
mod json_document;
mod mutants;
mod repository;

use apicrate::terminal::{self, TerminalArgs};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;

/// Checks generated crates and the verdicts of `diff` in ways that take longer than tests
#[derive(Debug, Parser)]
#[command(
    name = "cargo verify",
    bin_name = "cargo verify",
    after_help = "Exit codes:\n  \
                  0  every check passed\n  \
                  1  a check failed\n  \
                  2  invalid command line"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    terminal: TerminalArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    Conformance(conformance::Arguments),
    Corpus(corpus::Arguments),
    DiffMutants(mutants::Arguments),
    DiffVerify(diff_verify::Arguments),
}

fn main() -> ExitCode {
    let matches = Arguments::command()
        .color(terminal::requested_color())
        .get_matches();
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    terminal::configure(&arguments.terminal);
    let result = match arguments.command {
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::DiffMutants(arguments) => mutants::run(&arguments),
        Command::DiffVerify(arguments) => diff_verify::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
