//! Generates a Rust client crate from an OpenAPI document.
//!
//! Data flows one way:
//!
//! ```text
//! document  ->  lower  ->  resolve  ->  emit  ->  output
//!                             |          |
//!                             ir  -> diff <- tokens
//! ```
//!
//! | stage | purpose | invariant |
//! |---|---|---|
//! | [`document`] | reads YAML or JSON, follows `$ref` into other files, maps any pointer to line and column | the only reader of the disk |
//! | [`lower`] | normalises OpenAPI 3.x into one form of the 3.0 model of [`openapiv3`] | no keyword is lost without a diagnostic |
//! | [`ir`] | the resolved API: inert data | resolved and free of collisions; every node has its location |
//! | [`resolve`] | chooses names, types, unions, parameters and responses | the only place that chooses names and settles collisions |
//! | [`emit`] | converts the resolved API to Rust | total: a valid API always emits |
//! | [`output`] | formats and writes files | everything is in memory before the first write |
//! | [`coverage`] | lists untyped values, and finds elements that are neither generated nor diagnosed | reads the document independently |
//! | [`cache`] | stores the output for a document and options | an entry is used only if all inputs are identical |
//! | [`diff`] | compares two resolved APIs and their crates | its verdict on Rust is that of the two crates |
//!
//! [`config`] has the options, [`build`] the call for build scripts. [`SourceLocation`], [`source`], [`diagnostic`], [`escape`] and
//! [`timing`] serve every stage.
//!
//! The pipeline, step by step:
//!
//! ```
//! use apicrate_codegen::config::Options;
//! use apicrate_codegen::diagnostic::Diagnostics;
//! use apicrate_codegen::document::Document;
//! use apicrate_codegen::emit::Emitter;
//! use apicrate_codegen::{lower, output, resolve};
//!
//! let text = r#"
//! openapi: 3.0.3
//! info: {title: Pets, version: "1"}
//! paths: {}
//! components:
//!   schemas:
//!     Pet:
//!       type: object
//!       required: [name]
//!       properties:
//!         name: {type: string}
//! "#;
//! let options = Options::new("pets-client");
//! let mut diagnostics = Diagnostics::new();
//!
//! let document = Document::from_text("pets.yaml", text)?;
//! let lowered = lower::lower(&document, &mut diagnostics);
//! let api = resolve::resolve(&lowered, &options, &mut diagnostics);
//! let emitter = Emitter::new(&api, &options);
//! let files = output::render_each(&emitter.files(), |file| output::render(emitter.source(file), "pets.yaml")).unwrap();
//!
//! assert!(diagnostics.is_empty());
//! let pet = files.iter().find(|file| file.path == "src/types/pet.rs").unwrap();
//! assert!(pet.text.contains("pub name: String,"));
//! # Ok::<(), apicrate_codegen::document::LoadError>(())
//! ```
//!
//! [`generate`] runs these steps from a path to all files of a crate, and [`output::Plan`] writes them. The [`guide`] describes the
//! commands.
//!
//! # Untrusted documents
//!
//! Every document results in a crate or an error, in time and memory bounded by its size. The limits are far beyond real
//! documents:
//!
//! | limited | limit | beyond it |
//! |---|---|---|
//! | nesting of the text | 127 levels | [`too-deep`](diagnostic::code::TOO_DEEP) |
//! | expansion of YAML aliases | twice the size of the text and 4 million nodes | [`alias-expansion`](diagnostic::code::ALIAS_EXPANSION) |
//! | expansion of compositions and shared parts | one member per two bytes, plus 131,072 | [`too-large`](diagnostic::code::TOO_LARGE) |
//! | nested types without a name | 40 levels | [`untyped`](diagnostic::code::UNTYPED) |
//! | names of types and modules | 200 bytes | the rest is replaced by a hash |
//!
//! Nothing is fetched, no file outside the document's folder is read, and no text of a document becomes code. `tests/hostile`
//! is a table of such documents with the expected results, `tests/properties` generates arbitrary ones, and `fuzz` contains fuzz
//! targets.

pub mod build;
pub mod cache;
pub mod config;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod emit;
pub mod escape;
pub mod guide;
pub mod ir;
mod location;
pub mod lower;
mod name_order;
pub mod output;
mod pipeline;
pub mod resolve;
pub mod source;
mod stack;
pub mod timing;
pub mod value;

use std::path::Path;

pub use diagnostic::Verbosity;
pub use location::{FileId, SourceLocation};
pub use pipeline::{DiagnosticReport, Failure, Generated, Output, Resolved};

use cache::Cache;
use config::Options;
use pipeline::{Input, Run};
use stack::with_large_stack;
use timing::{Stage, Timings};

/// Generates the files of a client crate from the document at a path.
///
/// # Errors
///
/// Returns a [`Failure`] if the document cannot be read, or if it has errors that [`Options::lenient`] does not turn into
/// warnings.
pub fn generate(path: &Path, options: &Options) -> Result<Generated, Failure> {
    generate_input(Input::File(path), options)
}

/// Generates the files of a client crate from the text of a document that refers to no other file. `name` is the name of the
/// document in diagnostics and generated files.
///
/// # Errors
///
/// The same as [`generate`].
pub fn generate_from_text(name: &str, text: &str, options: &Options) -> Result<Generated, Failure> {
    generate_input(Input::Text { name, text }, options)
}

fn generate_input(input: Input<'_>, options: &Options) -> Result<Generated, Failure> {
    with_large_stack(|| {
        let mut run = Run::new(options);
        let document = run.load(input)?;
        let lowered = run.lower(&document);
        let api = run.resolve(lowered);
        if run.has_errors() {
            return Err(run.fail(document));
        }
        let (files, untyped) = rayon::join(
            || run.emit(&api, input),
            || run.find_untyped(&document, &api),
        );
        Ok(run.finish(document, api, files?, untyped))
    })
}

/// Generates the files of a client crate as [`generate`] does, or takes them from a cache if an earlier run stored the output
/// for the same document and options there. New output is stored.
///
/// # Errors
///
/// The same as [`generate`]. A cache that cannot be read or written is ignored.
pub fn generate_cached(path: &Path, options: &Options, cache: &Cache) -> Result<Output, Failure> {
    let timings = Timings::default();
    if let Some(found) = timings.measure(Stage::Load, || cache.find(path, options)) {
        return Ok(found.into_output(timings));
    }
    let output = generate(path, options)?.into_output();
    let store = || cache.store(options, &output);
    output.timings.measure(Stage::Cache, store);
    Ok(output)
}

/// Reads and resolves the document at a path, which is enough to compare it with another one.
///
/// # Errors
///
/// The same as [`generate`].
pub fn read(path: &Path, options: &Options) -> Result<Resolved, Failure> {
    resolve_input(Input::File(path), options)
}

/// Reads and resolves the text of a document that refers to no other file; see [`generate_from_text`].
///
/// # Errors
///
/// The same as [`generate`].
pub fn read_from_text(name: &str, text: &str, options: &Options) -> Result<Resolved, Failure> {
    resolve_input(Input::Text { name, text }, options)
}

fn resolve_input(input: Input<'_>, options: &Options) -> Result<Resolved, Failure> {
    with_large_stack(|| {
        let mut run = Run::new(options);
        let document = run.load(input)?;
        let lowered = run.lower(&document);
        let api = run.resolve(lowered);
        if run.has_errors() {
            return Err(run.fail(document));
        }
        Ok(run.finish_resolved(document, api))
    })
}
