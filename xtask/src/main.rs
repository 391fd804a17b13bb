//! Maintenance of this repository: the commands of `apicrate`, and `tidy`.

mod tidy;
mod workspace;

use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand)]
enum Command {
    Tidy(tidy::Arguments),
}

fn main() -> ExitCode {
    apicrate::Program::new().run_with(|command| match command {
        Command::Tidy(arguments) => tidy::run(&arguments),
    })
}
