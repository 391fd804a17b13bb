//! Documents as the command line names them: files, and git revisions.

use crate::report::{Failure, shown};
use apicrate_codegen::config::{Client, Config, Options};
use apicrate_codegen::document::Changes;
use std::borrow::Cow;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A document on disk.
#[derive(Debug)]
pub(crate) struct Document {
    /// Where it can be read.
    pub(crate) path: PathBuf,
    /// What people call it.
    pub(crate) name: String,
    /// The files of a revision, and what stands before their paths in its place.
    files: Option<(TempDir, String)>,
    /// What `codegen.toml` changes of the document at its revision; `None` where it is what is changed now.
    changes: Option<Changes>,
}

impl Document {
    /// A file.
    pub(crate) fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self {
            name: shown(&path),
            path,
            files: None,
            changes: None,
        }
    }

    /// The options with what they change of this document.
    pub(crate) fn options<'o>(&self, options: &'o Options) -> Cow<'o, Options> {
        let Some(changes) = &self.changes else {
            return Cow::Borrowed(options);
        };
        let mut own = options.clone();
        own.changes.clone_from(changes);
        Cow::Owned(own)
    }

    /// The configured document as it stands.
    pub(crate) fn working(client: Option<&Client>) -> Result<Self, Failure> {
        Ok(Self::file(&configured(client)?.document))
    }

    /// The revision that it is of, where it is of one.
    pub(crate) fn revision(&self) -> Option<&str> {
        let (_, prefix) = self.files.as_ref()?;
        prefix.strip_suffix(':')
    }

    /// A text with paths as people know them.
    pub(crate) fn shown(&self, text: &str) -> String {
        match &self.files {
            Some((folder, prefix)) => {
                let folder = format!("{}/", folder.path().join("files").display());
                text.replace(&folder, prefix)
            }
            None if Path::new(text).is_file() => shown(Path::new(text)),
            None => text.to_owned(),
        }
    }
}

fn configured(client: Option<&Client>) -> Result<&Client, Failure> {
    client.ok_or_else(|| {
        Failure::new(
            "there is no spec/codegen.toml that says which document is meant: name two files",
        )
    })
}

/// The document that an argument names.
pub(crate) fn document(name: &str, client: Option<&Client>) -> Result<Document, Failure> {
    if Path::new(name).is_file() {
        return Ok(Document::file(name));
    }
    let (revision, path) = match name.split_once(':') {
        Some((revision, path)) => (revision, Some(path)),
        None => (name, None),
    };
    let folder = match (client, path) {
        (Some(client), None) => folder_of(&client.document),
        _ => PathBuf::from("."),
    };
    let root = git(&folder, &["rev-parse", "--show-toplevel"]).map_err(|_| {
        Failure::new(format_args!(
            "there is no file `{name}`, and {} lies in no git repository",
            shown(&folder)
        ))
    })?;
    let root = PathBuf::from(root.trim());
    let commit = format!("{revision}^{{commit}}");
    git(&root, &["rev-parse", "--verify", "--quiet", &commit]).map_err(|_| {
        Failure::new(format_args!(
            "`{name}` is neither a file nor a git revision\n  hint: write REVISION:PATH for a document of another name"
        ))
    })?;
    let own = client
        .map(|client| below(&root, &client.document))
        .transpose();
    let path = match path {
        Some(path) => PathBuf::from(path),
        None => below(&root, &configured(client)?.document)?,
    };
    let mut changes = match client {
        Some(client) if own? == Some(path.clone()) => changes_at(&root, revision, client)?,
        _ => None,
    };
    let overlays = changes.iter().flat_map(|changes| &changes.overlays);
    let overlays: Vec<_> = overlays.map(|overlay| plain(overlay)).collect();
    let mut document = take_out(&root, revision, &path, &overlays)?;
    if let (Some(changes), Some((taken, _))) = (&mut changes, &document.files) {
        let files = taken.path().join("files");
        changes.overlays = overlays.iter().map(|path| files.join(path)).collect();
    }
    document.changes = changes;
    Ok(document)
}

/// What `codegen.toml` changed of the document of a client at a revision, with overlays relative to the root of the repository;
/// `None` where that cannot be told.
fn changes_at(root: &Path, revision: &str, client: &Client) -> Result<Option<Changes>, Failure> {
    let Some(text) = at_revision(revision, &client.config) else {
        return Ok(None);
    };
    let Ok(config) = Config::parse(&text, below(root, &client.config)?) else {
        return Ok(None);
    };
    let package = &client.options.package;
    let then = config
        .clients
        .into_iter()
        .find(|then| then.options.package == *package);
    Ok(then.map(|then| then.options.changes))
}

/// A path without `.` and `..`, as git knows it.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The text of a file at a revision; `None` where it was not there.
pub(crate) fn at_revision(revision: &str, file: &Path) -> Option<String> {
    let root = git(&folder_of(file), &["rev-parse", "--show-toplevel"]).ok()?;
    let root = PathBuf::from(root.trim());
    let path = below(&root, file).ok()?;
    let path = path.to_string_lossy().replace('\\', "/");
    git(&root, &["show", &format!("{revision}:{path}")]).ok()
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The path of a file below the root of its repository.
fn below(root: &Path, file: &Path) -> Result<PathBuf, Failure> {
    let folder = folder_of(file).canonicalize().map_err(|error| {
        Failure::new(format_args!(
            "cannot find {}: {error}",
            shown(&folder_of(file))
        ))
    })?;
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let inside = folder.strip_prefix(&root).map_err(|_| {
        Failure::new(format_args!(
            "{} lies outside its git repository",
            shown(file)
        ))
    })?;
    Ok(inside.join(file.file_name().unwrap_or_default()))
}

/// Writes a document of a revision, with what it may refer to and what changes it, into a folder of its own.
fn take_out(
    root: &Path,
    revision: &str,
    path: &Path,
    overlays: &[PathBuf],
) -> Result<Document, Failure> {
    let text = path.to_string_lossy().replace('\\', "/");
    let name = format!("{revision}:{text}");
    let folder = path.parent().unwrap_or(Path::new(""));
    let folder = folder.to_string_lossy().replace('\\', "/");
    let mut arguments = vec![
        "ls-tree",
        "-r",
        "-z",
        "--name-only",
        "--full-tree",
        revision,
    ];
    let overlays: Vec<_> = overlays
        .iter()
        .map(|overlay| overlay.to_string_lossy().replace('\\', "/"))
        .collect();
    if !folder.is_empty() {
        arguments.extend(["--", folder.as_str()]);
        arguments.extend(overlays.iter().map(String::as_str));
    }
    let listed = git(root, &arguments).map_err(Failure::new)?;
    let mut files = String::new();
    let mut is_there = false;
    for file in listed.split('\0').filter(|file| !file.is_empty()) {
        let is_own = file == text;
        let extension = Path::new(file).extension().and_then(|one| one.to_str());
        let is_overlay = overlays.iter().any(|overlay| overlay == file);
        if is_own || is_overlay || matches!(extension, Some("json" | "yaml" | "yml")) {
            files.push_str(file);
            files.push('\0');
            is_there |= is_own;
        }
    }
    if !is_there {
        return Err(Failure::new(format_args!(
            "the revision {revision} has no file {text}"
        )));
    }
    let taken = tempfile::tempdir().map_err(Failure::new)?;
    let index = taken.path().join("index");
    let prefix = format!("--prefix={}/", taken.path().join("files").display());
    let own_index = |command: &mut Command| {
        command.env("GIT_INDEX_FILE", &index);
    };
    git_with(root, &["read-tree", revision], "", &own_index).map_err(Failure::new)?;
    let checkout = ["checkout-index", "-z", "--stdin", &prefix];
    git_with(root, &checkout, &files, &own_index).map_err(Failure::new)?;
    let path = taken.path().join("files").join(path);
    Ok(Document {
        path,
        name,
        files: Some((taken, format!("{revision}:"))),
        changes: None,
    })
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    git_with(folder, arguments, "", &|_| {})
}

/// The output of a git command, or what it said was wrong.
fn git_with(
    folder: &Path,
    arguments: &[&str],
    input: &str,
    prepare: &dyn Fn(&mut Command),
) -> Result<String, String> {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    prepare(&mut command);
    let cannot_run = |error: std::io::Error| format!("cannot run git: {error}");
    let mut child = command.spawn().map_err(cannot_run)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing may be gone already.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(cannot_run)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(format!("git {} failed: {said}", arguments.join(" ")))
}
