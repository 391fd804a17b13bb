//! `cargo xtask explain`.

use crate::report::{Failure, say};
use apicrate_codegen::diagnostic::{Code, Effect, Levels, code};

/// Tell what a diagnostic means and what to do about it; without a code, list all of them
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: cargo xtask explain untyped")]
pub(crate) struct Arguments {
    /// The code, as it stands in brackets before a message
    code: Option<String>,
}

/// The columns of a line.
const WIDTH: usize = 100;

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Some(name) = &arguments.code else {
        list();
        return Ok(());
    };
    let name = name.trim_matches(['[', ']']);
    let Ok(code) = Code::find(name) else {
        let error = Levels::default().allow(name);
        let hint = error.map_err(|error| error.hint()).err();
        return Err(Failure::Usage(format!(
            "there is no diagnostic '{name}'; {}",
            hint.unwrap_or_default()
        )));
    };
    let text = explanation(code);
    say(text.trim_end());
    Ok(())
}

fn explanation(code: Code) -> String {
    let what = match code.effect() {
        Effect::None => "",
        Effect::LeftOut => "Where this is a warning or a note, something is left out of the crate.",
        Effect::Approximated => {
            "Where this is a warning or a note, the crate says less than the document, or something else."
        }
        Effect::Untyped => {
            "Where this is a warning or a note, a value of the crate has no type of its own."
        }
    };
    let levels = format!(
        "`--deny {code}` makes its warnings and notes errors, `--allow {code}` keeps them quiet. For good, in codegen.toml:"
    );
    let mut text = format!(
        "{code}\n\n{}\n\n",
        textwrap::fill(code.explanation(), WIDTH)
    );
    if !what.is_empty() {
        text.push_str(&format!("{what}\n\n"));
    }
    let levels = textwrap::fill(&levels, WIDTH);
    text.push_str(&format!(
        "{levels}\n\n    [client.diagnostics]\n    deny = [\"{code}\"]\n"
    ));
    text
}

/// A line for each code, with the first sentence of its explanation.
fn list() {
    let width = code::ALL.iter().map(|code| code.as_str().len()).max();
    let width = width.unwrap_or_default();
    for code in code::ALL {
        let explanation = code.explanation();
        let first = explanation.split(". ").next().unwrap_or_default();
        let first = first.trim_end_matches('.');
        say(format_args!("{code:width$}  {first}"));
    }
}
