//! Rewrites a document of any 3.x into the 3.0 model of [`openapiv3`].
//!
//! The constructor is total: whatever a node holds, lowering goes on, says what it could not read and puts something
//! harmless in its place. What it hands on has one normal form:
//!
//! - Every reference is `#/components/<kind>/<key>`, with the key as it is ([`component_key`]), and leads to a component that is there. What references reach elsewhere
//!   (inside other components, in `$defs`, in other files) is hoisted into a component; [`Lowered::location_of_component`]
//!   tells where each really stands.
//! - Every schema is a [`SchemaKind::Any`](openapiv3::SchemaKind::Any), with what the 3.0 model has no room for in
//!   extensions of our own: see [`extension`].
//! - Members and items stay where they are, so that the location of a child is that of its parent and the name of the
//!   member (`/properties/id`, `/oneOf/1`, `/items`). Whatever stands elsewhere says so: [`extension::location`].
//!
//! Architecture invariant: no keyword is dropped without a diagnostic, unless it is an annotation that no generated code
//! can show.

mod at;
mod components;
mod cycles;
pub mod extension;
mod info;
mod media_type;
mod operation;
mod parameter;
mod path;
mod read;
mod schema;
pub mod security;
mod select;
mod server;
pub mod view;
mod webhook;

#[cfg(test)]
mod tests;

use openapiv3::{OpenAPI, ReferenceOr};
use serde_json::Value;

pub use components::{ComponentKind, component_key};

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::location::{FileId, SourceLocation};
use at::At;
use components::Registry;

/// A document in normal form.
#[derive(Debug)]
pub struct Lowered {
    /// The document.
    pub api: OpenAPI,
    registry: Registry,
    size: usize,
}

impl Lowered {
    /// Where a component really stands in the document: its pointer, also in another file, where it was hoisted.
    #[must_use]
    pub fn location_of_component(&self, kind: ComponentKind, key: &str) -> SourceLocation {
        self.registry.location(kind, key)
    }

    /// The size of the document with all its files, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether a component was put there from elsewhere, so that its key is made up.
    #[must_use]
    pub fn is_hoisted(&self, kind: ComponentKind, key: &str) -> bool {
        self.registry.origin(kind, key).is_some()
    }
}

/// Brings a document into normal form; says in `diagnostics` what is wrong with it and what is left out.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Lowered {
    diagnostics.extend(document.warnings().iter().cloned());
    let root = SourceLocation::root(FileId::default());
    let mut lowerer = Lowerer {
        document,
        diagnostics,
        registry: Registry::default(),
        components: openapiv3::Components::default(),
        repeated: ALLOWANCE.saturating_add(document.sources().size() / 2),
    };
    let mut api = lowerer.document_root(document.root(), &At::root(&root));
    lowerer.hoist_waiting();
    lowerer.refuse_cycles();
    let paths = At::root(&root);
    let paths = paths.key("paths");
    for (path, item) in &mut api.paths.paths {
        if let ReferenceOr::Item(item) = item {
            cycles::prune_parameters(item, &paths.key(path), &lowerer.components);
        }
    }
    api.components = Some(lowerer.components);
    Lowered {
        api,
        registry: lowerer.registry,
        size: document.sources().size(),
    }
}

/// The state of lowering.
struct Lowerer<'d> {
    document: &'d Document,
    diagnostics: &'d mut Diagnostics,
    registry: Registry,
    components: openapiv3::Components,
    /// How many nodes of path items may still be repeated by references.
    repeated: usize,
}

/// How many nodes of path items every document may repeat by references to them.
const ALLOWANCE: usize = 1 << 18;

impl<'d> Lowerer<'d> {
    fn document_root(&mut self, root: &'d Value, at: &At<'_>) -> OpenAPI {
        let mut api = OpenAPI::default();
        let Some(members) = root.as_object() else {
            return api;
        };
        // Components first: references are told apart by whether they lead to one.
        if let Some(components) = members.get("components") {
            self.root_components(components, &at.key("components"));
        }
        api.info = self.info(members.get("info"), at);
        for (key, value) in members {
            let at = &at.key(key);
            match key.as_str() {
                "openapi" => api.openapi = self.text(value, at).unwrap_or_default(),
                "info" | "components" | "$schema" | "$self" | "jsonSchemaDialect" => {}
                "servers" => api.servers = self.servers(value, at),
                "paths" => api.paths = self.paths(value, at),
                "security" => api.security = self.security_requirements(value, at),
                "tags" => api.tags = self.tags(value, at),
                "externalDocs" => api.external_docs = self.external_docs(value, at),
                "webhooks" | "x-webhooks" => self.webhooks(value, at),
                _ => self.other_member(&mut api.extensions, key, value, at),
            }
        }
        api
    }
}
