//! The program: its name, its command line and its exit code.

use crate::Failure;
use crate::command::Command;
use crate::name::{self, NAME};
use crate::terminal::{self, TerminalArgs};
use clap::builder::{Resettable, StyledStr};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::convert::Infallible;
use std::env;
use std::path::Path;
use std::process::ExitCode;

/// Generates Rust client crates from OpenAPI documents, keeps them up to date, and reviews changes
#[derive(Parser)]
#[command(
    name = NAME,
    version,
    after_help = "Start with `apicrate init DOCUMENT`, then run `apicrate regenerate`.\n\n\
                  Exit codes:\n  \
                  0  success\n  \
                  1  failure, or generated files that are out of date\n  \
                  2  invalid command line; for `diff`: a change reaches --fail-on"
)]
struct Arguments<C: Subcommand> {
    #[command(subcommand)]
    command: AnyCommand<C>,

    #[command(flatten)]
    terminal: TerminalArgs,
}

#[derive(Subcommand)]
enum AnyCommand<C: Subcommand> {
    #[command(flatten)]
    Own(Command),
    #[command(flatten)]
    Extra(C),
}

/// The program `apicrate`, under a name of its own and with additional commands.
///
/// # Examples
///
/// An xtask with one more command:
///
/// ```no_run
/// use std::process::ExitCode;
///
/// #[derive(clap::Subcommand)]
/// enum Command {
///     /// Check the spelling of the documentation
///     Spelling,
/// }
///
/// fn main() -> ExitCode {
///     apicrate::Program::new().run_with(|command| match command {
///         Command::Spelling => Ok(()),
///     })
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Program {
    name: String,
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}

impl Program {
    /// Creates a program with the name of its executable, in help texts and hints. An executable `xtask` is called `cargo xtask`.
    #[must_use]
    pub fn new() -> Self {
        let path = env::args_os().next().unwrap_or_default();
        let name = Path::new(&path).file_stem().unwrap_or_default();
        let name = name.to_string_lossy();
        let name = match name.as_ref() {
            "" => NAME.to_owned(),
            "xtask" => "cargo xtask".to_owned(),
            _ => name.into_owned(),
        };
        Self { name }
    }

    /// Sets the name in help texts and hints, such as `cargo api` for an alias of Cargo.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Runs the command that the command line names, as [`main`](crate::main()) does.
    #[must_use]
    pub fn run(self) -> ExitCode {
        self.run_with(|command: Infallible| match command {})
    }

    /// Runs the command that the command line names; `run` runs those of the type `C`, which are listed in the help after
    /// those of `apicrate`.
    #[must_use]
    pub fn run_with<C: Subcommand>(self, run: impl FnOnce(C) -> Result<(), Failure>) -> ExitCode {
        let name = name::set(self.name);
        let parser = renamed(Arguments::<C>::command(), name).bin_name(name);
        let matches = parser
            .clone()
            .color(terminal::requested_color())
            .get_matches();
        let arguments = match Arguments::<C>::from_arg_matches(&matches) {
            Ok(arguments) => arguments,
            Err(error) => error.exit(),
        };
        terminal::configure(&arguments.terminal);
        let result = match arguments.command {
            AnyCommand::Own(command) => command.run(parser),
            AnyCommand::Extra(command) => run(command).map(|()| ExitCode::SUCCESS),
        };
        result.unwrap_or_else(Failure::report)
    }
}

/// Replaces the name of the program in all help texts.
fn renamed(command: clap::Command, name: &str) -> clap::Command {
    if name == NAME {
        return command;
    }
    let replace = |text: Option<&StyledStr>| {
        let text = text.map(|text| {
            text.to_string()
                .replace(&format!("{NAME} "), &format!("{name} "))
                .replace(&format!("_{NAME}"), &format!("_{}", name.replace(' ', "-")))
        });
        Resettable::from(text.map(StyledStr::from))
    };
    let about = replace(command.get_about());
    let long_about = replace(command.get_long_about());
    let after_help = replace(command.get_after_help());
    command
        .about(about)
        .long_about(long_about)
        .after_help(after_help)
        .mut_args(|argument| {
            let help = replace(argument.get_help());
            let long_help = replace(argument.get_long_help());
            argument.help(help).long_help(long_help)
        })
        .mut_subcommands(|subcommand| renamed(subcommand, name))
}
