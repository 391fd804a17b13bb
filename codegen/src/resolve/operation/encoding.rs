//! The encodings of form properties.

use openapiv3::{Encoding, MediaType, ParameterSchemaOrContent, QueryStyle, ReferenceOr, Schema};
use serde_json::Value;

use super::parameter::is_token;
use super::resolver::OperationResolver;
use crate::diagnostic::code;
use crate::ir::{ContentKind, ParameterEncoding, PropertyEncoding, Style};
use crate::location::SourceLocation;
use crate::lower::{ComponentKind, extension};
use crate::resolve::subschema::keywords;

impl<'a> OperationResolver<'_, 'a> {
    /// Returns the encodings of a media type's properties (OpenAPI 3.0.3, "Encoding Object"). They
    /// apply only to forms.
    pub(super) fn resolve_encodings(
        &mut self,
        kind: ContentKind,
        media_type: &'a MediaType,
        at: &SourceLocation,
    ) -> Vec<PropertyEncoding> {
        if !matches!(kind, ContentKind::Form | ContentKind::Multipart) {
            return Vec::new();
        }
        let at = at.child("encoding");
        let encodings = media_type.encoding.iter();
        let mut encodings: Vec<_> = encodings
            .map(|(name, encoding)| self.resolve_encoding(kind, name, encoding, at.child(name)))
            .collect();
        encodings.retain(|encoding| encoding.encoding.is_some() || !encoding.headers.is_empty());
        encodings
    }

    fn resolve_encoding(
        &mut self,
        kind: ContentKind,
        name: &str,
        encoding: &'a Encoding,
        at: SourceLocation,
    ) -> PropertyEncoding {
        let headers = match kind {
            ContentKind::Multipart => self.constant_headers(name, encoding, &at),
            _ => Vec::new(),
        };
        PropertyEncoding {
            wire_name: name.to_owned(),
            encoding: declared_encoding(encoding),
            headers,
            at,
        }
    }

    /// Returns the headers of a part that have a constant value. The caller passes any others
    /// together with the file.
    fn constant_headers(
        &mut self,
        name: &str,
        encoding: &'a Encoding,
        at: &SourceLocation,
    ) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        let at = at.child("headers");
        for (wire, header) in &encoding.headers {
            // "Content-Type is described separately and SHALL be ignored in this section."
            if wire.eq_ignore_ascii_case("content-type") || !is_token(wire) {
                continue;
            }
            let at = at.child(wire);
            let dereferenced =
                self.dereference(header, at.clone(), ComponentKind::Header, |components| {
                    &components.headers
                });
            let schema = dereferenced.and_then(|dereferenced| match &dereferenced.value.format {
                ParameterSchemaOrContent::Schema(schema) => Some(schema),
                ParameterSchemaOrContent::Content(_) => None,
            });
            if let Some(value) = schema.and_then(constant_value) {
                headers.push((wire.clone(), value));
                continue;
            }
            let message =
                format!("the header `{wire}` of the part `{name}` is not sent automatically");
            self.diagnostics()
                .note(code::IGNORED_ENCODING, at, message)
                .hint("files accept headers from the caller; other parts only send headers with a constant value");
        }
        headers
    }
}

/// Returns the declared encoding of a value. If it has a style, its media type is ignored (OpenAPI
/// 3.1.1, "Encoding Object").
fn declared_encoding(encoding: &Encoding) -> Option<ParameterEncoding> {
    let is_styled = encoding.style.is_some()
        || encoding.allow_reserved
        || extension::is_set(&encoding.extensions, extension::EXPLODE);
    if is_styled {
        return Some(ParameterEncoding::Style {
            style: match encoding.style {
                None | Some(QueryStyle::Form) => Style::Form,
                Some(QueryStyle::SpaceDelimited) => Style::SpaceDelimited,
                Some(QueryStyle::PipeDelimited) => Style::PipeDelimited,
                Some(QueryStyle::DeepObject) => Style::DeepObject,
            },
            explode: encoding.explode,
            allow_reserved: encoding.allow_reserved,
        });
    }
    let media_type = encoding.content_type.as_deref()?.trim();
    let is_sendable = media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    (!media_type.is_empty() && is_sendable)
        .then(|| ParameterEncoding::Content(media_type.to_owned()))
}

/// Returns the only value that a schema allows, as the value of a header.
fn constant_value(schema: &ReferenceOr<Schema>) -> Option<String> {
    let values = &keywords(schema.as_item()?)?.enumeration;
    let [value] = values.as_slice() else {
        return None;
    };
    match value {
        Value::String(text) => {
            let is_sendable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            is_sendable.then(|| text.clone())
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
