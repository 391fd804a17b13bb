//! A loaded document.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;

use crate::value::Value;

use super::error::ReferenceError;
use super::identifiers::Identifiers;
use super::sources::Sources;
use super::version::Version;
use crate::diagnostic::{Diagnostic, Diagnostics, Locate, Span};
use crate::location::{FileId, SourceLocation};

/// An OpenAPI document with all files that it refers to.
#[derive(Debug)]
pub struct Document {
    pub(super) sources: Sources,
    pub(super) values: Vec<Value>,
    pub(super) version: Version,
    /// The files that references name, by the file that holds the reference and the file part of the reference.
    pub(super) files: HashMap<(FileId, String), Result<FileId, ReferenceError>>,
    pub(super) warnings: Diagnostics,
    pub(super) missing_roots: Vec<PathBuf>,
    /// The number of names that may still be compared for suggestions.
    pub(super) comparisons: AtomicUsize,
    /// The schemas with an `$id` or an anchor; collected on first use.
    pub(super) identifiers: OnceLock<Identifiers>,
}

impl Document {
    /// Returns the version that the document declares.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// Returns the root value of the root file.
    #[must_use]
    pub fn root(&self) -> &Value {
        self.file(FileId::default()).unwrap_or(&Value::Null)
    }

    /// Returns the root value of a file.
    #[must_use]
    pub fn file(&self, file: FileId) -> Option<&Value> {
        self.values.get(file.0)
    }

    /// Returns the value at a location.
    #[must_use]
    pub fn get(&self, location: &SourceLocation) -> Option<&Value> {
        self.file(location.file)?.pointer(&location.pointer)
    }

    /// Returns the diagnostics of reading, such as duplicate keys, and those of overlays and patches.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        self.warnings.as_slice()
    }

    /// Returns the other folders that may be read, but do not exist.
    #[must_use]
    pub fn missing_roots(&self) -> &[PathBuf] {
        &self.missing_roots
    }

    /// Returns the texts of all files.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Adds the text of `codegen.toml` for diagnostics about options.
    pub(crate) fn set_configuration(&mut self, path: &str, text: &str) {
        self.sources.set_configuration(path, text);
    }

    /// Splits the document into the texts and the values of its files.
    pub(crate) fn into_parts(self) -> (Sources, Vec<Value>) {
        (self.sources, self.values)
    }
}

impl Locate for Document {
    fn locate(&self, location: &SourceLocation) -> Option<Span> {
        self.sources.locate(location)
    }

    fn source(&self, file: FileId) -> Option<(&str, &str)> {
        self.sources.source(file)
    }
}
