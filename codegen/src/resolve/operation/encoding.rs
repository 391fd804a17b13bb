//! The encodings of form properties.

use crate::value::Value;

use super::super::header_name::is_token;
use super::parameter::emitted_style;
use super::resolver::OperationResolver;
use crate::diagnostic::code;
use crate::ir::{ContentKind, ParameterEncoding, PropertyEncoding};
use crate::lower::view::{EncodingView, MediaTypeView, SchemaNode, ValueFormat};

impl<'a> OperationResolver<'_, 'a> {
    /// Returns the encodings of a media type's properties (OpenAPI 3.0.3, "Encoding Object"). They
    /// apply only to forms.
    pub(super) fn resolve_encodings(
        &mut self,
        kind: ContentKind,
        media_type: &MediaTypeView<'a>,
    ) -> Vec<PropertyEncoding> {
        if !matches!(kind, ContentKind::Form | ContentKind::Multipart) {
            return Vec::new();
        }
        let encodings = media_type.encodings();
        let mut encodings: Vec<_> = encodings
            .map(|encoding| self.resolve_encoding(kind, &encoding))
            .collect();
        encodings.retain(|encoding| encoding.encoding.is_some() || !encoding.headers.is_empty());
        encodings
    }

    fn resolve_encoding(
        &mut self,
        kind: ContentKind,
        encoding: &EncodingView<'a>,
    ) -> PropertyEncoding {
        let headers = match kind {
            ContentKind::Multipart => self.constant_headers(encoding),
            _ => Vec::new(),
        };
        PropertyEncoding {
            wire_name: encoding.property().to_owned(),
            encoding: declared_encoding(encoding),
            headers,
            at: encoding.location().clone(),
        }
    }

    /// Returns the headers of a part that have a constant value. The caller passes any others
    /// together with the file.
    fn constant_headers(&mut self, encoding: &EncodingView<'a>) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for (wire, at, header) in encoding.headers() {
            // "Content-Type is described separately and SHALL be ignored in this section."
            if wire.eq_ignore_ascii_case("content-type") || !is_token(wire) {
                continue;
            }
            let format = header.map(|header| header.format());
            if let Some(ValueFormat::Schema(schema)) = format
                && let Some(value) = constant_value(&schema)
            {
                headers.push((wire.to_owned(), value));
                continue;
            }
            let name = encoding.property();
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
fn declared_encoding(encoding: &EncodingView<'_>) -> Option<ParameterEncoding> {
    if let Some(style) = encoding.style() {
        return Some(ParameterEncoding::Style {
            style: emitted_style(style),
            explode: encoding.explode(),
            allow_reserved: encoding.allow_reserved(),
        });
    }
    let media_type = encoding.content_type()?.trim();
    let is_sendable = media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    (!media_type.is_empty() && is_sendable)
        .then(|| ParameterEncoding::Content(media_type.to_owned()))
}

/// Returns the only value that a schema allows, as the value of a header.
fn constant_value(schema: &SchemaNode<'_>) -> Option<String> {
    let [value] = schema.as_schema()?.values() else {
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
