//! `cargo verify conformance`: calls every operation of a document on a mock server that validates requests.
//!
//! The mock server is [Prism](https://github.com/stoplightio/prism), which reads the same document and is independent of this
//! generator. Arguments are made from the document's schemas, so the server judges how the client builds requests.

mod calls;
mod driver;
mod mock;
mod pattern;
mod report;
mod sample;
#[cfg(test)]
mod sample_tests;
mod value;

use crate::cargo_harness::exceptions::Exceptions;
use crate::cargo_harness::workspace::{Workspace, target, write_crate};
use crate::json_document::JsonDocument;
use crate::repository;
use apicrate::Failure;
use apicrate::progress::Progress;
use apicrate::terminal::{eprint_rendered, print, style};
use apicrate_codegen::config::Options;
use apicrate_codegen::document::Document;
use driver::PACKAGE;
use mock::Mock;
use std::path::PathBuf;

/// Call every operation of a document against a mock server that validates requests
///
/// Generates the client and builds a program that calls each operation with arguments made from examples and schemas, once for
/// each media type of its body. Prism, which is independent of this generator, serves the document, judges the requests, and
/// responds as the document declares. Requires Node.js and npm, unless --prism is set: Prism is installed below the target
/// folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: cargo verify conformance spec/portkey.yaml\n\n\
                        Exit code 1 if a request is invalid, or if a valid response cannot be decoded.")]
pub(crate) struct Arguments {
    /// OpenAPI document, YAML or JSON
    document: PathBuf,

    /// TOML file of known failures: `[[exception]]` with `document`, `what` (`request get_pet`, `response get_pet`) and `why`.
    /// Unused exceptions are errors
    #[arg(long, value_name = "FILE")]
    exceptions: Option<PathBuf>,

    /// Program that starts Prism, instead of the one installed below the target folder
    #[arg(long, value_name = "PROGRAM")]
    prism: Option<PathBuf>,

    /// Folder for temporary files [default: the target folder of the repository]
    #[arg(long, value_name = "DIR")]
    target_dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut exceptions = Exceptions::load(arguments.exceptions.as_deref())?;
    let root = repository::root();
    let target = target(arguments.target_dir.as_deref(), root);
    let workspace = Workspace::new(&target, "conformance");

    let mut options = Options::new(PACKAGE);
    options.lenient = true;
    let report_failure = |text: String| {
        eprint_rendered(&text);
        Failure::Reported
    };
    let mut progress = Progress::new(3);
    let name = arguments.document.file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    progress.set_message(format!("{name}: generating"));
    let generated = apicrate_codegen::generate(&arguments.document, &options)
        .map_err(|failure| report_failure(failure.render(style())))?;
    let document = Document::load(&arguments.document)
        .map_err(|error| report_failure(error.render(style())))?;
    let document = JsonDocument::from(document);
    let calls = calls::of(&generated.output.files, &generated.api, &document)?;
    let name = arguments.document.file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    if calls.is_empty() {
        print(format_args!("{name}: there is no operation to call"));
        return Ok(());
    }
    let client = workspace.folder("client");
    write_crate(&client, &generated.output.files).map_err(Failure::new)?;
    progress.advance(&format!("{name}: generated"), false);
    progress.set_message(format!("{name}: compiling"));
    let driver = driver::build(&workspace, &client, root, &generated.api, &calls)?;

    progress.advance(&format!("{name}: compiled"), false);
    progress.set_message(format!("{name}: calling {} operations", calls.len()));
    let prism = match &arguments.prism {
        Some(program) => program.clone(),
        None => mock::install(&target.join("prism"))?,
    };
    let mut mock = Mock::start(&prism, &arguments.document, &workspace.folder("prism.log"))?;
    let call_results = driver.run(&mut mock, calls.len())?;
    drop(mock);
    progress.advance(&format!("{name}: called {} operations", calls.len()), false);
    progress.finish();

    let report = report::report(&calls, &call_results, &mut exceptions, &name);
    print(&report.text);
    if report.is_well {
        Ok(())
    } else {
        Err(Failure::Reported)
    }
}
