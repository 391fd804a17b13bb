//! The version of the crate, and the version that a change requires.

use super::revision::at_revision;
use crate::Failure;
use crate::name::program_name;
use crate::terminal::{display_path, print};
use apicrate_codegen::config::Client;
use apicrate_codegen::diff::version::{
    is_at_least, next_version, package_version, set_package_version, update_changelog,
};
use apicrate_codegen::diff::{Review, SemverLevel};
use std::fs;
use std::path::{Path, PathBuf};

/// The versions of a crate.
#[derive(Debug)]
pub(crate) struct Versions {
    manifest: PathBuf,
    /// The text of the manifest.
    text: String,
    /// The current version.
    now: String,
    /// The version at the old revision, or the current one if there is no revision.
    base: String,
}

impl Versions {
    /// Returns the versions of a client's crate. Returns `None` if it has no manifest with a version yet, and for a module: the
    /// version of its package depends on what the package makes public of it.
    pub(crate) fn of(client: &Client, revision: Option<&str>) -> Option<Self> {
        if client.options.module.is_some() {
            return None;
        }
        let manifest = client.output.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).ok()?;
        let now = package_version(&text)?.to_owned();
        let old = revision.and_then(|revision| at_revision(revision, &manifest));
        let base = old
            .as_deref()
            .and_then(package_version)
            .unwrap_or(&now)
            .to_owned();
        Some(Self {
            manifest,
            text,
            now,
            base,
        })
    }

    /// Returns the version that a level requires, or `None` if the crate's version is not a semantic version.
    fn needed(&self, level: SemverLevel) -> Option<String> {
        next_version(&self.base, level)
    }

    /// Returns a sentence about the version.
    pub(crate) fn sentence(&self, level: SemverLevel) -> String {
        let Some(needed) = self.needed(level) else {
            return format!("Version: {} is not a semantic version.", self.base);
        };
        match is_at_least(&self.now, &needed) {
            _ if level == SemverLevel::None => {
                format!("Version: {}, no change required.", self.now)
            }
            Some(true) => format!(
                "Version: {}, which is sufficient after {}.",
                self.now, self.base
            ),
            _ => format!(
                "Version: {} must become {needed}, because the change is {level}; `{} regenerate --bump` writes it.",
                self.now,
                program_name()
            ),
        }
    }

    /// Writes the version that a review requires, and adds its changes to the changelog beside the manifest.
    pub(crate) fn bump(&self, review: &Review) -> Result<(), Failure> {
        let level = review.rust();
        if level == SemverLevel::None {
            print(format_args!("{}", self.sentence(level)));
            return Ok(());
        }
        let needed = self.needed(level).ok_or_else(|| {
            Failure::new(format_args!(
                "{}: `{}` is not a semantic version",
                display_path(&self.manifest),
                self.base
            ))
        })?;
        // A higher version, set by a person, is kept.
        let version = match is_at_least(&self.now, &needed) {
            Some(true) => self.now.clone(),
            _ => needed,
        };
        if version != self.now {
            let text =
                set_package_version(&self.text, &version).unwrap_or_else(|| self.text.clone());
            write(&self.manifest, &text)?;
            let manifest = display_path(&self.manifest);
            print(format_args!("{manifest}: {} -> {version}", self.now));
        }
        let path = self.manifest.with_file_name("CHANGELOG.md");
        let old = fs::read_to_string(&path).unwrap_or_default();
        let new = update_changelog(&old, &version, review);
        if new != old {
            write(&path, &new)?;
            print(format_args!(
                "{}: changes of {version}",
                display_path(&path)
            ));
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text)
        .map_err(|error| Failure::new(format_args!("cannot write {}: {error}", display_path(path))))
}
