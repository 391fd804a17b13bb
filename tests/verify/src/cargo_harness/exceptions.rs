//! Known failures, each with its reason.
//!
//! ```toml
//! [[exception]]
//! document = "petstore.yaml"
//! what = "example #/components/schemas/Pet"
//! why = "the example has a price, which the schema does not declare"
//! ```

use super::cargo::Tool;
use apicrate::Failure;
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// The names of steps for whole documents, in addition to those of tools.
const STEPS: [&str; 4] = ["generate", "operations", "coverage", "examples"];

/// The prefixes of names for parts of a document, followed by the pointer of a schema or the name of a client's method.
const PARTS: [&str; 3] = ["example #", "request ", "response "];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    document: String,
    what: What,
    why: String,
}

/// One name, or several with one reason.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum What {
    One(String),
    Several(Vec<String>),
}

/// The exceptions of a file.
#[derive(Debug, Default)]
pub(crate) struct Exceptions(Vec<Exception>);

#[derive(Debug)]
struct Exception {
    document: String,
    what: String,
    why: String,
    needed: bool,
}

impl Exceptions {
    /// Reads a file of exceptions. Without a file there are none.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be read, is not TOML of the right form, or names something that cannot fail.
    pub(crate) fn load(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let shown = path.display();
        let text = fs::read_to_string(path)
            .map_err(|error| Failure::new(format_args!("cannot read {shown}: {error}")))?;
        Self::parse(&text).map_err(|error| Failure::new(format_args!("{shown}: {error}")))
    }

    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let file: File =
            toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        let mut exceptions = Vec::new();
        for Entry {
            document,
            what,
            why,
        } in file.exception
        {
            if why.trim().is_empty() {
                return Err(format!("`why` is empty in the exception for {document}"));
            }
            let names = match what {
                What::One(name) => vec![name],
                What::Several(names) => names,
            };
            for what in names {
                if !is_known(&what) {
                    return Err(format!(
                        "`what` is none of `generate`, `operations`, `coverage`, `check`, `clippy`, `doc`, `examples`, \
                         `example #/...`, `request ...`, `response ...`: `{what}`"
                    ));
                }
                exceptions.push(Exception {
                    document: document.clone(),
                    what,
                    why: why.clone(),
                    needed: false,
                });
            }
        }
        Ok(Self(exceptions))
    }

    /// Returns the reason of the exception for a failure, if there is one, and marks the exception as needed.
    pub(crate) fn excuse(&mut self, document: &str, what: &str) -> Option<String> {
        let mut why = None;
        for exception in &mut self.0 {
            if exception.document == document && exception.what == what {
                exception.needed = true;
                why = Some(exception.why.clone());
            }
        }
        why
    }

    /// Returns a line for each exception that was not needed.
    ///
    /// `judge` receives the document and the failure, and returns the reason why the exception is not needed, or `None` if the
    /// run cannot decide.
    pub(crate) fn unneeded(
        &self,
        judge: impl Fn(&str, &str) -> Option<&'static str>,
    ) -> Vec<String> {
        let unused = self.0.iter().filter(|exception| !exception.needed);
        let message = unused.filter_map(|Exception { document, what, .. }| {
            let reason = judge(document, what)?;
            Some(format!(
                "the exception for {document} ({what}) is not needed: {reason}"
            ))
        });
        message.collect()
    }
}

fn is_known(what: &str) -> bool {
    STEPS.contains(&what)
        || Tool::ALL.iter().any(|tool| tool.name() == what)
        || PARTS
            .iter()
            .any(|part| what.strip_prefix(part).is_some_and(|rest| !rest.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(what: &str, why: &str) -> Result<Exceptions, String> {
        Exceptions::parse(&format!(
            "[[exception]]\ndocument = \"a.yaml\"\nwhat = {what}\nwhy = \"{why}\"\n"
        ))
    }

    #[test]
    fn an_exception_without_a_reason_is_refused() {
        let error = parse("\"check\"", " ").expect_err("there is no reason");
        assert!(error.contains("`why` is empty"), "{error}");
        let text = "[[exception]]\ndocument = \"a.yaml\"\nwhat = \"check\"\n";
        let error = Exceptions::parse(text).expect_err("there is no reason");
        assert!(error.contains("missing field `why`"), "{error}");
    }

    #[test]
    fn an_exception_names_a_step_or_a_part_of_a_document() {
        for known in [
            "\"operations\"",
            "\"clippy\"",
            "\"example #/a\"",
            "[\"request get_a\", \"response get_a\"]",
        ] {
            assert!(parse(known, "b").is_ok(), "{known}");
        }
        for unknown in [
            "\"example a\"",
            "\"request \"",
            "\"chekc\"",
            "[\"check\", \"\"]",
        ] {
            let error = parse(unknown, "b").expect_err(unknown);
            assert!(error.contains("`what` is none of"), "{error}");
        }
        assert!(Exceptions::parse("").is_ok());
    }

    #[test]
    fn an_exception_without_a_failure_is_not_needed() {
        let mut exceptions = parse("[\"request get_a\", \"response get_a\", \"doc\"]", "b")
            .expect("all three are known");
        assert_eq!(exceptions.excuse("b.yaml", "request get_a"), None);
        assert_eq!(
            exceptions.excuse("a.yaml", "request get_a").as_deref(),
            Some("b")
        );
        let unneeded = exceptions.unneeded(|_, what| (what != "doc").then_some("it does not fail"));
        assert_eq!(
            unneeded,
            ["the exception for a.yaml (response get_a) is not needed: it does not fail"]
        );
    }
}
