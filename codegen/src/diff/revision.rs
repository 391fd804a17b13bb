//! One of the two documents that are compared.

use std::collections::BTreeMap;

use super::public_api::item::LazySourceFile;
use crate::diagnostic::Locate;
use crate::ir::Api;

/// A document with what was made of it.
pub struct Revision<'a> {
    /// The resolved model.
    pub api: &'a Api,
    /// The source files of the crate, each emitted where it is compared, by path. What every crate carries is not among them.
    pub files: BTreeMap<String, LazySourceFile<'a>>,
    /// The text of the manifest that a new crate gets.
    pub manifest: String,
    /// The texts of the document.
    pub sources: &'a (dyn Locate + Sync),
}
