//! The commands of this repository: `cargo xtask <command>`.

mod conformance;
mod corpus;
mod diff;
mod diff_verify;
mod generate;
mod mutants;
mod regenerate;
mod report;
mod tidy;
mod trial;
mod workspace;
mod write;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Half of a generation was getting and giving back memory with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Generates Rust client crates from OpenAPI documents, and keeps this repository in order.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = "Exit codes: 0 all is well, 1 something failed or is stale, 2 the command line is wrong.\n\
                  Colours are left out when NO_COLOR is set."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Regenerate(regenerate::Arguments),
    Generate(generate::Arguments),
    Diff(diff::Arguments),
    DiffVerify(diff_verify::Arguments),
    DiffMutants(mutants::Arguments),
    Corpus(corpus::Arguments),
    Conformance(conformance::Arguments),
    Tidy(tidy::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Regenerate(arguments) => regenerate::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Diff(arguments) => return report::own_exit_code(diff::run(&arguments)),
        Command::DiffVerify(arguments) => diff_verify::run(&arguments),
        Command::DiffMutants(arguments) => mutants::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Tidy(arguments) => tidy::run(&arguments),
    };
    report::exit_code(result)
}
