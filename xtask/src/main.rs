//! The commands of this repository: `cargo xtask <command>`.

mod completions;
mod conformance;
mod corpus;
mod diff;
mod diff_verify;
mod explain;
mod generate;
mod init;
mod list;
mod mutants;
mod progress;
mod regenerate;
mod report;
mod schema;
mod screen;
mod telling;
mod tidy;
mod trial;
mod workspace;
mod write;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;

/// Half of a generation was getting and giving back memory with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Generates Rust client crates from OpenAPI documents, and keeps this repository in order.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    after_help = "Begin with `cargo xtask init DOCUMENT`, then `cargo xtask regenerate`.\n\n\
                  Exit codes:\n  \
                  0  all is well\n  \
                  1  something failed, is stale, or was found: the messages say what\n  \
                  2  the command line is wrong; of `diff`: a change reaches --fail-on"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    screen: screen::Screen,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Regenerate(regenerate::Arguments),
    Generate(generate::Arguments),
    List(list::Arguments),
    Diff(diff::Arguments),
    DiffVerify(diff_verify::Arguments),
    DiffMutants(mutants::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Conformance(conformance::Arguments),
    Corpus(corpus::Arguments),
    Tidy(tidy::Arguments),
}

fn main() -> ExitCode {
    let matches = Arguments::command()
        .color(screen::asked_for())
        .get_matches();
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    screen::set(&arguments.screen);
    let result = match arguments.command {
        Command::Init(arguments) => init::run(&arguments),
        Command::Regenerate(arguments) => regenerate::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Diff(arguments) => return report::own_exit_code(diff::run(&arguments)),
        Command::DiffVerify(arguments) => diff_verify::run(&arguments),
        Command::DiffMutants(arguments) => mutants::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Tidy(arguments) => tidy::run(&arguments),
    };
    report::exit_code(result)
}
