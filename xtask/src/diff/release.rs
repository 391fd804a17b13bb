//! The version of the crate against what a change asks for.

use super::revision::at_revision;
use crate::report::{Failure, say, shown};
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
    /// The text of the manifest as it stands.
    text: String,
    /// The version as it stands.
    now: String,
    /// The version at the old revision, or the one that stands where there is no revision.
    base: String,
}

impl Versions {
    /// The versions of a client's crate; `None` where it has no manifest with a version yet, and for a module: the version of its
    /// package follows from what the package shows of it.
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

    /// The version that a level asks for; `None` where the crate's is no semantic version.
    fn needed(&self, level: SemverLevel) -> Option<String> {
        next_version(&self.base, level)
    }

    /// What there is to say of the version, one sentence.
    pub(crate) fn sentence(&self, level: SemverLevel) -> String {
        let Some(needed) = self.needed(level) else {
            return format!("Version: {} is no semantic version.", self.base);
        };
        match is_at_least(&self.now, &needed) {
            _ if level == SemverLevel::None => format!("Version: {} stays.", self.now),
            Some(true) => format!("Version: {} is enough after {}.", self.now, self.base),
            _ => format!(
                "Version: {} must become {needed}, since the change is {level}; `cargo xtask regenerate --bump` writes it.",
                self.now
            ),
        }
    }

    /// Writes the version that a review asks for, and its changes into the changelog beside the manifest.
    pub(crate) fn bump(&self, review: &Review) -> Result<(), Failure> {
        let level = review.rust();
        if level == SemverLevel::None {
            say(format_args!("{}", self.sentence(level)));
            return Ok(());
        }
        let needed = self.needed(level).ok_or_else(|| {
            Failure::new(format_args!(
                "{}: `{}` is no semantic version",
                shown(&self.manifest),
                self.base
            ))
        })?;
        // A version that a person has moved further stays.
        let version = match is_at_least(&self.now, &needed) {
            Some(true) => self.now.clone(),
            _ => needed,
        };
        if version != self.now {
            let text =
                set_package_version(&self.text, &version).unwrap_or_else(|| self.text.clone());
            write(&self.manifest, &text)?;
            let manifest = shown(&self.manifest);
            say(format_args!("{manifest}: {} -> {version}", self.now));
        }
        let path = self.manifest.with_file_name("CHANGELOG.md");
        let old = fs::read_to_string(&path).unwrap_or_default();
        let new = update_changelog(&old, &version, review);
        if new != old {
            write(&path, &new)?;
            say(format_args!("{}: changes of {version}", shown(&path)));
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text)
        .map_err(|error| Failure::new(format_args!("cannot write {}: {error}", shown(path))))
}
