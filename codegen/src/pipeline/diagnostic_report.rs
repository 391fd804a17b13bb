//! The diagnostics of a run with the texts that they refer to.

use super::deferred_drop::DeferredDrop;
use crate::diagnostic::{Diagnostics, Report};
use crate::document::{Document, Sources};

/// The diagnostics of a document with the texts that they refer to, which outlive the document itself.
#[derive(Debug)]
pub struct DiagnosticReport {
    pub(crate) diagnostics: Diagnostics,
    pub(crate) sources: Sources,
}

impl DiagnosticReport {
    /// Keeps the texts of a document and defers the drop of its values.
    pub(crate) fn new(
        diagnostics: Diagnostics,
        document: Document,
        deferred: &mut DeferredDrop,
    ) -> Self {
        let (sources, values) = document.into_parts();
        deferred.push(values);
        Self {
            diagnostics,
            sources,
        }
    }

    /// The diagnostics.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The texts of the document.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The diagnostics sorted, to count and render them.
    #[must_use]
    pub fn report(&self) -> Report<'_, Sources> {
        Report::new(&self.diagnostics, &self.sources)
    }
}
