//! A document in normal form.

use openapiv3::OpenAPI;

use super::component_kind::ComponentKind;
use super::facts::Facts;
use super::registry::Registry;
use crate::location::SourceLocation;

/// A document in normal form. It is read through the views that its methods return.
#[derive(Debug)]
pub struct Lowered {
    pub(super) api: OpenAPI,
    pub(super) facts: Facts,
    pub(super) registry: Registry,
    pub(super) size: usize,
}

impl Lowered {
    /// The location of a component in the document, which is elsewhere if the component was hoisted.
    #[must_use]
    pub fn location_of_component(&self, kind: ComponentKind, key: &str) -> SourceLocation {
        self.registry.location(kind, key)
    }

    /// Returns `true` if a component was hoisted from elsewhere, so that its key is made up.
    #[must_use]
    pub fn is_hoisted(&self, kind: ComponentKind, key: &str) -> bool {
        self.registry.origin(kind, key).is_some()
    }

    /// The locations of the schemas of JSON in strings (`contentSchema`), in order.
    #[must_use]
    pub fn content_schemas(&self) -> Vec<SourceLocation> {
        self.facts.content_schemas()
    }

    /// The size of the document with all its files, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }
}
