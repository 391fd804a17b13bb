//! Reads a document: YAML or JSON, one file or several, into JSON values.
//!
//! All reading is done when a document is loaded, the files that its references name included. After that a
//! [`Document`] does not change: it hands out values, follows references and knows the line and column of any node.
//!
//! Architecture invariant: nothing else in the pipeline reads from disk, nothing is ever fetched from a network, and no
//! file outside the folder of the root document is opened.

mod anchors;
mod disk;
mod edit;
mod parse;
mod position;
mod position_json;
mod reference;
mod sources;
mod steps;
mod text;
mod version;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;

use serde_json::Value;

pub(crate) use edit::Excerpt;
pub use edit::{Changes, Patch, PatchAction};
pub(crate) use reference::closest;
pub use reference::{ReferenceError, parse_pointer};
pub use sources::Sources;
pub use version::Version;

use crate::diagnostic::{Diagnostic, Diagnostics, Locate, Span, Style, render};
use crate::location::{FileId, SourceLocation};
use disk::Loader;

/// An OpenAPI document with all the files that it refers to.
#[derive(Debug)]
pub struct Document {
    sources: Sources,
    values: Vec<Value>,
    version: Version,
    /// What the file part of a reference leads to, by the file it stands in.
    files: HashMap<(FileId, String), Result<FileId, ReferenceError>>,
    warnings: Diagnostics,
    /// How many names may still be compared for suggestions.
    comparisons: AtomicUsize,
    /// The nodes with an anchor in each file, by its name; found when the first is asked for.
    anchors: OnceLock<Vec<HashMap<String, SourceLocation>>>,
}

impl Document {
    /// Reads the document at a path and every file below its folder that its references name.
    ///
    /// # Errors
    ///
    /// When the root file cannot be read, is neither YAML nor JSON, or is not an OpenAPI 3 document. A further file that
    /// cannot be read is no failure here: [`Document::resolve`] tells it for each reference.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        Self::load_changed(path, &Changes::default())
    }

    /// Reads the document at a path as [`Document::load`] does, and applies changes to it. What is wrong with a change, and that
    /// it changes nothing, stands in [`Document::warnings`].
    ///
    /// # Errors
    ///
    /// As [`Document::load`]. An overlay that cannot be read is no failure here but an error among the warnings.
    pub fn load_changed(path: &Path, changes: &Changes) -> Result<Self, LoadError> {
        Loader::from_path(path).changed(changes).finish()
    }

    /// Reads a document from text; `name` is the path that diagnostics show. Other files cannot be referred to.
    ///
    /// # Errors
    ///
    /// As [`Document::load`].
    pub fn from_text(name: &str, text: &str) -> Result<Self, LoadError> {
        Self::from_text_changed(name, text, &Changes::default())
    }

    /// Reads a document from text as [`Document::from_text`] does, and applies changes to it.
    ///
    /// # Errors
    ///
    /// As [`Document::load`].
    pub fn from_text_changed(name: &str, text: &str, changes: &Changes) -> Result<Self, LoadError> {
        Loader::from_text(name, text).changed(changes).finish()
    }

    /// The version that the document declares.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The root of the root file.
    #[must_use]
    pub fn root(&self) -> &Value {
        self.file(FileId::default()).unwrap_or(&Value::Null)
    }

    /// The root of a file.
    #[must_use]
    pub fn file(&self, file: FileId) -> Option<&Value> {
        self.values.get(file.0)
    }

    /// The value at a location.
    #[must_use]
    pub fn get(&self, location: &SourceLocation) -> Option<&Value> {
        self.file(location.file)?.pointer(&location.pointer)
    }

    /// What was noticed while the files were read, such as a key that stands twice, and errors of overlays and patches.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        self.warnings.as_slice()
    }

    /// The texts, for showing diagnostics after the document is gone.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The texts, and what they hold, by file.
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

/// Why a document could not be loaded, with the text that is needed to show it.
#[derive(Debug)]
pub struct LoadError {
    /// What is wrong; always an error.
    pub diagnostic: Box<Diagnostic>,
    sources: Sources,
}

impl LoadError {
    /// The failure as text that ends in a newline.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        render(&self.diagnostic, &self.sources, style)
    }
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.render(Style::Plain).trim_end())
    }
}

impl std::error::Error for LoadError {}
