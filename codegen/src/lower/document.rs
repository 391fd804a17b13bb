//! The root of a document.

use crate::value::Value;
use openapiv3::{OpenAPI, ReferenceOr};

use super::cycles;
use super::dynamic_scope::DynamicScope;
use super::facts::Facts;
use super::lowered::Lowered;
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use super::registry::Registry;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::location::{FileId, SourceLocation};

/// The number of path item nodes that references may repeat in every document.
const REPEATABLE_NODES: usize = 1 << 18;

/// Lowers a document to normal form. Reports errors in the document and everything that is left out to `diagnostics`.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Lowered {
    diagnostics.extend(document.warnings().iter().cloned());
    let root = SourceLocation::root(FileId::default());
    let mut lowerer = Lowerer {
        document,
        diagnostics,
        registry: Registry::default(),
        dynamic: DynamicScope::default(),
        components: openapiv3::Components::default(),
        facts: Facts::default(),
        repeatable: REPEATABLE_NODES.saturating_add(document.sources().size() / 2),
    };
    let mut api = lowerer.document_root(document.root(), &PointerPath::root(&root));
    lowerer.lower_hoisted();
    lowerer.refuse_cycles();
    let Lowerer {
        components,
        registry,
        mut facts,
        ..
    } = lowerer;
    let paths = root.child("paths");
    for (path, item) in &mut api.paths.paths {
        if let ReferenceOr::Item(item) = item {
            cycles::prune_parameters(item, &paths.child(path), &components, &mut facts);
        }
    }
    api.components = Some(components);
    Lowered {
        api,
        facts,
        registry,
        size: document.sources().size(),
    }
}

impl<'d> Lowerer<'d> {
    fn document_root(&mut self, root: &'d Value, at: &PointerPath<'_>) -> OpenAPI {
        let mut api = OpenAPI::default();
        let Some(members) = root.as_object() else {
            return api;
        };
        // Components first: how a reference is lowered depends on whether its target is one.
        if let Some(components) = members.get("components") {
            self.root_components(components, &at.key("components"));
        }
        api.info = self.info(members.get("info"), at);
        for (key, value) in members {
            let at = &at.key(key);
            match key.as_str() {
                "openapi" => api.openapi = self.as_string(value, at).unwrap_or_default(),
                "info" | "components" | "$schema" | "$self" | "jsonSchemaDialect" => {}
                "servers" => api.servers = self.servers(value, at),
                "paths" => api.paths = self.paths(value, at),
                "security" => api.security = self.security_requirements(value, at),
                "tags" => api.tags = self.tags(value, at),
                "externalDocs" => api.external_docs = self.external_docs(value, at),
                "webhooks" | "x-webhooks" => self.webhooks(value, at),
                _ => self.other_member(key, at),
            }
        }
        api
    }
}
