//! The results of generating or resolving.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::deferred_drop::DeferredDrop;
use super::diagnostic_report::DiagnosticReport;
use crate::config::Options;
use crate::coverage::{self, Untyped};
use crate::diagnostic::{Diagnostics, Report, Style, Verbosity};
use crate::diff;
use crate::document::Sources;
use crate::emit::Emitter;
use crate::ir::Api;
use crate::output::{self, Rendered};
use crate::timing::Timings;

/// A document that was read and resolved, but not emitted.
#[derive(Debug)]
pub struct Resolved {
    /// The resolved API.
    pub api: Api,
    /// The values that are typed as any JSON value.
    pub untyped: Vec<Untyped>,
    pub(crate) options: Options,
    pub(crate) report: DiagnosticReport,
    pub(crate) _deferred: DeferredDrop,
}

impl Resolved {
    /// The warnings and notes.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        self.report.diagnostics()
    }

    /// The texts of the document.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.report.sources()
    }

    /// A revision to compare: the resolved API and its crate, whose files are emitted on demand.
    #[must_use]
    pub fn revision(&self) -> diff::Revision<'_> {
        revision(&self.api, &self.options, self.sources())
    }
}

/// The files of a generated crate with the API that they were emitted from.
#[derive(Debug)]
pub struct Generated {
    /// The files to write and the diagnostics.
    pub output: Output,
    /// The resolved API.
    pub api: Api,
    pub(crate) options: Options,
}

impl Generated {
    /// A revision to compare: the resolved API and its crate, whose files are emitted on demand.
    #[must_use]
    pub fn revision(&self) -> diff::Revision<'_> {
        revision(&self.api, &self.options, self.output.sources())
    }

    /// The output without the API, whose drop is deferred.
    #[must_use]
    pub fn into_output(self) -> Output {
        let mut output = self.output;
        output.deferred.push(self.api);
        output
    }
}

fn revision<'a>(api: &'a Api, options: &'a Options, sources: &'a Sources) -> diff::Revision<'a> {
    let emitter = Arc::new(Emitter::new(api, options));
    let files = emitter.files().into_iter().map(|file| {
        let (path, emitter) = (file.path(), Arc::clone(&emitter));
        let emit: diff::LazySourceFile<'a> = Box::new(move || emitter.source(&file));
        (path, emit)
    });
    diff::Revision {
        api,
        files: files.collect(),
        manifest: emitter.manifest(),
        sources,
    }
}

/// The files of a generated crate and the diagnostics of its document.
#[derive(Debug)]
pub struct Output {
    /// The files of the crate.
    pub files: Vec<Rendered>,
    /// The values that are typed as any JSON value.
    pub untyped: Vec<Untyped>,
    /// The processor time of each stage.
    pub timings: Timings,
    pub(crate) report: DiagnosticReport,
    pub(crate) deferred: DeferredDrop,
}

impl Output {
    /// Drops intermediate values now instead of together with this one. This takes as long as resolving; a program that ends
    /// soon saves the time by leaking the output.
    pub fn drop_deferred(&mut self) {
        self.deferred = DeferredDrop::default();
    }

    /// The warnings and notes.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        self.report.diagnostics()
    }

    /// The texts of the document.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.report.sources()
    }

    /// The warnings and notes sorted, to count and render them.
    #[must_use]
    pub fn report(&self) -> Report<'_, Sources> {
        self.report.report()
    }

    /// Renders the warnings and notes as text; empty if there are none.
    #[must_use]
    pub fn render(&self, style: Style, verbosity: Verbosity) -> String {
        self.report().render(style, verbosity)
    }

    /// A summary of everything that was approximated, omitted or left untyped; empty if the crate matches the document exactly.
    #[must_use]
    pub fn summary(&self, verbosity: Verbosity) -> String {
        coverage::summary(&self.report(), &self.untyped, self.sources(), verbosity)
    }

    /// The text of each file by its path, without the header line that names the document.
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
}
