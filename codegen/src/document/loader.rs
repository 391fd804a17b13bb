//! Loading of a document with all its files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;

use crate::value::Value;

use super::edit::{self, Changes, Overlay};
use super::error::{LoadError, ReferenceError};
use super::folder::{self, Lookup, ReadableFolders};
use super::model::Document;
use super::parse::{Parsed, parse};
use super::sources::Sources;
use super::suggest::MAX_COMPARISONS;
use super::{text, version};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, code};
use crate::location::{FileId, SourceLocation};

impl Document {
    /// Reads the document at a path and every file below its folder that its references name.
    ///
    /// # Errors
    ///
    /// Returns a [`LoadError`] if the root file cannot be read, is neither YAML nor JSON, or is not an OpenAPI 3 document. If
    /// another file cannot be read, [`Document::resolve`] fails for each reference to it.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        Self::load_with(path, &[], &Changes::default())
    }

    /// Reads the document at a path as [`Document::load`] does, and applies changes to it. Files in `roots` may be read too. Invalid
    /// changes, and changes without effect, are reported in [`Document::warnings`], and folders that do not exist in
    /// [`Document::missing_roots`].
    ///
    /// # Errors
    ///
    /// The same as [`Document::load`]. An overlay that cannot be read is reported in [`Document::warnings`].
    pub fn load_with(path: &Path, roots: &[PathBuf], changes: &Changes) -> Result<Self, LoadError> {
        Loader::from_path(path, roots).change(changes).finish()
    }

    /// Reads a document from text, which cannot refer to other files. `name` is the path in diagnostics.
    ///
    /// # Errors
    ///
    /// The same as [`Document::load`].
    pub fn from_text(name: &str, text: &str) -> Result<Self, LoadError> {
        Self::from_text_changed(name, text, &Changes::default())
    }

    /// Reads a document from text as [`Document::from_text`] does and applies changes to it.
    ///
    /// # Errors
    ///
    /// The same as [`Document::load`].
    pub fn from_text_changed(name: &str, text: &str, changes: &Changes) -> Result<Self, LoadError> {
        Loader::from_text(name, text).change(changes).finish()
    }
}

/// Reads the root document and every file that references name.
struct Loader {
    sources: Sources,
    values: Vec<Value>,
    warnings: Diagnostics,
    files: HashMap<(FileId, String), Result<FileId, ReferenceError>>,
    /// The references to files that are still to be followed.
    waiting: Vec<(FileId, String)>,
    folders: Option<ReadableFolders>,
    missing_roots: Vec<PathBuf>,
    failure: Option<Box<Diagnostic>>,
}

impl Loader {
    fn from_path(path: &Path, roots: &[PathBuf]) -> Self {
        let mut loader = Self::empty();
        let shown = path.display().to_string();
        match folder::read(path) {
            Ok(bytes) => {
                loader.folders = ReadableFolders::of(path, roots);
                loader.find_missing(roots);
                loader.add_root(shown, bytes);
            }
            Err(message) => {
                let mut diagnostic = Diagnostic::new(
                    Severity::Error,
                    code::UNREADABLE_FILE,
                    SourceLocation::root(FileId::default()),
                    format!("cannot read the document: {message}"),
                );
                diagnostic.hint("pass the path of a YAML or JSON file");
                loader.sources.add(shown, String::new());
                loader.failure = Some(Box::new(diagnostic));
            }
        }
        loader
    }

    /// Finds the folders that do not exist. They may exist the next time.
    fn find_missing(&mut self, roots: &[PathBuf]) {
        let missing = self.folders.iter().flat_map(ReadableFolders::missing);
        let missing = missing.filter_map(|index| roots.get(index));
        self.missing_roots = missing.cloned().collect();
        if !self.missing_roots.is_empty() {
            self.sources.mark_incomplete();
        }
    }

    fn from_text(name: &str, text: &str) -> Self {
        let mut loader = Self::empty();
        loader.add_root(name.to_owned(), text.as_bytes().to_vec());
        loader
    }

    fn empty() -> Self {
        Self {
            sources: Sources::default(),
            values: Vec::new(),
            warnings: Diagnostics::new(),
            files: HashMap::new(),
            waiting: Vec::new(),
            folders: None,
            missing_roots: Vec::new(),
            failure: None,
        }
    }

    /// Applies changes to the root document.
    fn change(mut self, changes: &Changes) -> Self {
        if changes.is_empty() || self.failure.is_some() {
            return self;
        }
        // The diagnostics so far refer to the document before it is changed.
        self.warnings.locate(&self.sources);
        let overlays: Vec<_> = changes
            .overlays
            .iter()
            .filter_map(|path| self.overlay(path))
            .collect();
        let mut patches = Vec::new();
        let mut opened = HashMap::new();
        for patch in &changes.patches {
            let span = patch.excerpt.as_ref().and_then(|excerpt| {
                let file = *opened
                    .entry(excerpt.path.as_str())
                    .or_insert_with(|| self.add_text(&excerpt.path, &excerpt.text));
                self.sources.span(file, excerpt.range.clone())
            });
            patches.push((patch, span));
        }
        if let Some(root) = self.values.first_mut() {
            let origins = edit::apply(root, &overlays, &patches, &mut self.warnings);
            self.sources.set_origins(origins);
            // A change can add and remove references.
            let references = external_references(root).into_iter();
            self.waiting = references.map(|path| (FileId::default(), path)).collect();
        }
        self
    }

    /// Reads an overlay; `None` if a diagnostic was pushed.
    fn overlay(&mut self, path: &Path) -> Option<Overlay> {
        let shown = path.display().to_string();
        let bytes = match folder::read(path) {
            Ok(bytes) => bytes,
            Err(message) => {
                let file = self.add_text(&shown, "");
                let message = format!("cannot read the overlay: {message}");
                self.warnings
                    .error(code::UNREADABLE_FILE, SourceLocation::root(file), message);
                return None;
            }
        };
        match self.parse_file(shown, bytes) {
            Ok((file, parsed)) => Some(Overlay {
                file,
                value: parsed.value,
            }),
            Err(diagnostic) => {
                self.warnings.push(*diagnostic);
                None
            }
        }
    }

    /// Adds a file that is not part of the document.
    fn add_text(&mut self, shown: &str, text: &str) -> FileId {
        self.values.push(Value::Null);
        self.sources.add(shown.to_owned(), text.to_owned())
    }

    /// Follows all references to files and returns the document.
    fn finish(mut self) -> Result<Document, LoadError> {
        if let Some(diagnostic) = self.failure {
            return Err(LoadError {
                diagnostic,
                sources: self.sources,
            });
        }
        let version = match version::detect(self.values.first().unwrap_or(&Value::Null)) {
            Ok((version, warning)) => {
                self.warnings.extend(warning);
                version
            }
            Err(diagnostic) => {
                return Err(LoadError {
                    diagnostic,
                    sources: self.sources,
                });
            }
        };
        while let Some((from, path)) = self.waiting.pop() {
            if !self.files.contains_key(&(from, path.clone())) {
                let opened = self.open(from, &path);
                // The file may exist the next time, unless the reference is not a relative path.
                if opened.is_err() && folder::relative_path(&path).is_ok() {
                    self.sources.mark_incomplete();
                }
                self.files.insert((from, path), opened);
            }
        }
        Ok(Document {
            sources: self.sources,
            values: self.values,
            version,
            files: self.files,
            warnings: self.warnings,
            missing_roots: self.missing_roots,
            comparisons: AtomicUsize::new(MAX_COMPARISONS),
            identifiers: OnceLock::new(),
        })
    }

    fn add_root(&mut self, shown: String, bytes: Vec<u8>) {
        self.failure = self.add(shown, bytes).err();
    }

    /// Adds a file and its references.
    fn add(&mut self, shown: String, bytes: Vec<u8>) -> Result<FileId, Box<Diagnostic>> {
        let (file, parsed) = self.parse_file(shown, bytes)?;
        self.values[file.0] = parsed.value;
        for reference in parsed.external {
            self.waiting.push((file, file_part(&reference)));
        }
        Ok(file)
    }

    /// Adds a file without its value.
    fn parse_file(
        &mut self,
        shown: String,
        bytes: Vec<u8>,
    ) -> Result<(FileId, Parsed), Box<Diagnostic>> {
        let (text, undecodable) = match text::decode(bytes) {
            Ok(text) => (text, None),
            Err(undecodable) => (String::new(), Some(undecodable)),
        };
        let file = self.sources.add(shown, text);
        self.values.push(Value::Null);
        if let Some(undecodable) = undecodable {
            let at = SourceLocation::root(file);
            let mut diagnostic =
                Diagnostic::new(Severity::Error, undecodable.code, at, undecodable.message);
            diagnostic.hint(undecodable.hint);
            return Err(Box::new(diagnostic));
        }
        let mut parsed = parse(self.sources.text(file)).map_err(|error| {
            let mut diagnostic = Diagnostic::new(Severity::Error, error.code, None, error.message);
            diagnostic.span = error
                .position
                .and_then(|position| self.sources.span_at(file, position));
            if diagnostic.span.is_none() {
                diagnostic.at = Some(SourceLocation::root(file));
            }
            diagnostic.hint = error.hint.map(str::to_owned);
            Box::new(diagnostic)
        })?;
        self.sources.set_format(file, parsed.format);
        if let Some(positions) = parsed.positions.take() {
            self.sources.set_positions(file, positions);
        }
        for path in &parsed.duplicates {
            let mut at = SourceLocation::root(file);
            for token in path {
                at = at.child(token);
            }
            let key = path.last().map_or("", String::as_str);
            let message = format!("duplicate key `{key}`; the last value wins");
            self.warnings.warning(code::DUPLICATE_KEY, at, message);
        }
        Ok((file, parsed))
    }

    /// Opens the file that the file part of a reference names.
    fn open(&mut self, from: FileId, reference: &str) -> Result<FileId, ReferenceError> {
        let Some(folders) = &mut self.folders else {
            folder::relative_path(reference)?;
            return Err(folder::error(
                code::EXTERNAL_REFERENCE,
                format!("`{reference}` is in another file, but this document was given as text"),
                "load the document from a path",
            ));
        };
        let (shown, bytes) = match folders.find(from, reference)? {
            Lookup::Known(file) => return Ok(file),
            Lookup::New {
                shown,
                path,
                real,
                bytes,
            } => {
                folders.add(path, real, FileId(self.values.len()));
                (shown, bytes)
            }
        };
        let file = FileId(self.values.len());
        self.add(shown, bytes).map_err(|diagnostic| {
            if let Some(folders) = &mut self.folders {
                folders.forget(file);
            }
            let position = diagnostic.span.map_or_else(String::new, |span| {
                format!(" at {}:{}", span.line, span.column)
            });
            ReferenceError {
                code: diagnostic.code,
                message: format!("`{reference}`{position}: {}", diagnostic.message),
                hint: diagnostic.hint,
            }
        })
    }
}

/// Returns the file part of a reference.
fn file_part(reference: &str) -> String {
    reference.split('#').next().unwrap_or_default().to_owned()
}

/// Returns the file parts of all references to other files in a value.
fn external_references(root: &Value) -> Vec<String> {
    let mut files = Vec::new();
    let mut waiting = vec![root];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref")
                    && !reference.starts_with('#')
                {
                    files.push(file_part(reference));
                }
                waiting.extend(members.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    files
}
