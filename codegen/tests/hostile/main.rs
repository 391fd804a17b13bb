//! Hostile documents: each results in a crate or a clear error, in bounded time, and on the small stack of a test.
//!
//! What reading does with broken text and with files outside the folder is tested in `document`; these documents go through
//! the whole generator.

mod chains;
mod documents;
mod nesting;
mod products;
mod references;
mod text;
mod width;

use std::thread;
use std::time::{Duration, Instant};

use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::{Failure, Generated, Verbosity};

/// The expected result of a document.
#[derive(Debug, Clone, Copy)]
enum Expected {
    /// A crate.
    Crate,
    /// A crate, and a warning or note with this code.
    Diagnosed(&'static str),
    /// An error with this code.
    Refused(&'static str),
}

/// A document and its expected result.
struct Case {
    name: &'static str,
    text: String,
    outcome: Expected,
}

fn case(name: &'static str, outcome: Expected, text: String) -> Case {
    Case {
        name,
        text,
        outcome,
    }
}

/// Far more than any case needs, even without optimisation on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(120);

fn check(cases: Vec<Case>) {
    for case in cases {
        let start = Instant::now();
        let result = outcome(&case);
        let took = start.elapsed();
        assert!(took < TIMEOUT, "{} took {took:?}", case.name);
        if let Err(otherwise) = result {
            panic!(
                "{}: {:?} was expected, but {otherwise}",
                case.name, case.outcome
            );
        }
    }
}

/// Generates and compares the result.
fn outcome(case: &Case) -> Result<(), String> {
    let result = generate(&case.text);
    let found = match &result {
        Ok(generated) => {
            parses(generated);
            codes(generated)
        }
        Err(failure) => vec![refusal(failure)],
    };
    let is_expected = match case.outcome {
        Expected::Crate => result.is_ok(),
        Expected::Diagnosed(code) => result.is_ok() && found.iter().any(|found| found == code),
        Expected::Refused(code) => result.is_err() && found.iter().any(|found| found == code),
    };
    if is_expected {
        Ok(())
    } else {
        Err(format!(
            "it is {} with {found:?}",
            if result.is_ok() { "a crate" } else { "refused" }
        ))
    }
}

fn generate(text: &str) -> Result<Generated, Failure> {
    let generated =
        apicrate_codegen::generate_from_text("openapi.yaml", text, &Options::new("client"));
    // Diagnostics are rendered in bounded time too.
    match &generated {
        Ok(generated) => drop(
            generated
                .output
                .render(Style::Graphical { colour: false }, Verbosity::Summary),
        ),
        Err(failure) => drop(failure.render(Style::Graphical { colour: false })),
    }
    generated
}

fn codes(generated: &Generated) -> Vec<String> {
    let diagnostics = generated.output.diagnostics().sorted();
    diagnostics.iter().map(|one| one.code.to_string()).collect()
}

/// The code of the first error.
fn refusal(failure: &Failure) -> String {
    let text = failure.render(Style::Plain);
    let code = text
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    code.map_or(text.clone(), |(code, _)| code.to_owned())
}

/// Asserts that every generated file is Rust and is below the output folder.
fn parses(generated: &Generated) {
    for file in &generated.output.files {
        assert!(
            !file.path.contains("..") && !file.path.starts_with('/'),
            "{}",
            file.path
        );
        let longest = file.path.split('/').map(str::len).max();
        assert!(longest <= Some(255), "{} is no name of a file", file.path);
        let is_carried = file.path.starts_with("src/runtime/");
        if file.path.ends_with(".rs") && !is_carried {
            // The parser takes more stack for deep types than a test has.
            let parsed = thread::scope(|scope| {
                let parse = || {
                    syn::parse_file(&file.text)
                        .err()
                        .map(|error| error.to_string())
                };
                let thread = thread::Builder::new().stack_size(64 << 20);
                let thread = thread.spawn_scoped(scope, parse).expect("a thread");
                thread.join().expect("the parser does not panic")
            });
            assert_eq!(parsed, None, "{}", file.path);
        }
    }
}
