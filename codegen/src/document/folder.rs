//! The folders with the files of a document.

use std::collections::HashMap;
use std::fs;
use std::iter;
use std::path::{self, Component, Path, PathBuf};

use super::error::ReferenceError;
use super::pointer::percent_decode;
use crate::diagnostic::{Code, code};
use crate::location::FileId;

/// A file in one of the folders.
pub(super) enum Lookup {
    /// It was opened before.
    Known(FileId),
    /// Its contents.
    New {
        /// The path to display.
        shown: String,
        /// The path relative to the folder of the root document.
        path: PathBuf,
        /// The path without symbolic links.
        real: PathBuf,
        bytes: Vec<u8>,
    },
}

/// A folder whose files may be read.
struct ReadableFolder {
    /// The absolute path, as it was given.
    path: PathBuf,
    /// The path without symbolic links; `None` if there is no such folder.
    real: Option<PathBuf>,
}

impl ReadableFolder {
    fn new(path: &Path) -> Self {
        let real = fs::canonicalize(path).ok();
        Self {
            path: absolute(path),
            real: real.filter(|real| real.is_dir()),
        }
    }
}

/// The folders whose files may be read, that of the root document first, and the files that were opened in them.
pub(super) struct ReadableFolders {
    /// The folder of the root document as it was given.
    folder: PathBuf,
    readable: Vec<ReadableFolder>,
    /// The path of each file relative to the folder of the root document.
    paths: HashMap<FileId, PathBuf>,
    /// The files by their path without symbolic links.
    known: HashMap<PathBuf, FileId>,
}

impl ReadableFolders {
    /// Opens the folder of a root document, and other folders, some of which may not exist.
    pub(super) fn of(path: &Path, others: &[PathBuf]) -> Option<Self> {
        let real = fs::canonicalize(path).ok()?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let listed = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder.as_path()
        };
        let root = FileId::default();
        let readable = iter::once(listed).chain(others.iter().map(PathBuf::as_path));
        Some(Self {
            readable: readable.map(ReadableFolder::new).collect(),
            folder,
            paths: HashMap::from([(root, PathBuf::from(path.file_name()?))]),
            known: HashMap::from([(real, root)]),
        })
    }

    /// Finds the file that the file part of a reference in `from` names.
    pub(super) fn find(&self, from: FileId, reference: &str) -> Result<Lookup, ReferenceError> {
        let relative = relative_path(reference)?;
        let base = self.paths.get(&from).and_then(|path| path.parent());
        let path = normalise(&base.unwrap_or(Path::new("")).join(relative));
        let full = self.folder.join(&path);
        let unreadable = |message: String| {
            error(
                code::UNREADABLE_FILE,
                format!("cannot read the file of `{reference}`: {message}"),
                "the path is relative to the file that contains the reference",
            )
        };
        let real = match fs::canonicalize(&full) {
            Ok(real) if self.is_readable(&real) => real,
            // Whether a file exists elsewhere is not reported.
            Err(error) if self.would_be_readable(&full) => {
                return Err(unreadable(describe(&error)));
            }
            _ => return Err(self.outside(reference)),
        };
        if let Some(file) = self.known.get(&real) {
            return Ok(Lookup::Known(*file));
        }
        Ok(Lookup::New {
            shown: shown_path(&full, &path, &real),
            bytes: read(&full).map_err(unreadable)?,
            path,
            real,
        })
    }

    /// Returns `true` if a path without symbolic links is in a folder whose files may be read.
    fn is_readable(&self, real: &Path) -> bool {
        let mut folders = self.readable.iter().flat_map(|folder| &folder.real);
        folders.any(|folder| real.starts_with(folder))
    }

    /// Returns `true` if the text of a path is that of a file in a folder whose files may be read.
    fn would_be_readable(&self, path: &Path) -> bool {
        let path = absolute(path);
        let is_in = |folder: &PathBuf| path.starts_with(folder);
        let mut folders = self.readable.iter();
        folders.any(|folder| is_in(&folder.path) || folder.real.as_ref().is_some_and(is_in))
    }

    fn outside(&self, reference: &str) -> ReferenceError {
        let others = match self.readable.len() {
            1 => "",
            _ => " and the other readable folders",
        };
        error(
            code::EXTERNAL_REFERENCE,
            format!("`{reference}` is outside the folder of the root document{others}"),
            "move the file into the folder of the root document, or allow its folder with `roots` in codegen.toml or with `--root`",
        )
    }

    /// Adds a file.
    pub(super) fn add(&mut self, path: PathBuf, real: PathBuf, file: FileId) {
        self.paths.insert(file, path);
        self.known.insert(real, file);
    }

    /// Returns the positions of the other folders that do not exist.
    pub(super) fn missing(&self) -> impl Iterator<Item = usize> {
        let others = self.readable.iter().skip(1).enumerate();
        others.filter_map(|(index, folder)| folder.real.is_none().then_some(index))
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
        return Err(absolute_path(reference));
    }
    let path = PathBuf::from(percent_decode(reference).replace('\\', "/"));
    let is_start = |component| matches!(component, Component::RootDir | Component::Prefix(_));
    if path.components().any(is_start) {
        return Err(absolute_path(reference));
    }
    Ok(path)
}

fn absolute_path(reference: &str) -> ReferenceError {
    error(
        code::EXTERNAL_REFERENCE,
        format!("`{reference}` is an absolute path"),
        "use a path relative to the document",
    )
}

/// Returns a path that starts from the root of the file system, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    normalise(&path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Removes `.`, and `..` except at the start.
fn normalise(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        let last = normal.components().next_back();
        match (component, last) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                normal.pop();
            }
            _ => normal.push(component),
        }
    }
    normal
}

/// Returns the path to display of a file: for one that is not below the folder of the root document, without the detour through
/// it, unless a symbolic link makes that another file.
fn shown_path(full: &Path, path: &Path, real: &Path) -> String {
    let short = normalise(full);
    let is_same = || fs::canonicalize(&short).is_ok_and(|short| short == real);
    let shown = if path.starts_with("..") && is_same() {
        &short
    } else {
        full
    };
    shown.display().to_string()
}

pub(super) fn error(code: Code, message: String, hint: &str) -> ReferenceError {
    ReferenceError {
        code,
        message,
        hint: Some(hint.to_owned()),
    }
}
