//! The stages of a run, each timed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use super::deferred_drop::DeferredDrop;
use super::diagnostic_report::DiagnosticReport;
use super::failure::Failure;
use super::generated::{Generated, Output, Resolved};
use crate::config::{Options, Runtime};
use crate::coverage::{self, Untyped};
use crate::diagnostic::{Diagnostics, code};
use crate::document::Document;
use crate::emit::Emitter;
use crate::ir::Api;
use crate::location::FileId;
use crate::lower::{self, Lowered};
use crate::output::{self, Rendered};
use crate::resolve;
use crate::timing::{Stage, Timings};

/// A document to read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Input<'a> {
    /// A file and the files that it refers to.
    File(&'a Path),
    /// A text that refers to no other file.
    Text { name: &'a str, text: &'a str },
}

impl Input<'_> {
    /// The name of the document in the headers of generated files.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        match self {
            Self::File(path) => path.file_name().unwrap_or_default().to_string_lossy(),
            Self::Text { name, .. } => (*name).into(),
        }
    }
}

/// A run of the pipeline: the stages, and what each of them adds to.
pub(crate) struct Run<'o> {
    options: &'o Options,
    timings: Timings,
    diagnostics: Diagnostics,
    deferred: DeferredDrop,
}

impl<'o> Run<'o> {
    pub(crate) fn new(options: &'o Options) -> Self {
        Self {
            options,
            timings: Timings::default(),
            diagnostics: Diagnostics::new(),
            deferred: DeferredDrop::default(),
        }
    }

    /// Reads the document and applies overlays and patches.
    pub(crate) fn load(&mut self, input: Input<'_>) -> Result<Document, Failure> {
        let options = self.options;
        let (roots, changes) = (&options.roots, &options.changes);
        let load = || match input {
            Input::File(path) => Document::load_with(path, roots, changes),
            Input::Text { name, text } => Document::from_text_changed(name, text, changes),
        };
        let document = self.timings.measure_all_threads(Stage::Load, load);
        let mut document = document.map_err(|error| Failure::Load(Box::new(error)))?;
        if let Some(file) = &options.file {
            document.set_configuration(&file.path, &file.text);
        }
        for root in document.missing_roots() {
            let root = root.to_string_lossy();
            let message = format!("the folder `{root}` does not exist");
            let mut diagnostic =
                options.unmatched(code::UNREADABLE_FILE, ("roots", &root), message);
            diagnostic.hint("`roots` and `--root` name folders whose files may be read");
            self.diagnostics.push(diagnostic);
        }
        Ok(document)
    }

    /// Normalises the document and selects operations.
    pub(crate) fn lower(&mut self, document: &Document) -> Lowered {
        let (options, diagnostics) = (self.options, &mut self.diagnostics);
        self.timings.measure(Stage::Lower, || {
            let mut lowered = lower::lower(document, diagnostics);
            lowered.select(options, diagnostics);
            lowered
        })
    }

    /// Chooses names and types, then applies the levels of the options to all diagnostics.
    pub(crate) fn resolve(&mut self, lowered: Lowered) -> Api {
        let (options, diagnostics) = (self.options, &mut self.diagnostics);
        let api = self.timings.measure(Stage::Resolve, || {
            resolve::resolve(&lowered, options, diagnostics)
        });
        self.deferred.push(lowered);
        if options.lenient {
            diagnostics.soften();
        }
        if options.tolerate_unmatched {
            diagnostics.tolerate_unmatched();
        }
        diagnostics.apply(&options.levels);
        api
    }

    /// Returns `true` if nothing can be generated.
    pub(crate) fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// Emits and formats the files of the crate.
    pub(crate) fn emit(&self, api: &Api, input: Input<'_>) -> Result<Vec<Rendered>, Failure> {
        let (options, timings) = (self.options, &self.timings);
        let name = &*input.name();
        let emitter = Emitter::new(api, options);
        let files = output::render_each(&emitter.files(), |file| {
            let mut source = timings.measure(Stage::Emit, || emitter.source(file));
            source.path = options.output_path(&source.path);
            timings.measure(Stage::Format, || output::render(source, name))
        });
        let mut files = files.map_err(Failure::Output)?;
        if options.runtime == Runtime::Inline {
            let runtime = apicrate_runtime::sources().into_iter();
            files.extend(runtime.map(|(file, text)| {
                let path = options.output_path(&format!("src/runtime/{file}"));
                Rendered::verbatim(path, &options.rebase_paths(&text), name)
            }));
        }
        files.push(match options.module {
            Some(_) => Rendered::must_exist("Cargo.toml", emitter.manifest()),
            None => Rendered::create_only("Cargo.toml", emitter.manifest()),
        });
        Ok(files)
    }

    /// The untyped values; reads the positions of all files that they or a diagnostic refer to, which takes a second pass over
    /// JSON.
    pub(crate) fn find_untyped(&self, document: &Document, api: &Api) -> Vec<Untyped> {
        self.timings.measure(Stage::Load, || {
            let untyped = coverage::untyped(document, api, &self.diagnostics);
            let diagnosed = self.diagnostics.iter().filter_map(|one| one.at.as_ref());
            let locations = diagnosed.chain(untyped.iter().map(|value| &value.at));
            let files: BTreeSet<FileId> = locations.map(|at| at.file).collect();
            document.sources().prepare(files);
            untyped
        })
    }

    /// Ends a run that has errors.
    pub(crate) fn fail(mut self, document: Document) -> Failure {
        let report = DiagnosticReport::new(self.diagnostics, document, &mut self.deferred);
        Failure::Document(report)
    }

    /// Ends a run before anything is emitted.
    pub(crate) fn finish_resolved(mut self, document: Document, api: Api) -> Resolved {
        let untyped = coverage::untyped(&document, &api, &self.diagnostics);
        Resolved {
            api,
            untyped,
            options: self.options.clone(),
            report: DiagnosticReport::new(self.diagnostics, document, &mut self.deferred),
            _deferred: self.deferred,
        }
    }

    /// Ends a run that emitted files.
    pub(crate) fn finish(
        mut self,
        document: Document,
        api: Api,
        files: Vec<Rendered>,
        untyped: Vec<Untyped>,
    ) -> Generated {
        let report = DiagnosticReport::new(self.diagnostics, document, &mut self.deferred);
        Generated {
            output: Output {
                files,
                untyped,
                timings: self.timings,
                report,
                deferred: self.deferred,
            },
            api,
            options: self.options.clone(),
        }
    }
}
