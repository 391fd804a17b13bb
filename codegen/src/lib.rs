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
//! [`location`](Location), [`source`], [`diagnostic`], [`timing`] and [`config`] serve every stage. `cargo xtask tidy` checks who uses
//! what.
//!
//! The pipeline, step by step:
//!
//! ```
//! use codegen::config::Options;
//! use codegen::diagnostic::Diagnostics;
//! use codegen::document::Document;
//! use codegen::emit::Emitter;
//! use codegen::{lower, output, resolve};
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
//! # Ok::<(), codegen::document::LoadError>(())
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
pub mod resolve;
mod room;
pub mod source;
pub mod timing;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub use diagnostic::Detail;
pub use location::{FileId, Location};

use cache::Cache;
use config::Options;
use coverage::Untyped;
use diagnostic::{Counts, Diagnostic, Diagnostics, Report, Severity, Style, code, render};
use document::{Document, LoadError, Sources};
use emit::Emitter;
use ir::Api;
use output::{OutputError, Rendered};
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
        ..
    } = understood(load, options)?;
    let untyped = coverage::untyped(&document, &api, &diagnostics);
    Ok(Resolved {
        api,
        options: options.clone(),
        untyped,
        told: Told::new(diagnostics, document),
    })
}

/// A document with what it says.
struct Understood {
    document: Document,
    api: Api,
    diagnostics: Diagnostics,
    timings: Timings,
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
    room::drop_aside(lowered);
    if options.lenient {
        diagnostics.soften();
    }
    diagnostics.apply(&options.levels);
    if diagnostics.has_errors() {
        return Err(Failure::Document(Told::new(diagnostics, document)));
    }
    Ok(Understood {
        document,
        api,
        diagnostics,
        timings,
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
            let told = Told::new(diagnostics, document);
            told.prepare(&untyped);
            (told, untyped)
        })
    };
    let (files, (told, untyped)) = rayon::join(render, look_up);
    let mut files = files.map_err(Failure::Output)?;
    let carried = runtime::sources().iter();
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
    })
}

/// What a document says, read and resolved.
#[derive(Debug)]
pub struct Resolved {
    /// What is emitted.
    pub api: Api,
    /// The places that are any JSON value.
    pub untyped: Vec<Untyped>,
    /// What it was resolved by.
    options: Options,
    told: Told,
}

impl Resolved {
    /// The warnings and notes.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.told.diagnostics
    }

    /// The texts of the document.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.told.sources
    }

    /// What two documents are compared by: the model, and the crate that is emitted from it, file by file as it is asked for.
    #[must_use]
    pub fn side(&self) -> diff::Side<'_> {
        side(&self.api, &self.options, &self.told)
    }
}

fn side<'a>(api: &'a Api, options: &'a Options, told: &'a Told) -> diff::Side<'a> {
    let emitter = Arc::new(Emitter::new(api, options));
    let files = emitter.units().into_iter().map(|unit| {
        let (path, emitter) = (unit.path(), Arc::clone(&emitter));
        let emit: diff::Emit<'a> = Box::new(move || emitter.source(&unit));
        (path, emit)
    });
    diff::Side {
        api,
        files: files.collect(),
        manifest: emitter.manifest(),
        sources: &told.sources,
    }
}

/// What was generated from a document.
#[derive(Debug)]
pub struct Generated {
    /// The files of the crate.
    pub files: Vec<Rendered>,
    /// What the files were emitted from.
    pub api: Api,
    options: Options,
    /// What it has taken.
    pub timings: Timings,
    /// The places that are any JSON value.
    pub untyped: Vec<Untyped>,
    told: Told,
}

impl Generated {
    /// The warnings and notes.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.told.diagnostics
    }

    /// What two documents are compared by.
    #[must_use]
    pub fn side(&self) -> diff::Side<'_> {
        side(&self.api, &self.options, &self.told)
    }

    /// The text of each file by path, without the line that says what it was generated from: a document may be called otherwise.
    #[must_use]
    pub fn texts(&self) -> BTreeMap<&str, &str> {
        let body = |text| match str::split_once(text, '\n') {
            Some((_, body)) if output::is_generated(text) => body,
            _ => text,
        };
        let files = self.files.iter();
        files
            .map(|file| (file.path.as_str(), body(&file.text)))
            .collect()
    }

    /// The warnings and notes as text; empty when there are none. Notes of which there are many are told once with their
    /// number, unless `detail` asks for all.
    #[must_use]
    pub fn render(&self, style: Style, detail: Detail) -> String {
        self.report().render(style, detail)
    }

    /// The warnings and notes: counted, by code, as text.
    #[must_use]
    pub fn report(&self) -> Report<'_, Sources> {
        self.told.report()
    }

    /// The texts of the document.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.told.sources
    }

    /// What is written and told, without the model.
    #[must_use]
    pub fn into_kept(self) -> Kept {
        room::drop_aside(self.api);
        Kept {
            files: self.files,
            untyped: self.untyped,
            timings: self.timings,
            told: self.told,
        }
    }
}

/// What is written of a document and told of it: what [`Generated`] has, but for the model.
#[derive(Debug)]
pub struct Kept {
    /// The files of the crate.
    pub files: Vec<Rendered>,
    /// The places that are any JSON value.
    pub untyped: Vec<Untyped>,
    /// What it has taken.
    pub timings: Timings,
    told: Told,
}

impl Kept {
    /// The warnings and notes.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.told.diagnostics
    }

    /// The warnings and notes as text, as [`Generated::render`] gives them.
    #[must_use]
    pub fn render(&self, style: Style, detail: Detail) -> String {
        self.report().render(style, detail)
    }

    /// The warnings and notes: counted, by code, as text.
    #[must_use]
    pub fn report(&self) -> Report<'_, Sources> {
        self.told.report()
    }

    /// The texts of the document.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.told.sources
    }

    /// What the crate does not say as the document does, by code, and what has no type, by reason and place; empty where there
    /// is none of it. `detail` asks for every place, or for the first of each reason.
    #[must_use]
    pub fn summary(&self, detail: Detail) -> String {
        coverage::summary(&self.report(), &self.untyped, self.sources(), detail)
    }
}

/// Why nothing was generated from a document.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The document could not be read.
    Load(Box<LoadError>),
    /// The document says something that cannot be generated.
    Document(Told),
    /// Files could not be formatted: a fault of the generator.
    Output(Vec<OutputError>),
}

impl Failure {
    /// The errors, warnings and notes as text.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        match self {
            Self::Load(error) => error.render(style),
            Self::Document(told) => told.report().render(style, Detail::Summary),
            Self::Output(errors) => errors
                .iter()
                .map(|error| {
                    let fault = code::GENERATOR_FAULT;
                    let fault = Diagnostic::new(Severity::Error, fault, None, error.to_string());
                    render(&fault, &Sources::default(), style)
                })
                .collect(),
        }
    }

    /// How many errors, warnings and notes there are.
    #[must_use]
    pub fn counts(&self) -> Counts {
        match self {
            Self::Load(_) => Counts::of_errors(1),
            Self::Document(told) => told.report().counts(),
            Self::Output(errors) => Counts::of_errors(errors.len()),
        }
    }
}

/// What there is to tell about a document, with the texts that it is about.
#[derive(Debug)]
pub struct Told {
    diagnostics: Diagnostics,
    sources: Sources,
}

impl Told {
    fn new(diagnostics: Diagnostics, document: Document) -> Self {
        Self {
            diagnostics,
            sources: document.into_sources(),
        }
    }

    /// Reads the positions of the files that there is something to tell of, which takes a second pass over JSON.
    fn prepare(&self, untyped: &[Untyped]) {
        let told = self.diagnostics.iter().filter_map(|told| told.at.as_ref());
        let places = told.chain(untyped.iter().map(|place| &place.at));
        let files: BTreeSet<FileId> = places.map(|at| at.file).collect();
        self.sources.prepare(files);
    }

    /// All of it: counted, by code, as text.
    #[must_use]
    pub fn report(&self) -> Report<'_, Sources> {
        Report::new(&self.diagnostics, &self.sources)
    }
}
