//! The media types of bodies, and the types of their values.

use super::super::media_type::{content_kind, essence, is_wildcard, media_type_label};
use super::super::type_use::TypeUse;
use super::form_schema::{self, ValueKinds};
use super::name_pattern::NamePattern;
use super::resolver::OperationResolver;
use crate::diagnostic::code;
use crate::ir::{Content, ContentKind, Type};
use crate::lower::view::{MediaTypeView, SchemaNode};

/// The multipart type whose parts have names (RFC 7578, section 4.2).
const FORM_DATA: &str = "multipart/form-data";

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

/// The direction of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodySide {
    /// A request.
    Request,
    /// A response.
    Response,
}

/// The schemas that have been resolved. Equal schemas in one body, or in the bodies of several
/// successes, become one type.
pub(super) type TypedSchemas<'a> = Vec<(SchemaNode<'a>, TypeUse)>;

impl<'a> OperationResolver<'_, 'a> {
    /// Resolves the media types of a body.
    pub(super) fn resolve_contents(
        &mut self,
        side: BodySide,
        media_types: &[MediaTypeView<'a>],
        pattern: &NamePattern,
        typed: &mut TypedSchemas<'a>,
    ) -> Vec<Content> {
        let mut contents = Vec::new();
        for media_type in media_types {
            let part = if contents.is_empty() {
                String::new()
            } else {
                media_type_label(media_type.name())
            };
            let schema = media_type.schema();
            let hint = schema_hint(schema.as_ref());
            let kind = match side {
                // The body can only be passed in encoded form.
                BodySide::Request if !is_representable(media_type) => ContentKind::Binary,
                _ => effective_kind(media_type.name(), hint),
            };
            let mut used = match schema {
                Some(schema) if is_typed(kind, hint) => {
                    let known = typed.iter().find(|(other, _)| other.is_same(&schema));
                    let used = match known {
                        Some((_, used)) => used.clone(),
                        None => self.resolve_schema(&schema, &pattern.context(&part)),
                    };
                    typed.push((schema, used.clone()));
                    used
                }
                _ => TypeUse::of(untyped_body_type(kind)),
            };
            if side == BodySide::Request && is_sequence(kind, media_type) {
                used = TypeUse::of(Type::Array(Box::new(used.into_type())));
            }
            contents.push(Content {
                media_type: media_type.name().to_owned(),
                kind,
                ty: used.ty,
                nullable: used.nullable,
                is_item: side == BodySide::Response && media_type.has_item_schema(),
                encodings: self.resolve_encodings(kind, media_type),
                choices: Vec::new(),
                method_name: None,
                at: media_type.location().clone(),
            });
        }
        self.report_untyped(side, media_types, &contents, typed);
        contents
    }

    /// Reports schemas that no type is generated from, unless another media type has the same
    /// schema.
    fn report_untyped(
        &mut self,
        side: BodySide,
        media_types: &[MediaTypeView<'a>],
        contents: &[Content],
        typed: &TypedSchemas<'a>,
    ) {
        let is_form = |media_type: &MediaTypeView<'_>| {
            let kind = content_kind(media_type.name());
            matches!(kind, ContentKind::Form | ContentKind::Multipart)
        };
        for (media_type, content) in media_types.iter().zip(contents) {
            let Some(schema) = media_type.schema() else {
                continue;
            };
            let hint = schema_hint(Some(&schema));
            let is_used = match side {
                // A form that cannot represent its schema is reported as such.
                BodySide::Request if is_form(media_type) => true,
                // Events are written by the caller.
                BodySide::Request if content.kind == ContentKind::EventStream => false,
                // Forms are not decoded.
                BodySide::Response if is_form(media_type) => media_types.iter().any(|other| {
                    let other_schema = other.schema().filter(|_| !is_form(other));
                    other_schema.is_some_and(|other| other.is_same(&schema))
                }),
                _ => {
                    let is_known = typed.iter().any(|(other, _)| other.is_same(&schema));
                    is_known || is_typed(content.kind, hint)
                }
            };
            if hint != SchemaHint::Structured || is_used {
                continue;
            }
            let format = match content.kind {
                ContentKind::Text | ContentKind::EventStream => "text",
                _ => "bytes",
            };
            let message = format!(
                "`{}` bodies are passed as {format}; the schema is not used",
                content.media_type
            );
            self.diagnostics()
                .note(code::UNTYPED_CONTENT, content.at.child("schema"), message)
                .hint(match side {
                    BodySide::Request => "types are generated for JSON, forms and multipart",
                    BodySide::Response => "types are generated for JSON and event streams",
                });
        }
    }
}

fn schema_hint(schema: Option<&SchemaNode<'_>>) -> SchemaHint {
    let Some(schema) = schema.and_then(SchemaNode::target) else {
        return SchemaHint::Unconstrained;
    };
    match (schema.single_type(), schema.format()) {
        (Some("string"), Some("binary")) => SchemaHint::Bytes,
        (Some("string"), _) => SchemaHint::Text,
        (None, Some("binary")) => SchemaHint::Bytes,
        (None, _) if schema.is_unrestricted() => SchemaHint::Unconstrained,
        _ => SchemaHint::Structured,
    }
}

/// Returns `true` if a body of this media type can be written from a value of its schema: forms are
/// objects, and other multipart bodies are objects or arrays.
pub(super) fn is_representable(media_type: &MediaTypeView<'_>) -> bool {
    let schema = media_type.schema();
    let hint = schema_hint(schema.as_ref());
    let kinds = match &schema {
        _ if media_type.has_item_schema() => ValueKinds::ARRAY,
        Some(schema) => form_schema::value_kinds(schema),
        None => ValueKinds::ANY,
    };
    match (content_kind(media_type.name()), hint) {
        (_, SchemaHint::Unconstrained | SchemaHint::Bytes)
        | (ContentKind::Form, SchemaHint::Text) => true,
        (ContentKind::Form, _) => kinds.object,
        (ContentKind::Multipart, _) if essence(media_type.name()) == FORM_DATA => kinds.object,
        (ContentKind::Multipart, _) => kinds.object || kinds.array,
        _ => true,
    }
}

/// Returns `true` if the schema describes each value of a sequence.
fn is_sequence(kind: ContentKind, media_type: &MediaTypeView<'_>) -> bool {
    media_type.has_item_schema() && matches!(kind, ContentKind::JsonLines | ContentKind::Multipart)
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
