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
//! let files = output::render_each(&emitter.units(), |unit| output::render(emitter.source(unit), "pets.yaml")).unwrap();
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
mod outcome;
pub mod output;
pub mod resolve;
mod room;
pub mod source;
pub mod timing;

use std::path::Path;

pub use diagnostic::Detail;
pub use location::{FileId, SourceLocation};
pub use outcome::{Failure, Generated, Kept, Resolved, Told};

use cache::Cache;
use config::Options;
use diagnostic::Diagnostics;
use document::{Document, LoadError};
use emit::Emitter;
use ir::Api;
use outcome::Spent;
use output::Rendered;
use timing::{Stage, Timings};

/// Generates the files of a client crate from the document at a path.
///
/// # Errors
///
/// [`Failure`] when the document cannot be read, or says something that cannot be generated and
/// [`Options::lenient`] does not ask to go on.
pub fn generate(path: &Path, options: &Options) -> Result<Generated, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let load = || Document::load_changed(path, &options.changes);
    room::with_room(|| from_loaded(load, &name, options))
}

/// Generates the files of a client crate from the text of a document, which refers to no other file. `name` is what
/// diagnostics and generated files call it.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_from_text(name: &str, text: &str, options: &Options) -> Result<Generated, Failure> {
    let load = || Document::from_text_changed(name, text, &options.changes);
    room::with_room(|| from_loaded(load, name, options))
}

/// Generates the files of a client crate as [`generate`] does, or takes them from a cache where an earlier run left what the
/// same document gives. What is new is left there.
///
/// # Errors
///
/// As [`generate`]; a cache that cannot be read or written is none.
pub fn generate_cached(path: &Path, options: &Options, cache: &Cache) -> Result<Kept, Failure> {
    let timings = Timings::default();
    if let Some(found) = timings.of(Stage::Load, || cache.find(path, options)) {
        let (diagnostics, sources) = (found.diagnostics, found.sources);
        return Ok(Kept {
            files: found.files,
            untyped: found.untyped,
            timings,
            told: Told {
                diagnostics,
                sources,
            },
            spent: Spent::default(),
        });
    }
    let kept = generate(path, options)?.into_kept();
    kept.timings.of(Stage::Keep, || cache.keep(options, &kept));
    Ok(kept)
}

/// Reads and resolves the document at a path: all that [`generate`] does before it emits, which is enough to compare it.
///
/// # Errors
///
/// As [`generate`].
pub fn read(path: &Path, options: &Options) -> Result<Resolved, Failure> {
    let load = || Document::load_changed(path, &options.changes);
    room::with_room(|| resolved(load, options))
}

/// Reads and resolves the text of a document, as [`generate_from_text`] does.
///
/// # Errors
///
/// As [`generate`].
pub fn read_from_text(name: &str, text: &str, options: &Options) -> Result<Resolved, Failure> {
    let load = || Document::from_text_changed(name, text, &options.changes);
    room::with_room(|| resolved(load, options))
}

fn resolved(
    load: impl FnOnce() -> Result<Document, LoadError>,
    options: &Options,
) -> Result<Resolved, Failure> {
    let Understood {
        document,
        api,
        diagnostics,
        mut spent,
        ..
    } = understood(load, options)?;
    let untyped = coverage::untyped(&document, &api, &diagnostics);
    Ok(Resolved {
        api,
        options: options.clone(),
        untyped,
        told: Told::new(diagnostics, document, &mut spent),
        _spent: spent,
    })
}

/// A document with what it says.
struct Understood {
    document: Document,
    api: Api,
    diagnostics: Diagnostics,
    timings: Timings,
    spent: Spent,
}

fn understood(
    load: impl FnOnce() -> Result<Document, LoadError>,
    options: &Options,
) -> Result<Understood, Failure> {
    let timings = Timings::default();
    let document = timings.of_all_threads(Stage::Load, load);
    let document = document.map_err(|error| Failure::Load(Box::new(error)))?;
    let mut diagnostics = Diagnostics::new();
    let lowered = timings.of(Stage::Lower, || {
        let mut lowered = lower::lower(&document, &mut diagnostics);
        lowered.select(&options.selection, &mut diagnostics);
        lowered
    });
    let api = timings.of(Stage::Resolve, || {
        resolve::resolve(&lowered, options, &mut diagnostics)
    });
    let mut spent = Spent::default();
    spent.keep(lowered);
    if options.lenient {
        diagnostics.soften();
    }
    diagnostics.apply(&options.levels);
    if diagnostics.has_errors() {
        let told = Told::new(diagnostics, document, &mut spent);
        return Err(Failure::Document(told));
    }
    Ok(Understood {
        document,
        api,
        diagnostics,
        timings,
        spent,
    })
}

fn from_loaded(
    load: impl FnOnce() -> Result<Document, LoadError>,
    name: &str,
    options: &Options,
) -> Result<Generated, Failure> {
    let Understood {
        document,
        api,
        diagnostics,
        timings,
        mut spent,
    } = understood(load, options)?;
    let emitter = Emitter::new(&api, options);
    let units = emitter.units();
    let render = || {
        output::render_each(&units, |unit| {
            let mut source = timings.of(Stage::Emit, || emitter.source(unit));
            source.path = options.placed(&source.path);
            timings.of(Stage::Format, || output::render(source, name))
        })
    };
    let look_up = || {
        timings.of(Stage::Load, || {
            let untyped = coverage::untyped(&document, &api, &diagnostics);
            let told = Told::new(diagnostics, document, &mut spent);
            told.prepare(&untyped);
            (told, untyped)
        })
    };
    let (files, (told, untyped)) = rayon::join(render, look_up);
    let mut files = files.map_err(Failure::Output)?;
    let carried = apicrate_runtime::sources().iter();
    files.extend(carried.map(|(file, text)| {
        let path = options.placed(&format!("src/runtime/{file}"));
        Rendered::carried(path, &options.rooted(text), name)
    }));
    files.push(match options.module {
        Some(_) => Rendered::present("Cargo.toml", emitter.manifest()),
        None => Rendered::once("Cargo.toml", emitter.manifest()),
    });
    Ok(Generated {
        files,
        options: options.clone(),
        untyped,
        told,
        timings,
        api,
        spent,
    })
}
