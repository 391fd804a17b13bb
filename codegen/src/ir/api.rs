//! The root of the resolved API.

use std::collections::BTreeMap;

use super::group::Group;
use super::operation::Operation;
use super::schema::TypeDef;
use super::security::SecurityScheme;
use super::server::Server;
use super::types::TypeId;

/// The module of operations without a tag whose path names no group.
pub const UNTAGGED: &str = "default";

/// A resolved API.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`, which may not be a semantic version.
    pub version: Option<String>,
    /// `info.description`, CommonMark.
    pub description: Option<String>,
    /// The types: components by key, each inline type after the type that contains it.
    pub types: Vec<TypeDef>,
    /// The operations, ordered by module and then by Rust name.
    pub operations: Vec<Operation>,
    /// The descriptions of tags, by the module of operations that is named after the tag.
    pub tags: BTreeMap<String, String>,
    /// The security schemes, ordered by key.
    pub security: Vec<SecurityScheme>,
    /// The servers of the root, in the document's order. The first is the default.
    pub servers: Vec<Server>,
}

impl Api {
    /// Returns the groups of operations, ordered by module.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        // Operations are ordered by module, and each group has its own.
        let mut last = "";
        let groups = self.operations.iter();
        groups
            .filter_map(|operation| operation.group.as_ref())
            .filter(move |group| std::mem::replace(&mut last, &group.module) != group.module)
    }

    /// Returns the definition of a type.
    ///
    /// # Panics
    ///
    /// Panics if the id is of another API.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}
