//! One of the two documents that are compared.

use std::collections::BTreeMap;

use super::public_api::item::LazySourceFile;
use crate::diagnostic::Locate;
use crate::ir::Api;

/// A document and the crate generated from it.
pub struct Revision<'a> {
    /// The resolved model.
    pub api: &'a Api,
    /// The source files of the crate by path, without the runtime. Each is emitted when it is compared.
    pub files: BTreeMap<String, LazySourceFile<'a>>,
    /// The text of the manifest of a new crate.
    pub manifest: String,
    /// The texts of the document.
    pub sources: &'a (dyn Locate + Sync),
}
