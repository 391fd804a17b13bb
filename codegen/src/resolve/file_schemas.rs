//! The schemas that describe files: parts of a multipart body that are bytes.
//!
//! A file can be read from a disk or a stream while it is sent, which a JSON string cannot, so a
//! schema that can be a part has another type. The search runs before any type is built.

use foldhash::{HashSet, HashSetExt};

use super::media_type::content_kind;
use super::other_schemas;
use crate::ir::ContentKind;
use crate::location::SourceLocation;
use crate::lower::Lowered;
use crate::lower::view::{AdditionalPropertiesView, MediaTypeView, SchemaNode, SchemaView};

/// The schemas that are files, by location.
#[derive(Debug, Default)]
pub(super) struct FileSchemas(HashSet<SourceLocation>);

impl FileSchemas {
    /// Finds the files in the request bodies of all operations.
    pub(super) fn find(lowered: &Lowered) -> Self {
        let mut search = FileSearch {
            files: HashSet::new(),
            untyped: HashSet::new(),
            bodies: HashSet::new(),
            visited: HashSet::new(),
            allows_untyped: !lowered.is_openapi_3_0(),
        };
        for item in lowered.path_items() {
            let bodies = item
                .operations()
                .filter_map(|operation| operation.request_body());
            let bodies: Vec<_> = bodies.collect();
            for media_type in bodies.iter().flat_map(|body| body.content()) {
                if content_kind(media_type.name()) == ContentKind::Multipart
                    && let Some(schema) = media_type.schema()
                {
                    search.bodies.clear();
                    search.visit(&schema, SchemaRole::Body, &media_type);
                }
            }
        }
        let FileSearch {
            mut files, untyped, ..
        } = search;
        if !untyped.is_empty() {
            // A schema without a type is any JSON value elsewhere, which a file cannot hold.
            let others = other_schemas::find(lowered);
            files.extend(untyped.into_iter().filter(|at| !others.contains(at)));
        }
        Self(files)
    }

    /// Returns `true` if a schema describes a file.
    pub(super) fn contains(&self, schema: &SchemaView<'_>) -> bool {
        !self.0.is_empty() && self.0.contains(schema.location())
    }
}

/// The role of a schema in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum SchemaRole {
    /// The whole body.
    Body,
    /// One or more parts, whose schema alone determines whether they are bytes.
    Part,
    /// One or more parts that are bytes only if their schema is of bytes: another media type is
    /// declared, or they are additional properties.
    ValuePart,
    /// One or more parts that their encoding declares as bytes.
    BinaryPart,
}

struct FileSearch {
    files: HashSet<SourceLocation>,
    /// The schemas without a type that are files if they are only used in multipart bodies.
    untyped: HashSet<SourceLocation>,
    /// The visited schemas that compose the body of a media type, which has the encodings.
    bodies: HashSet<SourceLocation>,
    /// The visited schemas of parts.
    visited: HashSet<(SourceLocation, SchemaRole)>,
    /// `true` if a schema without a type can be a file.
    allows_untyped: bool,
}

impl FileSearch {
    fn visit(&mut self, node: &SchemaNode<'_>, role: SchemaRole, media_type: &MediaTypeView<'_>) {
        let schema = match node {
            SchemaNode::Schema(schema) => schema,
            SchemaNode::Reference { .. } => {
                if let Some(schema) = node.target() {
                    self.visit(&SchemaNode::Schema(schema), role, media_type);
                }
                return;
            }
        };
        if is_bytes(schema, role) {
            self.files.insert(schema.location().clone());
        } else if role == SchemaRole::Part && self.allows_untyped && is_untyped_file(schema) {
            self.untyped.insert(schema.location().clone());
        }
        let at = schema.location().clone();
        let is_new = match role {
            SchemaRole::Body => self.bodies.insert(at),
            _ => self.visited.insert((at, role)),
        };
        if !is_new {
            return;
        }
        for member in schema
            .all_of()
            .chain(schema.one_of())
            .chain(schema.any_of())
        {
            self.visit(&member, role, media_type);
        }
        if let Some(items) = schema.items() {
            let role = if role == SchemaRole::Body {
                SchemaRole::Part
            } else {
                role
            };
            self.visit(&items, role, media_type);
        }
        if role == SchemaRole::Body {
            self.visit_properties(schema, media_type);
        }
    }

    fn visit_properties(&mut self, schema: &SchemaView<'_>, media_type: &MediaTypeView<'_>) {
        for (name, property) in schema.properties() {
            let role = match media_type.property_content_type(name) {
                Some(declared) if declared.split(',').all(is_binary) => SchemaRole::BinaryPart,
                Some(_) => SchemaRole::ValuePart,
                None => SchemaRole::Part,
            };
            self.visit(&property, role, media_type);
        }
        if let AdditionalPropertiesView::Schema(values) = schema.additional_properties() {
            self.visit(&values, SchemaRole::ValuePart, media_type);
        }
    }
}

/// Returns `true` for a media type that is neither text, JSON nor XML.
pub(super) fn is_binary(media_type: &str) -> bool {
    let is_xml = || media_type.trim().to_ascii_lowercase().ends_with("xml");
    content_kind(media_type) == ContentKind::Binary && !is_xml()
}

fn is_bytes(schema: &SchemaView<'_>, role: SchemaRole) -> bool {
    if role == SchemaRole::Body {
        return false;
    }
    let is_string = match schema.single_type() {
        Some(name) => name == "string",
        // A schema without other keywords (OpenAPI 3.1.1, "Encoding Object", `contentType`).
        None => schema.is_unrestricted_except_format(),
    };
    let is_encoded = matches!(schema.format(), Some("byte" | "base64" | "base64url"));
    let is_free = schema.values().is_empty() && !is_encoded;
    let is_content =
        schema.single_type().is_some() && schema.content_media_type().is_some_and(is_binary);
    let is_declared = is_content || role == SchemaRole::BinaryPart;
    is_string && (schema.format() == Some("binary") || is_declared && is_free)
}

/// Returns `true` for a schema without a type that describes bytes (OpenAPI 3.1.1, "Considerations
/// for File Uploads").
fn is_untyped_file(schema: &SchemaView<'_>) -> bool {
    schema.is_any_or_bytes() && schema.content_media_type().is_none_or(is_binary)
}
