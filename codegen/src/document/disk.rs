//! The files of a document.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;

use serde_json::Value;

use super::edit::{self, Changes, ReadOverlay};
use super::parse::{Parsed, parse};
use super::reference::{COMPARISONS, percent_decode};
use super::{Document, LoadError, ReferenceError, Sources, text, version};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, code};
use crate::location::{FileId, SourceLocation};

/// Reads the root document and then every file that references name.
pub(super) struct Loader {
    sources: Sources,
    values: Vec<Value>,
    warnings: Diagnostics,
    files: HashMap<(FileId, String), Result<FileId, ReferenceError>>,
    /// The file references that are still to be followed.
    waiting: Vec<(FileId, String)>,
    disk: Option<Disk>,
    failure: Option<Box<Diagnostic>>,
}

/// What is known of the folder.
struct Disk {
    /// The folder of the root document, as it was given.
    folder: PathBuf,
    /// The same without symbolic links.
    real_folder: PathBuf,
    /// The path of each file relative to the folder, by its id.
    paths: Vec<PathBuf>,
    /// The files by their real path.
    known: HashMap<PathBuf, FileId>,
}

impl Loader {
    pub(super) fn from_path(path: &Path) -> Self {
        let mut loader = Self::empty();
        let shown = path.display().to_string();
        match read(path) {
            Ok(bytes) => {
                loader.disk = Disk::around(path);
                loader.add_root(shown, bytes);
            }
            Err(message) => {
                let mut diagnostic = Diagnostic::new(
                    Severity::Error,
                    code::UNREADABLE_FILE,
                    SourceLocation::root(FileId::default()),
                    format!("cannot read the document: {message}"),
                );
                diagnostic.hint("give the path of a YAML or JSON file");
                loader.sources.add(shown, String::new());
                loader.failure = Some(Box::new(diagnostic));
            }
        }
        loader
    }

    pub(super) fn from_text(name: &str, text: &str) -> Self {
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
            disk: None,
            failure: None,
        }
    }

    /// Applies changes to the root document.
    pub(super) fn changed(mut self, changes: &Changes) -> Self {
        if changes.is_empty() || self.failure.is_some() {
            return self;
        }
        // What was told so far is about the text as it was read.
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
            let trail = edit::apply(root, &overlays, &patches, &mut self.warnings);
            self.sources.set_trail(trail);
            // A change can add and remove references.
            let references = external_references(root).into_iter();
            self.waiting = references.map(|path| (FileId::default(), path)).collect();
        }
        self
    }

    /// Reads an overlay; `None` where something was told.
    fn overlay(&mut self, path: &Path) -> Option<ReadOverlay> {
        let shown = path.display().to_string();
        let bytes = match read(path) {
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
            Ok((file, parsed)) => Some(ReadOverlay {
                file,
                value: parsed.value,
            }),
            Err(diagnostic) => {
                self.warnings.push(*diagnostic);
                None
            }
        }
    }

    /// Adds a file that holds no part of the document.
    fn add_text(&mut self, shown: &str, text: &str) -> FileId {
        self.values.push(Value::Null);
        if let Some(disk) = &mut self.disk {
            disk.paths.push(PathBuf::from(shown));
        }
        self.sources.add(shown.to_owned(), text.to_owned())
    }

    /// Follows what is waiting and gives the document.
    pub(super) fn finish(mut self) -> Result<Document, LoadError> {
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
                // What is no path below the folder is none the next time either.
                if opened.is_err() && relative_path(&path).is_ok() {
                    self.sources.lack_files();
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
            comparisons: AtomicUsize::new(COMPARISONS),
            anchors: OnceLock::new(),
        })
    }

    fn add_root(&mut self, shown: String, bytes: Vec<u8>) {
        self.failure = self.add(shown, bytes).err();
    }

    /// Adds a file and puts the references in it on the list.
    fn add(&mut self, shown: String, bytes: Vec<u8>) -> Result<FileId, Box<Diagnostic>> {
        let (file, parsed) = self.parse_file(shown, bytes)?;
        self.values[file.0] = parsed.value;
        for reference in parsed.external {
            self.waiting.push((file, file_part(&reference)));
        }
        Ok(file)
    }

    /// Adds a file without using what it holds.
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
                .place
                .and_then(|place| self.sources.span_at(file, place));
            if diagnostic.span.is_none() {
                diagnostic.at = Some(SourceLocation::root(file));
            }
            diagnostic.hint = error.hint.map(str::to_owned);
            Box::new(diagnostic)
        })?;
        self.sources.set_format(file, parsed.format);
        if let Some(places) = parsed.places.take() {
            self.sources.set_places(file, places);
        }
        for path in &parsed.duplicates {
            let mut at = SourceLocation::root(file);
            for token in path {
                at = at.child(token);
            }
            let key = path.last().map_or("", String::as_str);
            let message = format!("the key `{key}` stands twice here; the last one counts");
            self.warnings.warning(code::DUPLICATE_KEY, at, message);
        }
        Ok((file, parsed))
    }

    /// The file that the file part of a reference names.
    fn open(&mut self, from: FileId, reference: &str) -> Result<FileId, ReferenceError> {
        let relative = relative_path(reference)?;
        let Some(disk) = &self.disk else {
            return Err(failure(
                code::EXTERNAL_REFERENCE,
                format!("`{reference}` names another file, but this document was given as text"),
                "load the document from a path",
            ));
        };
        let base = disk.paths.get(from.0).and_then(|path| path.parent());
        let joined = base.unwrap_or(Path::new("")).join(relative);
        let path = normalise(&joined).ok_or_else(|| outside(reference))?;
        let full = disk.folder.join(&path);
        let unreadable = |message: String| {
            failure(
                code::UNREADABLE_FILE,
                format!("cannot read the file that `{reference}` names: {message}"),
                "the path is taken relative to the folder of the file that holds the reference",
            )
        };
        let real = fs::canonicalize(&full).map_err(|error| unreadable(describe(&error)))?;
        if !real.starts_with(&disk.real_folder) {
            return Err(outside(reference));
        }
        if let Some(file) = disk.known.get(&real) {
            return Ok(*file);
        }
        let bytes = read(&full).map_err(unreadable)?;
        let file = FileId(self.values.len());
        if let Some(disk) = &mut self.disk {
            disk.paths.push(path);
            disk.known.insert(real, file);
        }
        let added = self.add(full.display().to_string(), bytes);
        added.map_err(|diagnostic| {
            let place = diagnostic.span.map_or_else(String::new, |span| {
                format!(" at {}:{}", span.line, span.column)
            });
            let message = format!("`{reference}`{place}: {}", diagnostic.message);
            let error = ReferenceError {
                code: diagnostic.code,
                message,
                hint: diagnostic.hint,
            };
            // A later reference to the same file fails in the same way.
            if let Some(disk) = &mut self.disk {
                disk.known.retain(|_, known| *known != file);
            }
            error
        })
    }
}

impl Disk {
    fn around(path: &Path) -> Option<Self> {
        let real = fs::canonicalize(path).ok()?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let listed = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder.as_path()
        };
        Some(Self {
            real_folder: fs::canonicalize(listed).ok()?,
            folder,
            paths: vec![PathBuf::from(path.file_name()?)],
            known: HashMap::from([(real, FileId::default())]),
        })
    }
}

/// The part of a reference that names a file.
fn file_part(reference: &str) -> String {
    reference.split('#').next().unwrap_or_default().to_owned()
}

/// The files that references in a value name.
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

/// The bytes of a file, or why there are none.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err(format!("{} is a folder", path.display()));
    }
    fs::read(path).map_err(|error| describe(&error))
}

fn describe(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// The path of a reference that names a file below the document's folder.
fn relative_path(reference: &str) -> Result<PathBuf, ReferenceError> {
    let scheme = reference.split(['/', '\\', '?']).next().unwrap_or_default();
    if scheme.contains(':') || reference.starts_with("//") {
        return Err(failure(
            code::EXTERNAL_REFERENCE,
            format!("`{reference}` is a URL; nothing is fetched"),
            "download the file to a place beside the document and refer to it by a relative path",
        ));
    }
    if reference.starts_with(['/', '\\']) {
        return Err(failure(
            code::EXTERNAL_REFERENCE,
            format!("`{reference}` is an absolute path"),
            "refer to files by a path relative to the document",
        ));
    }
    Ok(PathBuf::from(percent_decode(reference).replace('\\', "/")))
}

/// The path without `.` and `..`; `None` where it leaves the folder.
fn normalise(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => normal.push(name),
            Component::CurDir => {}
            Component::ParentDir if normal.pop() => {}
            _ => return None,
        }
    }
    Some(normal)
}

fn outside(reference: &str) -> ReferenceError {
    failure(
        code::EXTERNAL_REFERENCE,
        format!("`{reference}` is outside the folder of the root document"),
        "only files in the root document's folder and below are read; move the file there",
    )
}

fn failure(code: crate::diagnostic::Code, message: String, hint: &str) -> ReferenceError {
    ReferenceError {
        code,
        message,
        hint: Some(hint.to_owned()),
    }
}
