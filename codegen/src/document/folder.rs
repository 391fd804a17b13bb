//! The folder of a document.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::error::ReferenceError;
use super::pointer::percent_decode;
use crate::diagnostic::{Code, code};
use crate::location::FileId;

/// A file in the folder.
pub(super) enum Lookup {
    /// It was opened before.
    Known(FileId),
    /// Its contents.
    New {
        /// The path to display.
        shown: String,
        /// The path relative to the folder.
        path: PathBuf,
        /// The path without symbolic links.
        real: PathBuf,
        bytes: Vec<u8>,
    },
}

/// The folder of the root document and the files that were opened in it.
pub(super) struct RootFolder {
    /// The folder as it was given.
    folder: PathBuf,
    /// The folder without symbolic links.
    real_folder: PathBuf,
    /// The path of each file relative to the folder, by its id.
    paths: Vec<PathBuf>,
    /// The files by their path without symbolic links.
    known: HashMap<PathBuf, FileId>,
}

impl RootFolder {
    /// Opens the folder of a root document.
    pub(super) fn of(path: &Path) -> Option<Self> {
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

    /// Finds the file that the file part of a reference in `from` names.
    pub(super) fn find(&self, from: FileId, reference: &str) -> Result<Lookup, ReferenceError> {
        let relative = relative_path(reference)?;
        let base = self.paths.get(from.0).and_then(|path| path.parent());
        let joined = base.unwrap_or(Path::new("")).join(relative);
        let path = normalise(&joined).ok_or_else(|| outside(reference))?;
        let full = self.folder.join(&path);
        let unreadable = |message: String| {
            error(
                code::UNREADABLE_FILE,
                format!("cannot read the file of `{reference}`: {message}"),
                "the path is relative to the file that contains the reference",
            )
        };
        let real = fs::canonicalize(&full).map_err(|error| unreadable(describe(&error)))?;
        if !real.starts_with(&self.real_folder) {
            return Err(outside(reference));
        }
        if let Some(file) = self.known.get(&real) {
            return Ok(Lookup::Known(*file));
        }
        Ok(Lookup::New {
            shown: full.display().to_string(),
            bytes: read(&full).map_err(unreadable)?,
            path,
            real,
        })
    }

    /// Adds a file that is not in the folder.
    pub(super) fn add_foreign(&mut self, path: PathBuf) {
        self.paths.push(path);
    }

    /// Adds a file.
    pub(super) fn add(&mut self, path: PathBuf, real: PathBuf, file: FileId) {
        self.paths.push(path);
        self.known.insert(real, file);
    }

    /// Forgets a file, so that a later reference to it fails in the same way.
    pub(super) fn forget(&mut self, file: FileId) {
        self.known.retain(|_, known| *known != file);
    }
}

/// Reads a file; the error is a message.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err(format!("{} is a folder", path.display()));
    }
    fs::read(path).map_err(|error| describe(&error))
}

fn describe(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// Returns the relative path of the file that a reference names.
///
/// # Errors
///
/// Returns an error for URLs and absolute paths.
pub(super) fn relative_path(reference: &str) -> Result<PathBuf, ReferenceError> {
    let scheme = reference.split(['/', '\\', '?']).next().unwrap_or_default();
    if scheme.contains(':') || reference.starts_with("//") {
        return Err(error(
            code::EXTERNAL_REFERENCE,
            format!("`{reference}` is a URL; remote references are not supported"),
            "download the file next to the document and use a relative path",
        ));
    }
    if reference.starts_with(['/', '\\']) {
        return Err(error(
            code::EXTERNAL_REFERENCE,
            format!("`{reference}` is an absolute path"),
            "use a path relative to the document",
        ));
    }
    Ok(PathBuf::from(percent_decode(reference).replace('\\', "/")))
}

/// Removes `.` and `..`; `None` if the path leaves the folder.
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
    error(
        code::EXTERNAL_REFERENCE,
        format!("`{reference}` is outside the folder of the root document"),
        "move the file into the folder of the root document",
    )
}

pub(super) fn error(code: Code, message: String, hint: &str) -> ReferenceError {
    ReferenceError {
        code,
        message,
        hint: Some(hint.to_owned()),
    }
}
