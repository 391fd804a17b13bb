//! Compares generated files with an output folder.

use super::disk::{self, OnDisk};
use super::error::OutputError;
use super::rendered::{Ownership, Rendered, is_generated};
use super::{manifest, path};
use crate::stack::with_large_stack;
use foldhash::HashSet;
use rayon::prelude::*;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The folder of a package's sources.
const SOURCES: &str = "src";
/// The minimum number of files that a thread compares: the system opens one file of a process at a time, so more threads only
/// wait for each other.
const FILES_OF_A_THREAD: usize = 512;

/// The change of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It does not exist yet.
    Created,
    /// It exists with another text.
    Changed,
    /// It was generated earlier and no longer is.
    Removed,
    /// It exists with the same text.
    Unchanged,
    /// It belongs to the user and is not changed.
    Kept,
}

impl Change {
    /// Returns `true` if the file is written or removed.
    #[must_use]
    pub fn is_stale(self) -> bool {
        matches!(self, Self::Created | Self::Changed | Self::Removed)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
        })
    }
}

/// One file of a plan.
#[derive(Debug)]
pub struct Entry {
    path: String,
    change: Change,
    /// The contents on disk, unless they are the generated text.
    before: Option<Vec<u8>>,
    after: Option<String>,
}

impl Entry {
    /// The path below the output folder, with forward slashes.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The change of the file.
    #[must_use]
    pub fn change(&self) -> Change {
        self.change
    }

    /// Returns `true` if a file that was not generated would be overwritten.
    #[must_use]
    pub fn overwrites_foreign(&self) -> bool {
        self.change == Change::Changed && !self.before().is_some_and(is_generated)
    }

    /// The contents on disk; `None` if the file does not exist.
    fn before(&self) -> Option<&[u8]> {
        match (self.change, &self.before) {
            (Change::Unchanged | Change::Kept, None) => self.after().map(str::as_bytes),
            (_, before) => before.as_deref(),
        }
    }

    /// The text to write; `None` for a file to remove.
    pub(super) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }
}

/// The number of files of a plan for each [`Change`] that occurs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary(BTreeMap<Change, usize>);

impl Summary {
    /// The number of files with this change.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.0.get(&change).copied().unwrap_or_default()
    }
}

/// `changed 2, unchanged 31`.
impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("no files");
        }
        for (index, (change, count)) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(formatter, "{separator}{change} {count}")?;
        }
        Ok(())
    }
}

/// Generated files compared with the disk.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    /// The folder below the output folder that belongs to the generator and is searched for stale files.
    sources: String,
    entries: Vec<Entry>,
}

impl Plan {
    /// Compares `files` with the output folder `root`, which need not exist. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`OutputError::Path`] for a path that could leave the folder or that two files share; [`OutputError::Missing`] for a
    /// module of a package that does not exist; [`OutputError::Io`] if a file cannot be read.
    pub fn new(root: impl Into<PathBuf>, files: Vec<Rendered>) -> Result<Self, OutputError> {
        let root = root.into();
        path::check(&files)?;
        let sources = sources(&files);
        // Looking for each file of a folder that does not exist takes as long as writing it.
        let is_new = matches!(root.try_exists(), Ok(false));
        // A listed file is not below a link.
        let mut others: HashSet<String> = disk::list(&root, &sources)?.into_iter().collect();
        let unlisted = files.iter().filter(|file| !others.remove(&file.path));
        let unlisted: Vec<_> = unlisted.map(|file| file.path.as_str()).collect();
        if !is_new {
            disk::refuse_links(&root, &sources, &unlisted)?;
        }
        let compare = |buffer: &mut Vec<u8>, file: Rendered| {
            let path = root.join(&file.path);
            let is_generated_file = file.ownership == Ownership::Generated;
            let found = if is_new {
                OnDisk::Missing
            } else {
                disk::compare(&path, &file.text, buffer)?
            };
            let (change, before) = match found {
                OnDisk::Missing if file.ownership == Ownership::MustExist => {
                    return Err(OutputError::Missing { path });
                }
                OnDisk::Missing => (Change::Created, None),
                OnDisk::Same if is_generated_file => (Change::Unchanged, None),
                OnDisk::Same => (Change::Kept, None),
                OnDisk::Different(bytes) if is_generated_file => (Change::Changed, Some(bytes)),
                OnDisk::Different(bytes) => (Change::Kept, Some(bytes)),
            };
            Ok(Entry {
                path: file.path,
                change,
                before,
                after: Some(file.text),
            })
        };
        let compared: Vec<_> = with_large_stack(|| {
            let files = files.into_par_iter().with_min_len(FILES_OF_A_THREAD);
            files.map_init(Vec::new, compare).collect()
        });
        let mut entries: Vec<Entry> = compared.into_iter().collect::<Result<_, _>>()?;
        for path in others {
            let before = disk::read(&root.join(&path))?;
            if before.as_deref().is_some_and(is_generated) {
                entries.push(Entry {
                    path,
                    change: Change::Removed,
                    before,
                    after: None,
                });
            }
        }
        entries.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Ok(Self {
            root,
            sources,
            entries,
        })
    }

    /// A file that was changed since the plan was made, and does not have the generated text.
    pub(super) fn outdated(&self) -> Result<Option<String>, OutputError> {
        let is_outdated = |entry: &Entry| {
            let now = disk::read(&self.root.join(&entry.path))?;
            let is_done = now.as_deref() == entry.after().map(str::as_bytes);
            Ok(now.as_deref() != entry.before() && !is_done)
        };
        let compared: Vec<_> =
            with_large_stack(|| self.entries.par_iter().map(is_outdated).collect());
        for (entry, is_outdated) in self.entries.iter().zip(compared) {
            if is_outdated? {
                return Ok(Some(entry.path.clone()));
            }
        }
        for path in disk::list(&self.root, &self.sources)? {
            let known = self
                .entries
                .binary_search_by(|entry| entry.path.as_str().cmp(&path));
            if known.is_err() && disk::read(&self.root.join(&path))?.is_some_and(is_generated) {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// The output folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of generated files, below the output folder.
    pub(super) fn sources(&self) -> &str {
        &self.sources
    }

    /// The files, ordered by path.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of files for each change.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.change).or_default() += 1;
        }
        Summary(counts)
    }

    /// Returns `true` if nothing has to be written or removed.
    #[must_use]
    pub fn is_current(&self) -> bool {
        !self.entries.iter().any(|entry| entry.change.is_stale())
    }

    /// The features and dependencies that the user's `Cargo.toml` lacks, as TOML with their headings. Dependencies that it has
    /// with the same features or inherits from its workspace are not missing. Empty if nothing is missing.
    #[must_use]
    pub fn missing_in_manifest(&self) -> String {
        let is_kept = |entry: &&Entry| entry.change == Change::Kept && entry.path == "Cargo.toml";
        let Some(entry) = self.entries.iter().find(is_kept) else {
            return String::new();
        };
        let present = entry.before().unwrap_or_default();
        let wanted = entry.after().unwrap_or_default();
        manifest::missing(&String::from_utf8_lossy(present), wanted)
    }

    /// All planned changes as a unified diff; empty if there are none. `folder` is prepended to each path: the path of the
    /// output folder relative to the folder in which the patch is applied.
    #[must_use]
    pub fn diff(&self, folder: &str) -> String {
        let mut text = String::new();
        for entry in self.entries.iter().filter(|entry| entry.change.is_stale()) {
            let before = entry.before().map(String::from_utf8_lossy);
            let path = match folder.trim_end_matches('/') {
                "" => entry.path.clone(),
                folder => format!("{folder}/{}", entry.path),
            };
            let old_name = side("a", &path, before.is_some());
            let new_name = side("b", &path, entry.after.is_some());
            let diff = TextDiff::from_lines(
                before.as_deref().unwrap_or_default(),
                entry.after.as_deref().unwrap_or_default(),
            );
            text.push_str(&diff.unified_diff().header(&old_name, &new_name).to_string());
        }
        text
    }
}

fn side(prefix: &str, path: &str, exists: bool) -> String {
    if exists {
        format!("{prefix}/{path}")
    } else {
        "/dev/null".to_owned()
    }
}

/// The folder that belongs to the generator: all sources of a package, or the folder of the module if the package is the user's.
/// The file closest to the root is in it.
fn sources(files: &[Rendered]) -> String {
    let is_module = files
        .iter()
        .any(|file| file.ownership == Ownership::MustExist);
    let generated = files
        .iter()
        .filter(|file| file.ownership == Ownership::Generated);
    let folders = generated.filter_map(|file| Some(file.path.rsplit_once('/')?.0));
    let closest = folders.min_by_key(|folder| folder.matches('/').count());
    closest.filter(|_| is_module).unwrap_or(SOURCES).to_owned()
}
