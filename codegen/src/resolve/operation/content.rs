//! The media types of bodies, and the types of their values.

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::super::media_type::{content_kind, is_wildcard, media_type_label};
use super::super::resolver::Resolver;
use super::super::type_use::TypeUse;
use super::name_pattern::NamePattern;
use super::resolver::OperationResolver;
use crate::diagnostic::code;
use crate::ir::{Content, ContentKind, Type};
use crate::location::SourceLocation;
use crate::lower::{ComponentKind, component_key, extension};

/// The kind of values that the schema of a body describes, which decides how the body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SchemaHint {
    /// There is no schema, or it allows any value.
    Unconstrained,
    /// Bytes.
    Bytes,
    /// Text.
    Text,
    /// Any other schema.
    Structured,
}

/// The schemas that have been resolved. Equal schemas in one body, or in the bodies of several
/// successes, become one type.
pub(super) type TypedSchemas<'a> = Vec<(&'a ReferenceOr<Schema>, TypeUse)>;

impl<'a> OperationResolver<'_, 'a> {
    /// Resolves the media types of the body of the object at `at`.
    pub(super) fn resolve_contents(
        &mut self,
        content: &'a openapiv3::Content,
        at: &SourceLocation,
        pattern: &NamePattern,
        typed: &mut TypedSchemas<'a>,
    ) -> Vec<Content> {
        let at = at.child("content");
        let mut contents = Vec::new();
        for (name, media_type) in content {
            let location = extension::location(&media_type.extensions);
            let at = location.unwrap_or_else(|| at.child(name));
            let part = if contents.is_empty() {
                String::new()
            } else {
                media_type_label(name)
            };
            let hint = self.resolver.schema_hint(media_type.schema.as_ref());
            let kind = effective_kind(name, hint);
            let used = match &media_type.schema {
                Some(schema) if is_typed(kind, hint) => {
                    let known = typed.iter().find(|(other, _)| *other == schema);
                    let used = match known {
                        Some((_, used)) => used.clone(),
                        None => self.resolve_schema_at(
                            schema,
                            &at.child("schema"),
                            &pattern.context(&part),
                        ),
                    };
                    typed.push((schema, used.clone()));
                    used
                }
                _ => TypeUse::of(untyped_body_type(kind)),
            };
            let encodings = self.resolve_encodings(kind, media_type, &at);
            contents.push(Content {
                media_type: name.clone(),
                kind,
                ty: used.ty,
                nullable: used.nullable,
                encodings,
                method_name: None,
                at,
            });
        }
        self.report_untyped(content, &contents, typed);
        contents
    }

    /// Reports schemas that no type is generated from, unless another media type has the same
    /// schema.
    fn report_untyped(
        &mut self,
        content: &'a openapiv3::Content,
        contents: &[Content],
        typed: &TypedSchemas<'a>,
    ) {
        for (media_type, content) in content.values().zip(contents) {
            let Some(schema) = &media_type.schema else {
                continue;
            };
            let hint = self.resolver.schema_hint(Some(schema));
            let is_reported = typed.iter().any(|(other, _)| *other == schema);
            if hint != SchemaHint::Structured || is_typed(content.kind, hint) || is_reported {
                continue;
            }
            let format = match content.kind {
                ContentKind::Text => "text",
                _ => "bytes",
            };
            let message = format!(
                "`{}` bodies are passed as {format}; the schema is not used",
                content.media_type
            );
            self.diagnostics()
                .note(code::UNTYPED_CONTENT, content.at.child("schema"), message)
                .hint("types are generated for JSON, forms, multipart and event streams");
        }
    }
}

impl<'a> Resolver<'a> {
    fn schema_hint(&self, schema: Option<&'a ReferenceOr<Schema>>) -> SchemaHint {
        let Some(schema) = schema.and_then(|schema| self.dereference_schema(schema)) else {
            return SchemaHint::Unconstrained;
        };
        let SchemaKind::Any(any) = &schema.schema_kind else {
            return SchemaHint::Structured;
        };
        match (any.typ.as_deref(), any.format.as_deref()) {
            (Some("string"), Some("binary")) => SchemaHint::Bytes,
            (Some("string"), _) => SchemaHint::Text,
            (None, Some("binary")) => SchemaHint::Bytes,
            (None, _) if *any == openapiv3::AnySchema::default() => {
                let extensions = &schema.schema_data.extensions;
                let has_types = extension::strings(extensions, extension::TYPES).next();
                match has_types {
                    Some(_) => SchemaHint::Structured,
                    None => SchemaHint::Unconstrained,
                }
            }
            _ => SchemaHint::Structured,
        }
    }

    /// Follows references to a schema.
    fn dereference_schema(&self, schema: &'a ReferenceOr<Schema>) -> Option<&'a Schema> {
        let schemas = &self.api.components.as_ref()?.schemas;
        let mut schema = schema;
        for _ in 0..=schemas.len() {
            match schema {
                ReferenceOr::Item(schema) => return Some(schema),
                ReferenceOr::Reference { reference } => {
                    schema = schemas.get(component_key(ComponentKind::Schema, reference)?)?;
                }
            }
        }
        None
    }
}

/// Returns how bodies of a media type with such a schema are read and written.
fn effective_kind(media_type: &str, hint: SchemaHint) -> ContentKind {
    match (content_kind(media_type), hint) {
        // The media type `*/*` has the format that the schema describes.
        (ContentKind::Binary, SchemaHint::Structured) if is_wildcard(media_type) => {
            ContentKind::Json
        }
        (ContentKind::Binary, SchemaHint::Text) if is_wildcard(media_type) => ContentKind::Text,
        // A form without properties can only be passed in encoded form.
        (
            ContentKind::Form | ContentKind::Multipart,
            SchemaHint::Unconstrained | SchemaHint::Text | SchemaHint::Bytes,
        ) => ContentKind::Binary,
        (ContentKind::Json | ContentKind::JsonLines | ContentKind::Text, SchemaHint::Bytes) => {
            ContentKind::Binary
        }
        (kind, _) => kind,
    }
}

/// Returns `true` if the type is that of the schema.
fn is_typed(kind: ContentKind, hint: SchemaHint) -> bool {
    match kind {
        ContentKind::Json | ContentKind::JsonLines => true,
        ContentKind::Form | ContentKind::Multipart => true,
        ContentKind::EventStream => hint != SchemaHint::Bytes,
        ContentKind::Text | ContentKind::Binary => false,
    }
}

/// Returns the type of a body whose schema is not used.
fn untyped_body_type(kind: ContentKind) -> Type {
    match kind {
        ContentKind::Json | ContentKind::JsonLines => Type::Any,
        ContentKind::Text | ContentKind::EventStream => Type::String,
        ContentKind::Form | ContentKind::Multipart | ContentKind::Binary => Type::Binary,
    }
}
