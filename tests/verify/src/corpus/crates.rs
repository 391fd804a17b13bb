//! The folders of the crates.

use super::documents::Source;
use crate::cargo_harness::workspace::{Workspace, write_if_changed};
use apicrate::Failure;
use std::path::{Path, PathBuf};

/// The package with only the dependencies of a client.
const DEPENDENCIES: &str = "corpus-dependencies";

/// The crates of a run.
///
/// Names of documents start with a letter, so names with an underscore are free for other packages.
#[derive(Debug)]
pub(super) struct Crates(Workspace);

impl Crates {
    /// Creates the crates below a target folder. Writes nothing.
    pub(super) fn new(target: &Path) -> Self {
        Self(Workspace::new(target, "corpus"))
    }

    /// Returns the folder of the generated crate of a document.
    pub(super) fn client(&self, source: &Source) -> PathBuf {
        self.0.folder(&source.name).join("client")
    }

    /// Returns the folder of the crate that decodes and encodes the examples of a document.
    pub(super) fn driver(&self, source: &Source) -> PathBuf {
        self.0.folder(&source.name).join("examples")
    }

    /// Returns the folder of the crate with the dependencies of a client.
    pub(super) fn dependencies(&self) -> PathBuf {
        self.0.folder("_dependencies")
    }

    /// Returns the workspace.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.0
    }

    /// Writes the workspace with these members, and the crate of dependencies from the manifest of a client. The versions are
    /// those of `lock` unless the workspace has a lock file.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be written.
    pub(super) fn write(
        &self,
        mut members: Vec<PathBuf>,
        client: &str,
        lock: &Path,
    ) -> Result<(), Failure> {
        let dependencies = self.dependencies();
        let manifest = renamed(client).map_err(Failure::new)?;
        for (name, text) in [("Cargo.toml", manifest.as_str()), ("src/lib.rs", "")] {
            write_if_changed(&dependencies.join(name), text)
                .map_err(|error| self.0.cannot_write(error))?;
        }
        members.push(dependencies);
        self.0.write(&members, lock)
    }
}

/// Returns the manifest of the crate of dependencies, made from that of a client.
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
