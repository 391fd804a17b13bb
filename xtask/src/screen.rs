//! What stands on the screen: how much is told, and in which colours.

use clap::ColorChoice;
use std::env;
use std::io::{self, IsTerminal};
use std::sync::OnceLock;

/// The part of the command line that every command has.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What is told")]
pub(crate) struct Screen {
    /// Tell nothing but errors, and results that were asked for
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Whether to colour what is told; `auto`: on a terminal, unless NO_COLOR is set
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t = ColorChoice::Auto
    )]
    color: ColorChoice,
}

/// What holds for the whole run.
#[derive(Debug, Clone, Copy)]
struct Settings {
    is_quiet: bool,
    color: ColorChoice,
}

static SCREEN: OnceLock<Settings> = OnceLock::new();

/// Keeps what was asked for.
pub(crate) fn set(arguments: &Screen) {
    // This happens once, at the start.
    let _ = SCREEN.set(Settings {
        is_quiet: arguments.quiet,
        color: arguments.color,
    });
}

fn screen() -> Settings {
    SCREEN.get().copied().unwrap_or(Settings {
        is_quiet: false,
        color: ColorChoice::Auto,
    })
}

/// Whether nothing but errors is told.
pub(crate) fn is_quiet() -> bool {
    screen().is_quiet
}

/// Whether a person looks at the error output.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether what is told is coloured.
pub(crate) fn is_coloured() -> bool {
    match screen().color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        // https://no-color.org: any value but the empty one.
        ColorChoice::Auto => {
            is_watched() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

/// What `--color` says, before the command line is understood: its own errors and help are coloured too.
pub(crate) fn asked_for() -> ColorChoice {
    let mut arguments = env::args().skip(1).take_while(|argument| argument != "--");
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--color") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => continue,
        };
        if let Some(choice) = value.and_then(|value| value.parse().ok()) {
            return choice;
        }
    }
    ColorChoice::Auto
}
