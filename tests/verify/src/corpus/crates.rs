//! Where the crates of the documents are.

use super::documents::Source;
use crate::cargo_harness::workspace::{Workspace, write_if_changed};
use apicrate::Failure;
use std::path::{Path, PathBuf};

/// The package that has the dependencies of a client and nothing else.
const DEPENDENCIES: &str = "corpus-dependencies";

/// The crates of a run.
///
/// The name of a document starts with a letter, so names with an underscore are free for other things.
#[derive(Debug)]
pub(super) struct Crates(Workspace);

impl Crates {
    /// The crates below a target folder; nothing is written.
    pub(super) fn new(target: &Path) -> Self {
        Self(Workspace::new(target, "corpus"))
    }

    /// The generated crate of a document.
    pub(super) fn client(&self, source: &Source) -> PathBuf {
        self.0.folder(&source.name).join("client")
    }

    /// The crate that reads and writes the examples of a document.
    pub(super) fn driver(&self, source: &Source) -> PathBuf {
        self.0.folder(&source.name).join("examples")
    }

    /// The crate with the dependencies of a client.
    pub(super) fn dependencies(&self) -> PathBuf {
        self.0.folder("_dependencies")
    }

    /// The workspace that holds them.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.0
    }

    /// Writes the workspace with these members, and the crate of dependencies after the manifest of a client. Versions are
    /// taken from `lock` as long as there is no lock file.
    ///
    /// # Errors
    ///
    /// When something cannot be written.
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
