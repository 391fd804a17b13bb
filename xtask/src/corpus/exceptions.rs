//! What may fail, with the reason.
//!
//! ```toml
//! [[exception]]
//! document = "petstore.yaml"
//! what = "example #/components/schemas/Pet"
//! why = "the example has a price, which the schema does not know"
//! ```

use super::cargo::Tool;
use super::documents::Source;
use super::outcome::Outcome;
use crate::report::Failure;
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// The name of an exception for one example goes on with the pointer of its schema.
const EXAMPLE: &str = "example #";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Exception>,
}

/// Something that may fail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    document: String,
    what: String,
    why: String,
}

/// Which steps a run has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps<'a> {
    pub(super) tools: &'a [Tool],
    pub(super) examples: bool,
}

/// Reads a file of exceptions.
///
/// # Errors
///
/// When it cannot be read, is no TOML of the right form, or names something that cannot fail.
pub(super) fn load(path: &Path) -> Result<Vec<Exception>, Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format_args!("cannot read {shown}: {error}")))?;
    parse(&text).map_err(|error| Failure::new(format_args!("{shown}: {error}")))
}

fn parse(text: &str) -> Result<Vec<Exception>, String> {
    let file: File =
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    for exception in &file.exception {
        let what = exception.what.as_str();
        let is_known = ["generate", "examples"].contains(&what)
            || Tool::ALL.iter().any(|tool| tool.name() == what)
            || what.starts_with(EXAMPLE);
        if !is_known {
            return Err(format!(
                "`what` is none of `generate`, `check`, `clippy`, `doc`, `examples`, `{EXAMPLE}/...`: `{what}`"
            ));
        }
        if exception.why.trim().is_empty() {
            return Err(format!(
                "`why` is empty in the exception for {}",
                exception.document
            ));
        }
    }
    Ok(file.exception)
}

/// Excuses what an exception names; gives a line for each exception that is not needed.
///
/// An exception is judged only where its document and step are part of the run. `all` are the
/// documents of the folder, whether they are part of the run or not.
pub(super) fn apply(
    exceptions: &[Exception],
    outcomes: &mut [Outcome],
    steps: Steps<'_>,
    all: &[Source],
) -> Vec<String> {
    let mut unneeded = Vec::new();
    for exception in exceptions {
        let outcome = outcomes
            .iter_mut()
            .find(|outcome| outcome.source.file == exception.document);
        let Some(outcome) = outcome else {
            if !all.iter().any(|source| source.file == exception.document) {
                unneeded.push(exception.unneeded("there is no such document"));
            }
            continue;
        };
        let mut needed = false;
        for problem in &mut outcome.problems {
            if problem.what == exception.what {
                problem.excuse = Some(exception.why.clone());
                needed = true;
            }
        }
        // A document that does not get as far as the step says nothing about it.
        let reached = exception.what == "generate" || outcome.counts.is_some();
        if !needed && reached && exception.is_of(steps) {
            unneeded.push(exception.unneeded("it does not fail"));
        }
    }
    unneeded
}

impl Exception {
    fn is_of(&self, steps: Steps<'_>) -> bool {
        match self.what.as_str() {
            "generate" => true,
            what if what.starts_with("example") => steps.examples,
            what => steps.tools.iter().any(|tool| tool.name() == what),
        }
    }

    fn unneeded(&self, reason: &str) -> String {
        format!(
            "the exception for {} ({}) is not needed: {reason}",
            self.document, self.what
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_without_a_reason_is_refused() {
        let text = "[[exception]]\ndocument = \"a.yaml\"\nwhat = \"check\"\nwhy = \" \"\n";
        assert!(parse(text).is_err_and(|error| error.contains("`why` is empty")));
        let text = "[[exception]]\ndocument = \"a.yaml\"\nwhat = \"check\"\n";
        assert!(parse(text).is_err_and(|error| error.contains("missing field `why`")));
    }

    #[test]
    fn an_exception_for_an_example_names_the_pointer_of_its_schema() {
        let text = |what: &str| {
            format!("[[exception]]\ndocument = \"a.yaml\"\nwhat = \"{what}\"\nwhy = \"b\"\n")
        };
        assert!(parse(&text("example #/components/schemas/A")).is_ok());
        assert!(parse(&text("example A")).is_err());
        assert!(parse("").is_ok_and(|exceptions| exceptions.is_empty()));
    }
}
