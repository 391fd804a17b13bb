//! Brings an output folder from one state to the next.
//!
//! The new sources are staged in a folder beside the old ones. Unchanged files are linked, not copied, so that they keep
//! their identity and their modification time. Then the two folders are exchanged in one step. A process that is killed at
//! any moment leaves the old sources or the new ones, and at most a folder [`STAGE`], which the next run removes.
//!
//! If the system cannot exchange folders (another platform, a folder of a container image), files are renamed into place
//! one by one: then each file is old or new.

use super::error::OutputError;
use super::plan::{Change, Entry, Plan};
use crate::stack::with_large_stack;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The name of the folder in which new files are staged.
const STAGE: &str = ".codegen-staged";

/// The file in [`STAGE`] that hides it from git, and its text, by which a leftover is distinguished from a folder of the user.
const IGNORE: &str = ".gitignore";
const OWN: &str = "# Files that apicrate is about to move into place.\n*\n";

/// The name, inside [`STAGE`], of the folder that mirrors the output folder.
const MIRROR: &str = "crate";

/// Exchanges two folders in one step.
type Exchange = fn(&Path, &Path) -> io::Result<()>;

impl Plan {
    /// Writes and removes files as planned; does nothing if the plan is current.
    ///
    /// # Errors
    ///
    /// [`OutputError::Io`]; the sources are unchanged then.
    pub fn apply(&self) -> Result<(), OutputError> {
        apply_with(self, exchange)
    }
}

/// Applies a plan; `exchange` may fail.
pub(super) fn apply_with(plan: &Plan, exchange: Exchange) -> Result<(), OutputError> {
    let root = plan.root();
    if plan.is_current() {
        let sources = fs::canonicalize(root.join(plan.sources()));
        if let Some(parent) = sources.as_deref().ok().and_then(Path::parent)
            && parent.join(STAGE).exists()
        {
            let _lock = lock(root);
            // Nothing is written, so a folder that stays is not in the way.
            let _ = remove_leftover(parent);
        }
        return Ok(());
    }
    if fs::exists(root).map_err(OutputError::io("read", root))? {
        return update(plan, exchange);
    }
    let parent = match root.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(OutputError::io("create the folder", parent))?;
    let _lock = lock(parent);
    if fs::exists(root).map_err(OutputError::io("read", root))? {
        let path = root.to_owned();
        return Err(OutputError::Outdated { path });
    }
    let stage = Stage::create(parent)?;
    stage.write(&plan.entries().iter().collect::<Vec<_>>())?;
    rename(&stage.mirror, root)
}

/// Updates an output folder that exists.
fn update(plan: &Plan, exchange: Exchange) -> Result<(), OutputError> {
    let root = plan.root();
    let _lock = lock(root);
    if let Some(path) = plan.outdated()? {
        let path = root.join(path);
        return Err(OutputError::Outdated { path });
    }
    // The sources may be a link: its target is exchanged, and the link stays.
    let sources = root.join(plan.sources());
    let sources = if sources.exists() {
        fs::canonicalize(&sources).map_err(OutputError::io("read", &sources))?
    } else {
        create_parent(&sources)?;
        sources
    };
    let stage = Stage::create(sources.parent().unwrap_or(root))?;
    let (inside, outside): (Vec<_>, Vec<_>) = plan
        .entries()
        .iter()
        .filter(|entry| entry.change().is_stale())
        .partition(|entry| Path::new(entry.path()).starts_with(plan.sources()));
    stage.write(&inside)?;
    stage.write(&outside)?;
    if !inside.is_empty() {
        let staged = stage.mirror.join(plan.sources());
        // Nothing has been staged if everything is removed.
        fs::create_dir_all(&staged).map_err(OutputError::io("create the folder", &staged))?;
        link_rest(plan, &sources, &staged)?;
        if exchange(&staged, &sources).is_err() {
            move_each(&inside, &stage, plan)?;
        }
    }
    move_each(&outside, &stage, plan)
}

/// A folder for new files, which is removed with its contents on drop.
struct Stage {
    folder: PathBuf,
    mirror: PathBuf,
}

impl Stage {
    /// Creates the folder in `parent` and removes one that a killed process left.
    fn create(parent: &Path) -> Result<Self, OutputError> {
        remove_leftover(parent)?;
        let folder = parent.join(STAGE);
        let mirror = folder.join(MIRROR);
        fs::create_dir_all(&folder).map_err(OutputError::io("create the folder", &folder))?;
        let ignore = folder.join(IGNORE);
        fs::write(&ignore, OWN).map_err(OutputError::io("write", &ignore))?;
        fs::create_dir_all(&mirror).map_err(OutputError::io("create the folder", &mirror))?;
        Ok(Self { folder, mirror })
    }

    /// Writes the files that have a new text.
    fn write(&self, entries: &[&Entry]) -> Result<(), OutputError> {
        let files = entries
            .iter()
            .filter_map(|entry| Some((self.mirror.join(entry.path()), entry.after()?)));
        let files: Vec<_> = files.collect();
        let folders: BTreeSet<_> = files.iter().filter_map(|(path, _)| path.parent()).collect();
        for folder in folders {
            fs::create_dir_all(folder).map_err(OutputError::io("create the folder", folder))?;
        }
        let write = |(path, text): &(PathBuf, &str)| {
            fs::write(path, text).map_err(OutputError::io("write", path))
        };
        let written: Vec<_> = with_large_stack(|| files.par_iter().map(write).collect());
        written.into_iter().collect()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // The next run removes what is left.
        let _ = remove_stage(&self.folder);
    }
}

/// Removes the folder that a killed process left in `parent`. A folder without the mark of this program remains.
fn remove_leftover(parent: &Path) -> Result<(), OutputError> {
    let folder = parent.join(STAGE);
    let failed = |error| OutputError::io("remove the folder", &folder)(error);
    let is_own = fs::read_to_string(folder.join(IGNORE)).is_ok_and(|text| text == OWN);
    if is_own {
        return remove_stage(&folder).map_err(failed);
    }
    // A process may be killed before it writes the mark.
    match fs::remove_dir(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
        _ => Ok(()),
    }
}

/// Removes a stage; its mark last, since the process may be killed here too.
fn remove_stage(folder: &Path) -> io::Result<()> {
    let mirror = folder.join(MIRROR);
    if mirror.exists() {
        fs::remove_dir_all(mirror)?;
    }
    fs::remove_dir_all(folder)
}

/// Links every file of `sources` that the plan leaves alone into `staged`.
fn link_rest(plan: &Plan, sources: &Path, staged: &Path) -> Result<(), OutputError> {
    let touched: BTreeSet<PathBuf> = plan
        .entries()
        .iter()
        .filter(|entry| entry.change().is_stale())
        .filter_map(|entry| Path::new(entry.path()).strip_prefix(plan.sources()).ok())
        .map(Path::to_owned)
        .collect();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let place = sources.join(&folder);
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(OutputError::io("read", place)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(OutputError::io("read", &place))?;
            let path = folder.join(entry.file_name());
            let kind = entry
                .file_type()
                .map_err(OutputError::io("read", entry.path()))?;
            if kind.is_dir() {
                folders.push(path);
            } else if !touched.contains(&path) {
                let target = staged.join(&path);
                create_parent(&target)?;
                link(&entry.path(), &target, kind.is_symlink())
                    .map_err(OutputError::io("link", entry.path()))?;
            }
        }
    }
    Ok(())
}

/// Links `target` to `source`, or copies it with its modification time if the system has no links.
fn link(source: &Path, target: &Path, is_symlink: bool) -> io::Result<()> {
    #[cfg(unix)]
    if is_symlink {
        return std::os::unix::fs::symlink(fs::read_link(source)?, target);
    }
    let _ = is_symlink;
    if fs::hard_link(source, target).is_ok() {
        return Ok(());
    }
    fs::copy(source, target)?;
    let modified = fs::metadata(source)?.modified()?;
    File::options()
        .write(true)
        .open(target)?
        .set_modified(modified)
}

/// Replaces `sources` with `staged` in one step.
fn exchange(staged: &Path, sources: &Path) -> io::Result<()> {
    if !sources.exists() {
        return fs::rename(staged, sources);
    }
    exchange_folders(staged, sources)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_folders(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_folders(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves staged files into place one by one: new files first, since changed files refer to them; removals last.
fn move_each(entries: &[&Entry], stage: &Stage, plan: &Plan) -> Result<(), OutputError> {
    let sources = plan.root().join(plan.sources());
    for change in [Change::Created, Change::Changed, Change::Removed] {
        for entry in entries.iter().filter(|entry| entry.change() == change) {
            let target = plan.root().join(entry.path());
            if change == Change::Removed {
                fs::remove_file(&target).map_err(OutputError::io("remove", &target))?;
                remove_empty_parents(&target, &sources);
            } else {
                create_parent(&target)?;
                rename(&stage.mirror.join(entry.path()), &target)?;
            }
        }
    }
    Ok(())
}

/// Removes the folders above `path` that are empty, up to the sources.
fn remove_empty_parents(path: &Path, sources: &Path) {
    for folder in path.ancestors().skip(1) {
        // Only an empty folder can be removed this way.
        if folder == sources || fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

fn create_parent(path: &Path) -> Result<(), OutputError> {
    match path.parent() {
        Some(parent) => {
            fs::create_dir_all(parent).map_err(OutputError::io("create the folder", parent))
        }
        None => Ok(()),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), OutputError> {
    fs::rename(from, to).map_err(OutputError::io("write", to))
}

/// Keeps other processes from staging in the same folder as long as the file is open.
///
/// `None` if the system has no such lock.
fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    #[cfg(unix)]
    rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive).ok()?;
    Some(file)
}
