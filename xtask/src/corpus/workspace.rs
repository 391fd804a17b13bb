//! The workspace of what is generated: one target folder, so that what the crates depend on is built once.

use super::documents::Source;
use crate::report::Failure;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The package that has the dependencies of a client and nothing else.
pub(super) const DEPENDENCIES: &str = "corpus-dependencies";

/// The folder of a run.
///
/// The name of a document starts with a letter, so names with an underscore are free for other things.
#[derive(Debug)]
pub(super) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace below a target folder; nothing is written.
    pub(super) fn new(target: &Path) -> Self {
        Self {
            root: target.join("corpus"),
        }
    }

    /// The generated crate of a document.
    pub(super) fn client(&self, source: &Source) -> PathBuf {
        self.root.join(&source.name).join("client")
    }

    /// The crate that reads and writes the examples of a document.
    pub(super) fn driver(&self, source: &Source) -> PathBuf {
        self.root.join(&source.name).join("examples")
    }

    /// The crate with the dependencies of a client.
    pub(super) fn dependencies(&self) -> PathBuf {
        self.root.join("_dependencies")
    }

    /// The target folder of all its crates.
    pub(super) fn build(&self) -> PathBuf {
        self.root.join("_build")
    }

    /// Writes the manifest with these members, and the crate of dependencies after the manifest of a client.
    ///
    /// `lock` is a `Cargo.lock` to take versions from as long as there is none.
    ///
    /// # Errors
    ///
    /// When something cannot be written.
    pub(super) fn write(
        &self,
        members: &[PathBuf],
        client: &str,
        lock: &Path,
    ) -> Result<(), Failure> {
        let cannot_write = |error: io::Error| {
            Failure::new(format_args!(
                "cannot write below {}: {error}",
                self.root.display()
            ))
        };
        let dependencies = self.dependencies();
        let mut list = String::new();
        for member in members.iter().chain([&dependencies]) {
            let member = member.strip_prefix(&self.root).unwrap_or(member);
            let member = member.to_string_lossy().replace('\\', "/");
            list.push_str(&format!("    {member:?},\n"));
        }
        // Without debug information and incremental state a run writes a third as much, and takes no longer.
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{list}]\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n"
        );
        write_if_changed(&self.root.join("Cargo.toml"), &manifest).map_err(cannot_write)?;
        let manifest = renamed(client).map_err(Failure::new)?;
        write_if_changed(&dependencies.join("Cargo.toml"), &manifest).map_err(cannot_write)?;
        write_if_changed(&dependencies.join("src/lib.rs"), "").map_err(cannot_write)?;
        let own = self.root.join("Cargo.lock");
        if !own.exists() && lock.is_file() {
            fs::copy(lock, own).map_err(cannot_write)?;
        }
        Ok(())
    }
}

/// The manifest of a client as that of the crate of dependencies.
fn renamed(manifest: &str) -> Result<String, toml::de::Error> {
    let mut manifest: toml::Table = manifest.parse()?;
    if let Some(package) = manifest
        .get_mut("package")
        .and_then(toml::Value::as_table_mut)
    {
        package.insert("name".to_owned(), DEPENDENCIES.into());
    }
    Ok(manifest.to_string())
}

/// Writes a file, with the folders above it, unless it is there with the same text: Cargo goes by the time of writing.
///
/// # Errors
///
/// When it cannot be written.
pub(super) fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
