//! `cargo xtask conformance`: every operation of a document is called against a mock server that validates requests.
//!
//! The mock server is [Prism](https://github.com/stoplightio/prism), which reads the same document and knows nothing of this
//! generator. Arguments are made from the document's schemas, so what it judges is how the client puts a request together.

mod calls;
mod driver;
mod exceptions;
mod mock;
mod pattern;
mod report;
mod sample;
#[cfg(test)]
mod sample_tests;

use crate::report::{Failure, say, style, warn};
use crate::workspace::root;
use codegen::config::Options;
use codegen::document::Document;
use codegen::output::Plan;
use mock::Mock;
use std::fs;
use std::io;
use std::path::PathBuf;

/// The name of the client's package.
const PACKAGE: &str = "conformance-client";

/// Call every operation of a document against a mock server that validates requests
///
/// The client is generated, a program that calls each operation with arguments made from the schemas is built, and Prism, which
/// knows nothing of this generator, serves the document and judges the requests. Node.js and npm are needed: Prism is
/// installed below the target folder when it is not at hand.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: cargo xtask conformance spec/portkey.yaml\n\n\
                        Exit code 1 where a request is judged invalid, or a mocked response cannot be read.")]
pub(crate) struct Arguments {
    /// The document, YAML or JSON
    document: PathBuf,

    /// What may fail, and why: a TOML file of `[[exception]]` with `document`, `operation` and `why`. One that is not needed
    /// fails
    #[arg(long, value_name = "FILE")]
    exceptions: Option<PathBuf>,

    /// The command that starts Prism, instead of one that is installed below the target folder
    #[arg(long, value_name = "PROGRAM")]
    prism: Option<PathBuf>,

    /// Work below this folder [default: the target folder of the repository]
    #[arg(long, value_name = "DIR")]
    target_dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let exceptions = match &arguments.exceptions {
        Some(path) => exceptions::load(path)?,
        None => Vec::new(),
    };
    let root = root()?;
    let target = arguments.target_dir.clone();
    let target = target.unwrap_or_else(|| root.join("target"));
    let target = std::path::absolute(&target).unwrap_or(target);
    let folder = target.join("conformance");

    let mut options = Options::new(PACKAGE);
    options.lenient = true;
    let told = |text: String| {
        warn(&text);
        Failure::Told
    };
    let generated = codegen::generate(&arguments.document, &options)
        .map_err(|failure| told(failure.render(style())))?;
    let document =
        Document::load(&arguments.document).map_err(|error| told(error.render(style())))?;
    let calls = calls::of(&generated.files, &generated.api, &document)?;
    let client = folder.join("client");
    // A manifest is kept for its user otherwise, and nobody uses this one.
    match fs::remove_file(client.join("Cargo.toml")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::new(error)),
        _ => {}
    }
    let plan = Plan::new(client, generated.files).map_err(Failure::new)?;
    plan.apply().map_err(Failure::new)?;
    let driver = driver::build(&folder, &root, &generated.api, &calls)?;

    let prism = match &arguments.prism {
        Some(program) => program.clone(),
        None => mock::install(&target.join("prism"))?,
    };
    let mock = Mock::start(&prism, &arguments.document, &folder.join("prism.log"))?;
    let answers = driver.run(mock.port(), calls.len())?;
    drop(mock);

    let name = arguments.document.file_name().unwrap_or_default();
    let table = report::table(&calls, &answers, &exceptions, &name.to_string_lossy());
    say(table.text.trim_end());
    if table.is_well {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}
