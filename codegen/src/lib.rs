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
//! | stage | does | invariant |
//! |---|---|---|
//! | [`document`] | reads YAML or JSON, follows `$ref` into other files, knows line and column of any pointer | the only reader of disk |
//! | [`lower`] | brings any 3.x into one normal form of the 3.0 model of [`openapiv3`] | no keyword is lost without a diagnostic |
//! | [`resolve`] | decides names, types, unions, parameters, responses | the only place where names are chosen; every error ends here |
//! | [`ir`] | the resolved API: inert data | resolved and free of collisions; every node knows its place in the document |
//! | [`emit`] | turns the resolved API into tokens | total: what is valid can be emitted |
//! | [`output`] | formats tokens and writes files | everything is in memory before the first file is written |
//! | [`coverage`] | tells what has no type, and finds what is neither made nor told | it reads the document for itself |
//! | [`cache`] | keeps what was made of a document | nothing is taken from it that anything else would give |
//! | [`diff`] | compares two resolved APIs and the crates made of them | its verdict on Rust is that of the two crates |
//!
//! [`location`](SourceLocation), [`source`], [`diagnostic`], [`timing`] and [`config`] serve every stage. `cargo xtask tidy` checks who uses
//! what.
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
//! The [`guide`] shows the commands and what they tell. [`generate`] is these steps from a path to all files of a crate; [`output::Plan`] brings them to disk.
//!
//! # Documents that mean harm
//!
//! Whatever a document holds, it gives a crate or an error, in time and memory that its size bounds. What could run away has a
//! limit, far beyond what real documents reach:
//!
//! | what | limit | beyond it |
//! |---|---|---|
//! | nesting of the text | 127 levels | [`too-deep`](diagnostic::code::TOO_DEEP) |
//! | what aliases of YAML expand to | twice the size of the text and 4 million nodes | [`alias-expansion`](diagnostic::code::ALIAS_EXPANSION) |
//! | what compositions and shared parts expand to | half as many members as there are bytes, and 131,072 | [`too-large`](diagnostic::code::TOO_LARGE) |
//! | types without a name inside one another | 40 levels | [`untyped`](diagnostic::code::UNTYPED) |
//! | names of types and modules | 200 bytes | a number made from the whole name stands for the rest |
//!
//! Nothing is fetched, no file outside the document's folder is read, and no text of a document becomes code. `tests/hostile`
//! is a table of such documents with what they give, `tests/properties` tries arbitrary ones, and `fuzz` is for fuzzing them:
//! its README has the figures.

pub mod cache;
pub mod config;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod emit;
pub mod guide;
pub mod ir;
mod location;
pub mod lower;
pub mod output;
mod pipeline;
pub mod resolve;
pub mod source;
mod stack;
pub mod timing;

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
