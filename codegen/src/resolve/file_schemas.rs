//! The schemas that describe files: strings of bytes that are parts of a multipart body.
//!
//! A file can be read from a disk or a stream while it is sent, which a JSON string cannot, so a
//! schema that can be a part has another type. The search runs before any type is built.

use std::collections::HashSet;

use openapiv3::{
    AdditionalProperties, AnySchema, MediaType, OpenAPI, ReferenceOr, RequestBody, Schema,
};

use super::media_type::content_kind;
use super::subschema::{Node, keywords};
use crate::ir::ContentKind;
use crate::lower::{ComponentKind, component_key, extension};

/// The schemas that describe files, by their addresses in the document.
#[derive(Debug, Default)]
pub(super) struct FileSchemas(HashSet<usize>);

impl FileSchemas {
    /// Finds the files in the request bodies of all operations.
    pub(super) fn find(api: &OpenAPI) -> Self {
        let mut search = FileSearch {
            api,
            files: HashSet::new(),
            visited: HashSet::new(),
        };
        let items = api.paths.paths.values().filter_map(ReferenceOr::as_item);
        for (_, operation) in items.flat_map(openapiv3::PathItem::iter) {
            let body = operation.request_body.as_ref();
            if let Some(body) = body.and_then(|body| search.dereference_body(body)) {
                for (name, media_type) in &body.content {
                    if content_kind(name) == ContentKind::Multipart {
                        search.media_type(media_type);
                    }
                }
            }
        }
        Self(search.files)
    }

    /// Returns `true` if a schema describes a file.
    pub(super) fn contains(&self, schema: &Schema) -> bool {
        self.0.contains(&address(schema))
    }
}

/// Documents are not moved while they are resolved, so an address identifies a schema.
fn address(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

/// The role of a schema in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum SchemaRole {
    /// The whole body.
    Body,
    /// One or more parts.
    Part,
    /// One or more parts that their encoding declares as bytes.
    BinaryPart,
}

struct FileSearch<'a> {
    api: &'a OpenAPI,
    files: HashSet<usize>,
    visited: HashSet<(usize, SchemaRole)>,
}

impl<'a> FileSearch<'a> {
    fn dereference_body(&self, body: &'a ReferenceOr<RequestBody>) -> Option<&'a RequestBody> {
        let bodies = self.api.components.as_ref().map(|all| &all.request_bodies);
        let mut body = body;
        for _ in 0..=bodies.map_or(0, indexmap::IndexMap::len) {
            match body {
                ReferenceOr::Item(body) => return Some(body),
                ReferenceOr::Reference { reference } => {
                    body = bodies?.get(component_key(ComponentKind::RequestBody, reference)?)?;
                }
            }
        }
        None
    }

    fn media_type(&mut self, media_type: &'a MediaType) {
        let Some(schema) = &media_type.schema else {
            return;
        };
        self.visit(Node::of(schema), SchemaRole::Body, media_type);
    }

    fn visit(&mut self, node: Node<'a>, role: SchemaRole, media_type: &'a MediaType) {
        let schema = match node {
            Node::Schema(schema) => schema,
            Node::Reference(key) => {
                let components = self.api.components.as_ref();
                let target = components.and_then(|components| components.schemas.get(key));
                return match target {
                    Some(target) if !matches!(target, ReferenceOr::Reference { reference } if component_key(ComponentKind::Schema, reference) == Some(key)) =>
                    {
                        self.visit(Node::of(target), role, media_type);
                    }
                    _ => {}
                };
            }
        };
        let Some(any) = keywords(schema) else { return };
        if role != SchemaRole::Body && is_bytes(schema, any, role) {
            self.files.insert(address(schema));
        }
        // The whole body is visited once for each media type, because the media type has the
        // encodings.
        if role != SchemaRole::Body && !self.visited.insert((address(schema), role)) {
            return;
        }
        for member in any.all_of.iter().chain(&any.one_of).chain(&any.any_of) {
            self.visit(Node::of(member), role, media_type);
        }
        if let Some(items) = &any.items {
            let role = if role == SchemaRole::Body {
                SchemaRole::Part
            } else {
                role
            };
            self.visit(Node::boxed(items), role, media_type);
        }
        if role != SchemaRole::Body {
            return;
        }
        for (name, property) in &any.properties {
            let encoding = media_type.encoding.get(name);
            let declared = encoding.and_then(|encoding| encoding.content_type.as_deref());
            let role = match declared {
                Some(declared) if declared.split(',').all(is_binary_media_type) => {
                    SchemaRole::BinaryPart
                }
                _ => SchemaRole::Part,
            };
            self.visit(Node::boxed(property), role, media_type);
        }
        if let Some(AdditionalProperties::Schema(values)) = &any.additional_properties {
            self.visit(Node::of(values), SchemaRole::Part, media_type);
        }
    }
}

/// Returns `true` for a media type that is neither text, JSON nor XML.
fn is_binary_media_type(media_type: &str) -> bool {
    let is_xml = || media_type.trim().to_ascii_lowercase().ends_with("xml");
    content_kind(media_type) == ContentKind::Binary && !is_xml()
}

fn is_bytes(schema: &Schema, any: &AnySchema, role: SchemaRole) -> bool {
    let is_string = match any.typ.as_deref() {
        Some(typ) => typ == "string",
        // A schema without other keywords (OpenAPI 3.1.1, "Encoding Object", `contentType`).
        None => {
            let extensions = &schema.schema_data.extensions;
            let has_types = extension::strings(extensions, extension::TYPES)
                .next()
                .is_some();
            let without_format = AnySchema {
                format: None,
                ..any.clone()
            };
            !has_types && without_format == AnySchema::default()
        }
    };
    let is_encoded = matches!(any.format.as_deref(), Some("byte" | "base64" | "base64url"));
    let is_free = any.enumeration.is_empty() && !is_encoded;
    is_string
        && (any.format.as_deref() == Some("binary") || role == SchemaRole::BinaryPart && is_free)
}
