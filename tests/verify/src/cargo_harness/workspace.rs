//! The workspace of what is generated: one build folder, so that what the crates depend on is built once.

use apicrate::Failure;
use apicrate_codegen::output::{Kind, Plan, Rendered};
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
    /// The workspace of this name below a target folder; nothing is written.
    ///
    /// All workspaces below one target folder are built in one folder: they depend on the same things.
    pub(crate) fn new(target: &Path, name: &str) -> Self {
        Self {
            root: target.join(name),
            build: target.join("trial-build"),
        }
    }

    /// A folder of the workspace.
    pub(crate) fn folder(&self, name: impl AsRef<Path>) -> PathBuf {
        self.root.join(name)
    }

    /// The folder that its crates are built in.
    pub(crate) fn build(&self) -> &Path {
        &self.build
    }

    /// The program of a package that was built.
    pub(crate) fn program(&self, package: &str) -> PathBuf {
        let file = format!("{package}{}", env::consts::EXE_SUFFIX);
        self.build.join("debug").join(file)
    }

    /// Writes the manifest of the workspace with these folders as its members.
    ///
    /// `lock` is a `Cargo.lock` to take versions from as long as there is none.
    ///
    /// # Errors
    ///
    /// When something cannot be written.
    pub(crate) fn write(&self, members: &[PathBuf], lock: &Path) -> Result<(), Failure> {
        let mut list = String::new();
        for member in members {
            let member = member.strip_prefix(&self.root).unwrap_or(member);
            let member = member.to_string_lossy().replace('\\', "/");
            list.push_str(&format!("    {member:?},\n"));
        }
        // Without debug information and incremental state a run writes a third as much, and takes no longer.
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

    /// The failure to write a part of the workspace.
    pub(crate) fn cannot_write(&self, error: io::Error) -> Failure {
        Failure::new(format_args!(
            "cannot write below {}: {error}",
            self.root.display()
        ))
    }
}

/// The target folder: the one that is asked for, else that of the environment, else that of the repository.
///
/// Cargo runs in other folders than this program, so it is an absolute path.
pub(crate) fn target(asked_for: Option<&Path>, root: &Path) -> PathBuf {
    let of_environment = || env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = asked_for.map(Path::to_owned).or_else(of_environment);
    let target = target.unwrap_or_else(|| root.join("target"));
    std::path::absolute(&target).unwrap_or(target)
}

/// Writes what changed of a generated crate; gives the text of its manifest. A manifest belongs to the user once it is there,
/// but here it has to follow the generator.
///
/// # Errors
///
/// When something cannot be written.
pub(crate) fn write_crate(folder: &Path, files: &[Rendered]) -> Result<String, String> {
    let (once, always): (Vec<&Rendered>, Vec<&Rendered>) =
        files.iter().partition(|file| file.kind == Kind::Once);
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

/// Writes a file, with the folders above it, unless it is there with the same text: Cargo goes by the time of writing.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
