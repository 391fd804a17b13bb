//! Media types: how a body is read and written, and the type of its value.

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::super::{Resolver, Use};
use super::{Naming, Walk};
use crate::diagnostic::code;
use crate::ir::{Content, ContentKind, Type};
use crate::location::Location;
use crate::lower::{ComponentKind, component_key, extension};

/// The media types of which each line is a JSON value, or which frame such values in another way.
const JSON_LINES: [&str; 10] = [
    "application/json-lines",
    "application/json-seq",
    "application/jsonl",
    "application/jsonlines",
    "application/ndjson",
    "application/stream+json",
    "application/x-json-stream",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
];

/// A media type without its parameters, in lower case (RFC 9110, section 8.3.1). Parameters after a comma, which is not
/// allowed, are left out too.
pub(super) fn essence(media_type: &str) -> String {
    let end = media_type.find([';', ',']).unwrap_or(media_type.len());
    media_type[..end].trim().to_ascii_lowercase()
}

/// How bodies of a media type are read and written.
pub(super) fn content_kind(media_type: &str) -> ContentKind {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    match essence.as_str() {
        "text/event-stream" => ContentKind::EventStream,
        "application/x-www-form-urlencoded" => ContentKind::Form,
        lines if JSON_LINES.contains(&lines) => ContentKind::JsonLines,
        _ if subtype == "json" || subtype.ends_with("+json") => ContentKind::Json,
        _ if kind == "multipart" => ContentKind::Multipart,
        _ if kind == "text" => ContentKind::Text,
        _ => ContentKind::Binary,
    }
}

/// Whether a media type leaves open what it is.
fn is_wildcard(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "*" | "application/*")
}

/// What tells a type from that of another media type of the same body.
pub(super) fn word(media_type: &str) -> String {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    match content_kind(media_type) {
        ContentKind::Form => "Form".to_owned(),
        ContentKind::Multipart => "Multipart".to_owned(),
        ContentKind::JsonLines => "JsonLines".to_owned(),
        ContentKind::Text if subtype == "plain" => "Text".to_owned(),
        _ if subtype == "*" => super::type_name(&format!("any {kind}")),
        _ => super::type_name(subtype),
    }
}

/// What the schema of a body says of all values, as far as it decides how they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// There is no schema, or it allows anything.
    Nothing,
    /// Bytes.
    Bytes,
    /// Text.
    Text,
    /// Something that has a structure.
    Structure,
}

/// The schemas that have a type. Those that stand twice in bodies which are alike give one type.
pub(super) type Typed<'a> = Vec<(&'a ReferenceOr<Schema>, Use)>;

impl<'a> Walk<'_, 'a> {
    /// The media types of the body of the object at `at`.
    pub(super) fn contents(
        &mut self,
        content: &'a openapiv3::Content,
        at: &Location,
        naming: &Naming,
        typed: &mut Typed<'a>,
    ) -> Vec<Content> {
        let at = at.child("content");
        let mut contents = Vec::new();
        for (name, media_type) in content {
            let location = extension::location(&media_type.extensions);
            let at = location.unwrap_or_else(|| at.child(name));
            let part = if contents.is_empty() {
                String::new()
            } else {
                word(name)
            };
            let says = self.resolver.says(media_type.schema.as_ref());
            let kind = kind_of(name, says);
            let used = match &media_type.schema {
                Some(schema) if is_typed(kind, says) => {
                    let known = typed.iter().find(|(other, _)| *other == schema);
                    let used = match known {
                        Some((_, used)) => used.clone(),
                        None => self.type_at(schema, &at.child("schema"), &naming.place(&part)),
                    };
                    typed.push((schema, used.clone()));
                    used
                }
                _ => Use::of(plain_type(kind)),
            };
            let encodings = self.encodings(kind, media_type, &at);
            contents.push(Content {
                media_type: name.clone(),
                kind,
                ty: used.ty,
                nullable: used.nullable,
                encodings,
                at,
            });
        }
        self.tell_untyped(content, &contents, typed);
        contents
    }

    /// Says of schemas with a structure that no type is made from them, unless another media type has the same schema.
    fn tell_untyped(
        &mut self,
        content: &'a openapiv3::Content,
        contents: &[Content],
        typed: &Typed<'a>,
    ) {
        for (media_type, content) in content.values().zip(contents) {
            let Some(schema) = &media_type.schema else {
                continue;
            };
            let says = self.resolver.says(Some(schema));
            let is_told = typed.iter().any(|(other, _)| *other == schema);
            if says != Says::Structure || is_typed(content.kind, says) || is_told {
                continue;
            }
            let what = match content.kind {
                ContentKind::Text => "text",
                _ => "bytes",
            };
            let message = format!(
                "a body of `{}` is read and written as {what}; its schema is not used",
                content.media_type
            );
            self.diagnostics()
                .note(code::UNTYPED_CONTENT, content.at.child("schema"), message)
                .hint("types are made for JSON, forms, multipart and event streams");
        }
    }
}

impl<'a> Resolver<'a> {
    fn says(&self, schema: Option<&'a ReferenceOr<Schema>>) -> Says {
        let Some(schema) = schema.and_then(|schema| self.schema_behind(schema)) else {
            return Says::Nothing;
        };
        let SchemaKind::Any(any) = &schema.schema_kind else {
            return Says::Structure;
        };
        match (any.typ.as_deref(), any.format.as_deref()) {
            (Some("string"), Some("binary")) => Says::Bytes,
            (Some("string"), _) => Says::Text,
            (None, Some("binary")) => Says::Bytes,
            (None, _) if *any == openapiv3::AnySchema::default() => {
                let extensions = &schema.schema_data.extensions;
                let has_types = extension::strings(extensions, extension::TYPES).next();
                match has_types {
                    Some(_) => Says::Structure,
                    None => Says::Nothing,
                }
            }
            _ => Says::Structure,
        }
    }

    /// The schema behind any number of references.
    fn schema_behind(&self, schema: &'a ReferenceOr<Schema>) -> Option<&'a Schema> {
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

/// How bodies of a media type with such a schema are read and written.
fn kind_of(media_type: &str, says: Says) -> ContentKind {
    match (content_kind(media_type), says) {
        // What is sent under `*/*` is what the schema describes.
        (ContentKind::Binary, Says::Structure) if is_wildcard(media_type) => ContentKind::Json,
        (ContentKind::Binary, Says::Text) if is_wildcard(media_type) => ContentKind::Text,
        // A form without properties can only be given as it is sent.
        (ContentKind::Form | ContentKind::Multipart, Says::Nothing | Says::Text | Says::Bytes) => {
            ContentKind::Binary
        }
        (ContentKind::Json | ContentKind::JsonLines | ContentKind::Text, Says::Bytes) => {
            ContentKind::Binary
        }
        (kind, _) => kind,
    }
}

/// Whether the type is that of the schema.
fn is_typed(kind: ContentKind, says: Says) -> bool {
    match kind {
        ContentKind::Json | ContentKind::JsonLines => true,
        ContentKind::Form | ContentKind::Multipart => true,
        ContentKind::EventStream => says != Says::Bytes,
        ContentKind::Text | ContentKind::Binary => false,
    }
}

/// The type of a body whose schema is not used.
fn plain_type(kind: ContentKind) -> Type {
    match kind {
        ContentKind::Json | ContentKind::JsonLines => Type::Any,
        ContentKind::Text | ContentKind::EventStream => Type::String,
        ContentKind::Form | ContentKind::Multipart | ContentKind::Binary => Type::Binary,
    }
}
