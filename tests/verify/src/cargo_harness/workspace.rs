//! A workspace of generated crates with one build folder, so that their dependencies are built once.

use apicrate::Failure;
use apicrate_codegen::output::{Ownership, Plan, Rendered};
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder below the target folder with a workspace of generated crates.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    build: PathBuf,
}

impl Workspace {
    /// Creates the workspace with this name below a target folder. Writes nothing.
    ///
    /// All workspaces below one target folder share a build folder, because they have the same dependencies.
    pub(crate) fn new(target: &Path, name: &str) -> Self {
        Self {
            root: target.join(name),
            build: target.join("trial-build"),
        }
    }

    /// Returns the path of a folder in the workspace.
    pub(crate) fn folder(&self, name: impl AsRef<Path>) -> PathBuf {
        self.root.join(name)
    }

    /// Returns the build folder.
    pub(crate) fn build(&self) -> &Path {
        &self.build
    }

    /// Returns the path of the program of a package.
    pub(crate) fn program(&self, package: &str) -> PathBuf {
        let file = format!("{package}{}", env::consts::EXE_SUFFIX);
        self.build.join("debug").join(file)
    }

    /// Writes the manifest of the workspace with these folders as its members.
    ///
    /// The versions are those of `lock`, a `Cargo.lock`, unless the workspace has its own.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be written.
    pub(crate) fn write(&self, members: &[PathBuf], lock: &Path) -> Result<(), Failure> {
        let mut list = String::new();
        for member in members {
            let member = member.strip_prefix(&self.root).unwrap_or(member);
            let member = member.to_string_lossy().replace('\\', "/");
            list.push_str(&format!("    {member:?},\n"));
        }
        // Without debug information and incremental compilation, a run writes a third as much and takes no longer.
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{list}]\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n"
        );
        let written = || {
            write_if_changed(&self.root.join("Cargo.toml"), &manifest)?;
            let own = self.root.join("Cargo.lock");
            if !own.exists() && lock.is_file() {
                fs::copy(lock, own)?;
            }
            Ok(())
        };
        written().map_err(|error| self.cannot_write(error))
    }

    /// Creates the failure to write a file of the workspace.
    pub(crate) fn cannot_write(&self, error: io::Error) -> Failure {
        Failure::new(format_args!(
            "cannot write below {}: {error}",
            self.root.display()
        ))
    }
}

/// Returns the target folder: the requested one, that of the environment, or that of the repository.
///
/// The path is absolute, because Cargo runs in other folders than this program.
pub(crate) fn target(asked_for: Option<&Path>, root: &Path) -> PathBuf {
    let of_environment = || env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = asked_for.map(Path::to_owned).or_else(of_environment);
    let target = target.unwrap_or_else(|| root.join("target"));
    std::path::absolute(&target).unwrap_or(target)
}

/// Writes the changed files of a generated crate, and returns the text of its manifest. Unlike in a user's crate, the
/// manifest is overwritten.
///
/// # Errors
///
/// Returns an error if a file cannot be written.
pub(crate) fn write_crate(folder: &Path, files: &[Rendered]) -> Result<String, String> {
    let (once, always): (Vec<&Rendered>, Vec<&Rendered>) = files
        .iter()
        .partition(|file| file.ownership == Ownership::CreateOnly);
    let plan = Plan::new(folder, always.into_iter().cloned().collect());
    let plan = plan.map_err(|error| error.to_string())?;
    plan.apply().map_err(|error| error.to_string())?;
    let mut manifest = String::new();
    for file in once {
        write_if_changed(&folder.join(&file.path), &file.text)
            .map_err(|error| error.to_string())?;
        if file.path == "Cargo.toml" {
            manifest.clone_from(&file.text);
        }
    }
    Ok(manifest)
}

/// Writes a file and the folders above it, unless it has this text: Cargo compares modification times.
///
/// # Errors
///
/// Returns an error if it cannot be written.
pub(crate) fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
