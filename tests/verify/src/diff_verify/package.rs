//! A client crate to look at, and two of them as a pair.

use super::churn::Churn;
use apicrate::Failure;
use apicrate_codegen::Generated;
use apicrate_codegen::diff::{SemverLevel, Settings};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// The files of a client crate.
#[derive(Debug)]
pub(crate) struct Package {
    /// What tells it from other crates: one for each text of its files.
    pub(super) key: String,
    /// Path and text.
    pub(super) files: BTreeMap<String, String>,
}

impl Package {
    /// The crate of a document, without the lines that name it.
    pub(crate) fn new(generated: &Generated) -> Arc<Self> {
        let files: BTreeMap<String, String> = generated
            .output
            .texts()
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect();
        let mut hasher = DefaultHasher::new();
        files.hash(&mut hasher);
        Arc::new(Self {
            key: format!("{:016x}", hasher.finish()),
            files,
        })
    }

    /// The manifest's text.
    pub(super) fn manifest(&self) -> &str {
        self.files.get("Cargo.toml").map_or("", String::as_str)
    }
}

/// Two crates that are to be compared from outside, with what `diff` says about them.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    /// What it is called in reports.
    pub(crate) name: String,
    /// The verdict that is verified.
    pub(crate) ours: SemverLevel,
    /// The crate of the old document.
    pub(crate) old: Arc<Package>,
    /// The crate of the new document.
    pub(crate) new: Arc<Package>,
    /// The lines that differ.
    pub(crate) churn: Churn,
}

impl Pair {
    /// Compares what was generated from two documents.
    ///
    /// # Errors
    ///
    /// Where the documents have nothing in common.
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

/// Whether a file is one of those that every crate carries.
pub(super) fn is_runtime(path: &str) -> bool {
    path.starts_with("src/runtime/")
}
