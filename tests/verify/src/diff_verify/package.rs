//! A client crate, and pairs of them.

use super::churn::Churn;
use apicrate::Failure;
use apicrate_codegen::Generated;
use apicrate_codegen::diff::{SemverLevel, Settings};
use std::collections::BTreeMap;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// The files of a client crate.
#[derive(Debug)]
pub(crate) struct Package {
    /// The identity of the crate: a hash of its files.
    pub(super) key: String,
    /// The texts by path.
    pub(super) files: BTreeMap<String, String>,
}

impl Package {
    /// Creates the crate of a document.
    pub(crate) fn new(generated: &Generated) -> Arc<Self> {
        let files: BTreeMap<String, String> = generated
            .output
            .texts()
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect();
        let mut hash = Xxh3::new();
        for (path, text) in &files {
            for part in [path, text] {
                hash.update(part.as_bytes());
                hash.update(&[0]);
            }
        }
        Arc::new(Self {
            key: format!("{:016x}", hash.digest()),
            files,
        })
    }

    /// Returns the text of the manifest.
    pub(super) fn manifest(&self) -> &str {
        self.files.get("Cargo.toml").map_or("", String::as_str)
    }
}

/// Two crates to compare, with the verdict of `diff`.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    /// The name in reports.
    pub(crate) name: String,
    /// The verdict to verify.
    pub(crate) ours: SemverLevel,
    /// The crate of the old document.
    pub(crate) old: Arc<Package>,
    /// The crate of the new document.
    pub(crate) new: Arc<Package>,
    /// The number of lines that differ.
    pub(crate) churn: Churn,
}

impl Pair {
    /// Compares the crates of two documents.
    ///
    /// # Errors
    ///
    /// Returns an error if the documents have nothing in common.
    pub(crate) fn new(name: &str, old: &Generated, new: &Generated) -> Result<Self, Failure> {
        let review =
            apicrate_codegen::diff::diff(&old.revision(), &new.revision(), &Settings::default());
        let review = review.map_err(|error| Failure::new(format_args!("{name}: {error}")))?;
        let (old, new) = (Package::new(old), Package::new(new));
        Ok(Self {
            name: name.to_owned(),
            ours: review.rust(),
            churn: Churn::of_code(&old.files, &new.files),
            old,
            new,
        })
    }
}

/// Returns `true` for the files of the runtime.
pub(super) fn is_runtime(path: &str) -> bool {
    path.starts_with("src/runtime/")
}
