//! What comes of a document.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use crate::config::Options;
use crate::coverage::{self, Untyped};
use crate::diagnostic::{
    Counts, Detail, Diagnostic, Diagnostics, Report, Severity, Style, code, render,
};
use crate::diff;
use crate::document::{Document, LoadError, Sources};
use crate::emit::Emitter;
use crate::ir::Api;
use crate::location::FileId;
use crate::output::{self, OutputError, Rendered};
use crate::timing::Timings;

/// What a document says, read and resolved.
#[derive(Debug)]
pub struct Resolved {
    /// What is emitted.
    pub api: Api,
    /// The places that are any JSON value.
    pub untyped: Vec<Untyped>,
    /// What it was resolved by.
    pub(crate) options: Options,
    pub(crate) told: Told,
    pub(crate) _spent: Spent,
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
    pub fn revision(&self) -> diff::Revision<'_> {
        revision(&self.api, &self.options, &self.told)
    }
}

fn revision<'a>(api: &'a Api, options: &'a Options, told: &'a Told) -> diff::Revision<'a> {
    let emitter = Arc::new(Emitter::new(api, options));
    let files = emitter.units().into_iter().map(|unit| {
        let (path, emitter) = (unit.path(), Arc::clone(&emitter));
        let emit: diff::LazySourceFile<'a> = Box::new(move || emitter.source(&unit));
        (path, emit)
    });
    diff::Revision {
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
    pub(crate) options: Options,
    /// What it has taken.
    pub timings: Timings,
    /// The places that are any JSON value.
    pub untyped: Vec<Untyped>,
    pub(crate) told: Told,
    pub(crate) spent: Spent,
}

impl Generated {
    /// The warnings and notes.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.told.diagnostics
    }

    /// What two documents are compared by.
    #[must_use]
    pub fn revision(&self) -> diff::Revision<'_> {
        revision(&self.api, &self.options, &self.told)
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
    pub fn into_kept(mut self) -> Kept {
        self.spent.keep(self.api);
        Kept {
            files: self.files,
            untyped: self.untyped,
            timings: self.timings,
            told: self.told,
            spent: self.spent,
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
    pub(crate) told: Told,
    pub(crate) spent: Spent,
}

impl Kept {
    /// Frees what was needed on the way, which otherwise goes with this value: it takes as long as resolving does, which
    /// whoever ends soon can spare.
    pub fn free(&mut self) {
        self.spent = Spent::default();
    }

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
    pub(crate) diagnostics: Diagnostics,
    pub(crate) sources: Sources,
}

impl Told {
    pub(crate) fn new(diagnostics: Diagnostics, document: Document, spent: &mut Spent) -> Self {
        let (sources, values) = document.into_parts();
        spent.keep(values);
        Self {
            diagnostics,
            sources,
        }
    }

    /// Reads the positions of the files that there is something to tell of, which takes a second pass over JSON.
    pub(crate) fn prepare(&self, untyped: &[Untyped]) {
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

/// Values that nobody reads any more. Freeing those of a large document takes as long as resolving it, so they stay until
/// there is time, or until the system takes everything back.
#[derive(Default)]
pub(crate) struct Spent(Vec<Box<dyn Any + Send + Sync>>);

impl Spent {
    /// Keeps a value.
    pub(crate) fn keep(&mut self, value: impl Any + Send + Sync) {
        self.0.push(Box::new(value));
    }
}

impl fmt::Debug for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spent({})", self.0.len())
    }
}
