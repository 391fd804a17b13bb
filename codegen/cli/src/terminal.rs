//! Output of commands: results on the standard output, everything else on the standard error, in color if a person reads it.

use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::escape;
use apicrate_codegen::value::Value;
use clap::ColorChoice;
use std::borrow::Cow;
use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

/// The options about output that every command has.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Output options")]
pub struct TerminalArgs {
    /// Print only errors and requested results
    #[arg(short, long, global = true)]
    quiet: bool,

    /// When to color the output; `auto`: on a terminal, unless NO_COLOR is set
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t = ColorChoice::Auto
    )]
    color: ColorChoice,
}

static ARGUMENTS: OnceLock<TerminalArgs> = OnceLock::new();

/// Sets the options for the whole process. Later calls have no effect.
pub fn configure(arguments: &TerminalArgs) {
    let _ = ARGUMENTS.set(*arguments);
}

/// Returns `true` if only errors and requested results are printed.
#[must_use]
pub fn is_quiet() -> bool {
    ARGUMENTS.get().is_some_and(|arguments| arguments.quiet)
}

/// Returns `true` if the standard error is a terminal that can show more than plain lines.
#[must_use]
pub fn is_interactive() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Returns `true` if the output is colored.
#[must_use]
pub fn is_coloured() -> bool {
    let color = ARGUMENTS.get().map(|arguments| arguments.color);
    match color.unwrap_or(ColorChoice::Auto) {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        // https://no-color.org: any value but the empty one.
        ColorChoice::Auto => {
            is_interactive() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

/// Returns the value of `--color` before the command line is parsed: the parser's own errors and help are colored too.
#[must_use]
pub fn requested_color() -> ColorChoice {
    // An argument that is not text is an error of the parser, not of this function.
    let arguments = env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned());
    let mut arguments = arguments.take_while(|argument| argument != "--");
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

/// Returns the default style of diagnostics: listings for people, plain lines for programs.
#[must_use]
pub fn style() -> Style {
    let colour = is_coloured();
    if is_interactive() || colour {
        Style::Graphical { colour }
    } else {
        Style::Plain
    }
}

/// Returns `true` if the output is the log of GitHub Actions, whose runner executes commands in it.
#[must_use]
pub fn is_workflow_log() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// Prints a line on the standard output, without control characters and workflow commands. A closed pipe (`| head`) is not an
/// error.
pub fn print(line: impl Display) {
    let text = line.to_string();
    let _ = writeln!(io::stdout(), "{}", inert(&escape::lines(&text)));
}

/// Prints a value as a line of JSON on the standard output.
pub fn print_json(value: &Value) {
    let _ = writeln!(io::stdout(), "{}", escape::json(value, false));
}

/// Prints workflow commands for the runner of GitHub Actions on the standard output.
pub(crate) fn print_commands(commands: &str) {
    let _ = write!(io::stdout(), "{commands}");
}

/// Prints text on the standard error, without control characters and workflow commands, and with a line break at its end. Empty
/// text prints nothing.
pub fn eprint(text: &str) {
    eprint_rendered(&escape::lines(text));
}

/// Prints rendered diagnostics as [`eprint()`] does. Their texts are escaped already; the rest are colors.
pub fn eprint_rendered(text: &str) {
    let text = text.strip_suffix('\n').unwrap_or(text);
    if !text.is_empty() {
        let _ = writeln!(io::stderr(), "{}", inert(text));
    }
}

/// Returns a text without workflow commands, if the output is a log of them.
fn inert(text: &str) -> Cow<'_, str> {
    if is_workflow_log() {
        escape::workflow_log(text)
    } else {
        text.into()
    }
}

/// Prints text as [`eprint()`] does, unless `--quiet` is set.
pub fn status(text: &str) {
    if !is_quiet() {
        eprint(text);
    }
}

/// Returns a path for display: without `..` and control characters, with forward slashes, and relative to the current folder if
/// it is inside.
#[must_use]
pub fn display_path(path: &Path) -> String {
    escape::line(&short_path(path)).into_owned()
}

fn short_path(path: &Path) -> String {
    let current = env::current_dir().unwrap_or_default();
    let mut clean = PathBuf::new();
    for component in current.join(path).components() {
        match component {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    let relative = clean.strip_prefix(&current).unwrap_or(&clean);
    let text = relative.to_string_lossy().replace('\\', "/");
    if text.is_empty() {
        ".".to_owned()
    } else {
        text
    }
}

/// Returns a path relative to the current folder if it is inside and the shorter path leads to the same file.
pub(crate) fn relative_path(path: &Path) -> PathBuf {
    let short = PathBuf::from(short_path(path));
    match (path.canonicalize(), short.canonicalize()) {
        (Ok(one), Ok(other)) if one == other => short,
        _ => path.to_owned(),
    }
}
