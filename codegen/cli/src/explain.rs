//! `apicrate explain`.

use crate::Failure;
use crate::terminal::print;
use apicrate_codegen::diagnostic::{Code, Effect, Levels, code};

/// Explain a diagnostic and its remedy, or list all diagnostics
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: apicrate explain untyped")]
pub(crate) struct Arguments {
    /// Code of the diagnostic: the word in brackets before a message
    code: Option<String>,
}

/// The width of a line.
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
            "unknown diagnostic '{name}'; {}",
            hint.unwrap_or_default()
        )));
    };
    print(explanation(code).trim_end());
    Ok(())
}

fn explanation(code: Code) -> String {
    let effect = match code.effect() {
        Effect::None => "",
        Effect::LeftOut => "As a warning or note: something is missing from the crate.",
        Effect::Approximated => {
            "As a warning or note: the crate differs from the document, or is less precise."
        }
        Effect::Untyped => "As a warning or note: a value in the crate is untyped.",
    };
    let levels = format!(
        "`--deny {code}` turns its warnings and notes into errors; `--allow {code}` hides them. In codegen.toml:"
    );
    let mut text = format!(
        "{code}\n\n{}\n\n",
        textwrap::fill(code.explanation(), WIDTH)
    );
    if !effect.is_empty() {
        text.push_str(&format!("{effect}\n\n"));
    }
    let levels = textwrap::fill(&levels, WIDTH);
    text.push_str(&format!(
        "{levels}\n\n    [client.diagnostics]\n    deny = [\"{code}\"]\n"
    ));
    text
}

/// Prints each code with the first sentence of its explanation.
fn list() {
    let width = code::ALL.iter().map(|code| code.as_str().len()).max();
    let width = width.unwrap_or_default();
    for code in code::ALL {
        let explanation = code.explanation();
        let first = explanation.split(". ").next().unwrap_or_default();
        let first = first.trim_end_matches('.');
        print(format_args!("{code:width$}  {first}"));
    }
}
