//! What commands tell, and the code they exit with.

use crate::screen;
use apicrate_codegen::diagnostic::Style;
use std::fmt::Display;
use std::io::{self, Write};
use std::mem;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Everything has been said already.
    Told,
    /// This is still to be said, on the error output.
    Message(String),
    /// The command line asks for what cannot be.
    Usage(String),
}

impl Failure {
    /// A failure with what caused it as its message.
    pub(crate) fn new(cause: impl Display) -> Self {
        Self::Message(format!("error: {cause}"))
    }
}

/// Says what is left to say and gives the exit code: 0, 1 for a failure, 2 for a wrong command line.
pub(crate) fn exit_code(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Told) => ExitCode::FAILURE,
        Err(Failure::Message(message)) => {
            warn(&message);
            ExitCode::FAILURE
        }
        Err(Failure::Usage(message)) => {
            warn(&format!(
                "error: {message}\n\nFor more information, try '--help'."
            ));
            ExitCode::from(2)
        }
    }
}

/// Leaves a value to the system, which takes all memory back when the process ends, sooner than the values of a large document
/// can be freed one by one.
pub(crate) fn leave(value: impl Sized) {
    mem::forget(value);
}

/// The exit code of a command that chooses its own, and says what is left to say where it failed.
pub(crate) fn own_exit_code(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| exit_code(Err(failure)))
}

/// Prints a line on the standard output. A reader that went away (`| head`) is no error.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Prints text on the error output, with a line break after it unless it has one.
pub(crate) fn warn(text: &str) {
    let text = text.strip_suffix('\n').unwrap_or(text);
    if !text.is_empty() {
        let _ = writeln!(io::stderr(), "{text}");
    }
}

/// Prints text on the error output as [`warn`] does, unless only errors are to be told.
pub(crate) fn tell(text: &str) {
    if !screen::is_quiet() {
        warn(text);
    }
}

/// How diagnostics are shown where nothing is said of it: with listings to a person, in plain lines to a program.
pub(crate) fn style() -> Style {
    let colour = screen::is_coloured();
    if screen::is_watched() || colour {
        Style::Graphical { colour }
    } else {
        Style::Plain
    }
}

/// A path as it is shown: without `..`, and relative to the current folder where it lies below it.
pub(crate) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
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
