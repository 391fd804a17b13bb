//! Documents named on the command line: files and git revisions.

use crate::Failure;
use crate::terminal::display_path;
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
    /// The path of the file to read.
    pub(crate) path: PathBuf,
    /// The name in reports.
    pub(crate) name: String,
    /// The folder with the files of a revision, and the prefix that replaces its path in reports.
    files: Option<(TempDir, String)>,
    /// The changes that `codegen.toml` made to the document at its revision; `None` for those of the current configuration.
    changes: Option<Changes>,
    /// The other readable folders of the revision; `None` for those of the current configuration.
    roots: Option<Vec<PathBuf>>,
}

impl Document {
    /// Creates a document from a file.
    pub(crate) fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self {
            name: display_path(&path),
            path,
            files: None,
            changes: None,
            roots: None,
        }
    }

    /// Returns the options with the changes and the other readable folders of this document.
    pub(crate) fn options<'o>(&self, options: &'o Options) -> Cow<'o, Options> {
        let mut own = Cow::Borrowed(options);
        if let Some(changes) = &self.changes {
            own.to_mut().changes.clone_from(changes);
        }
        if let Some(roots) = &self.roots {
            own.to_mut().roots.clone_from(roots);
        }
        own
    }

    /// Returns the configured document in the working tree.
    pub(crate) fn working(client: Option<&Client>) -> Result<Self, Failure> {
        Ok(Self::file(&configured(client)?.document))
    }

    /// Returns the revision of the document, if it is from one.
    pub(crate) fn revision(&self) -> Option<&str> {
        let (_, prefix) = self.files.as_ref()?;
        prefix.strip_suffix(':')
    }

    /// Returns a text with paths of the repository instead of temporary ones.
    pub(crate) fn display_path(&self, text: &str) -> String {
        match &self.files {
            Some((folder, prefix)) => {
                let folder = format!("{}/", folder.path().join("files").display());
                text.replace(&folder, prefix)
            }
            None if Path::new(text).is_file() => display_path(Path::new(text)),
            None => text.to_owned(),
        }
    }
}

fn configured(client: Option<&Client>) -> Result<&Client, Failure> {
    client.ok_or_else(|| {
        Failure::new("no codegen.toml names the document to compare; name two files instead")
    })
}

/// Returns the document that an argument names. Files in `roots` may be read in addition to those that the client's options allow.
pub(crate) fn document(
    name: &str,
    client: Option<&Client>,
    roots: &[PathBuf],
) -> Result<Document, Failure> {
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
            "there is no file `{name}`, and {} is not in a git repository",
            display_path(&folder)
        ))
    })?;
    let root = PathBuf::from(root.trim());
    let commit = format!("{revision}^{{commit}}");
    git(&root, &["rev-parse", "--verify", "--quiet", &commit]).map_err(|_| {
        Failure::new(format_args!(
            "`{name}` is neither a file nor a git revision\n  hint: REVISION:PATH names a document at another path"
        ))
    })?;
    let own = client
        .map(|client| below(&root, &client.document))
        .transpose();
    let path = match path {
        Some(path) => PathBuf::from(path),
        None => below(&root, &configured(client)?.document)?,
    };
    let then = match client {
        Some(client) if own? == Some(path.clone()) => options_at(&root, revision, client)?,
        _ => None,
    };
    let of_then = then.iter().flat_map(|then| &then.roots);
    let of_then = of_then.map(|folder| root.join(folder));
    // A revision without `roots` may refer to the same folders.
    let of_now = client.iter().flat_map(|client| &client.options.roots);
    let readable = of_then.chain(of_now.chain(roots).cloned());
    let readable = readable.map(|folder| folder_below(&root, &folder));
    let readable = readable.collect::<Result<Vec<_>, _>>()?;
    extract_all(
        &root,
        revision,
        &path,
        (readable, then.map(|then| then.changes)),
    )
}

/// Extracts a document of a revision with its overlays and the files in other folders, all relative to the root of the repository.
fn extract_all(
    root: &Path,
    revision: &str,
    path: &Path,
    (folders, mut changes): (Vec<PathBuf>, Option<Changes>),
) -> Result<Document, Failure> {
    let overlays = changes.iter().flat_map(|changes| &changes.overlays);
    let overlays: Vec<_> = overlays.map(|overlay| normalized(overlay)).collect();
    let mut document = extract(root, revision, path, (&folders, &overlays))?;
    if let Some((extracted, _)) = &document.files {
        let files = extracted.path().join("files");
        if let Some(changes) = &mut changes {
            changes.overlays = overlays.iter().map(|path| files.join(path)).collect();
        }
        let folders = folders.iter().map(|folder| files.join(folder));
        // The revision may be older than a folder.
        document.roots = Some(folders.filter(|folder| folder.is_dir()).collect());
    }
    document.changes = changes;
    Ok(document)
}

/// Returns the options in the `codegen.toml` of a revision for a client, with paths relative to the root of the repository.
/// Returns `None` if the revision has no valid configuration for the client.
fn options_at(root: &Path, revision: &str, client: &Client) -> Result<Option<Options>, Failure> {
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
    Ok(then.map(|then| then.options))
}

/// Returns a path without `.` and `..`, as git stores it.
fn normalized(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normalized.pop();
            }
            Component::CurDir => {}
            other => normalized.push(other),
        }
    }
    normalized
}

/// Returns the text of a file at a revision, or `None` if it did not exist.
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

/// Returns the path of a file relative to the root of its repository.
fn below(root: &Path, file: &Path) -> Result<PathBuf, Failure> {
    let folder = folder_of(file).canonicalize().map_err(|error| {
        Failure::new(format_args!(
            "cannot find {}: {error}",
            display_path(&folder_of(file))
        ))
    })?;
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let inside = folder.strip_prefix(&root).map_err(|_| {
        Failure::new(format_args!(
            "{} is outside its git repository",
            display_path(file)
        ))
    })?;
    Ok(inside.join(file.file_name().unwrap_or_default()))
}

/// Returns the path of a folder relative to the root of its repository.
fn folder_below(root: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let real = folder.canonicalize().or_else(|_| {
        // A folder that was removed since.
        let absolute = std::path::absolute(folder)?;
        Ok::<_, std::io::Error>(normalized(&absolute))
    });
    let real = real.unwrap_or_else(|_| folder.to_owned());
    let inside = real.strip_prefix(&root).map_err(|_| {
        Failure::new(format_args!(
            "{} is outside the git repository of the document, so it has no files of a revision\n  \
             hint: compare two files instead",
            display_path(folder)
        ))
    })?;
    Ok(inside.to_owned())
}

/// Extracts a document of a revision, the files that it may refer to, in its own and other folders, and its overlays into a
/// temporary folder.
fn extract(
    root: &Path,
    revision: &str,
    path: &Path,
    (folders, overlays): (&[PathBuf], &[PathBuf]),
) -> Result<Document, Failure> {
    let plain = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let text = plain(path);
    let name = format!("{revision}:{text}");
    let own = plain(path.parent().unwrap_or(Path::new("")));
    let mut folders: Vec<_> = folders.iter().map(|folder| plain(folder)).collect();
    folders.push(own);
    let mut arguments = vec![
        "ls-tree",
        "-r",
        "-z",
        "--name-only",
        "--full-tree",
        revision,
    ];
    let overlays: Vec<_> = overlays.iter().map(|overlay| plain(overlay)).collect();
    // The root of the repository contains all others.
    if !folders.iter().any(String::is_empty) {
        arguments.push("--");
        arguments.extend(folders.iter().chain(&overlays).map(String::as_str));
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
    let extracted = tempfile::tempdir().map_err(Failure::new)?;
    let index = extracted.path().join("index");
    let prefix = format!("--prefix={}/", extracted.path().join("files").display());
    let own_index = |command: &mut Command| {
        command.env("GIT_INDEX_FILE", &index);
    };
    git_with(root, &["read-tree", revision], "", &own_index).map_err(Failure::new)?;
    let checkout = ["checkout-index", "-z", "--stdin", &prefix];
    git_with(root, &checkout, &files, &own_index).map_err(Failure::new)?;
    let path = extracted.path().join("files").join(path);
    Ok(Document {
        path,
        name,
        files: Some((extracted, format!("{revision}:"))),
        changes: None,
        roots: None,
    })
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    git_with(folder, arguments, "", &|_| {})
}

/// Returns the output of a git command, or its error message.
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
        // A command that reads nothing may have ended already.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(cannot_run)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(format!("git {} failed: {message}", arguments.join(" ")))
}
