//! The encodings of form properties.

use crate::value::Value;

use super::super::header_name::is_token;
use super::super::media_type::{content_kind, essence};
use super::form_schema;
use super::parameter::emitted_style;
use super::resolver::OperationResolver;
use crate::diagnostic::code;
use crate::ir::{ContentKind, ParameterEncoding, PropertyEncoding};
use crate::lower::view::{EncodingView, MediaTypeView, ParameterStyle, SchemaNode, ValueFormat};

/// The media type of files that declare none.
const DEFAULT_OF_FILES: &str = "application/octet-stream";

impl<'a> OperationResolver<'_, 'a> {
    /// Returns the encodings of a media type's properties (OpenAPI 3.0.3, "Encoding Object"). They
    /// apply only to forms.
    pub(super) fn resolve_encodings(
        &mut self,
        kind: ContentKind,
        media_type: &MediaTypeView<'a>,
    ) -> Vec<PropertyEncoding> {
        let schema = media_type.schema();
        let schema = schema.filter(|_| matches!(kind, ContentKind::Form | ContentKind::Multipart));
        let Some(form) = schema else {
            self.report_encodings(media_type);
            return Vec::new();
        };
        let properties = form_schema::properties(&form);
        let mut encodings = Vec::new();
        for encoding in media_type.encodings() {
            let name = encoding.property();
            let schemas = properties.iter().filter(|(known, _)| *known == name);
            let schemas: Vec<_> = schemas.map(|(_, schema)| schema).collect();
            if schemas.is_empty() && !form_schema::is_open(&form) {
                let message =
                    format!("`{name}` is not a property of the body; its encoding is ignored");
                let at = encoding.location().clone();
                self.diagnostics().note(code::IGNORED_ENCODING, at, message);
                continue;
            }
            encodings.push(self.resolve_encoding(kind, &encoding, &schemas));
        }
        if kind == ContentKind::Multipart {
            for (name, schema) in &properties {
                add_content_type(&mut encodings, name, schema);
            }
        }
        encodings.retain(|encoding| encoding.encoding.is_some() || !encoding.headers.is_empty());
        encodings
    }

    /// Reports encodings of a body that is not written from properties.
    fn report_encodings(&mut self, media_type: &MediaTypeView<'a>) {
        if let Some(first) = media_type.encodings().next() {
            let message = format!(
                "the encoding of `{}` is ignored: the body is not a form of a known schema",
                first.property()
            );
            let at = first.location().clone();
            self.diagnostics().note(code::IGNORED_ENCODING, at, message);
        }
    }

    fn resolve_encoding(
        &mut self,
        kind: ContentKind,
        encoding: &EncodingView<'a>,
        schemas: &[&SchemaNode<'a>],
    ) -> PropertyEncoding {
        let headers = match kind {
            ContentKind::Multipart => self.constant_headers(encoding),
            _ => Vec::new(),
        };
        let encoding_of_value = match self.applied_style(kind, encoding) {
            Some(style) => Some(style),
            None => self.declared_content_type(encoding, schemas),
        };
        PropertyEncoding {
            wire_name: encoding.property().to_owned(),
            encoding: encoding_of_value,
            headers,
            at: encoding.location().clone(),
        }
    }

    /// Returns the style of a property. With it, the media type is ignored (OpenAPI 3.1.1, "Encoding
    /// Object"). OpenAPI 3.0 has styles only in URL-encoded forms.
    fn applied_style(
        &mut self,
        kind: ContentKind,
        encoding: &EncodingView<'a>,
    ) -> Option<ParameterEncoding> {
        let style = encoding.style()?;
        if kind == ContentKind::Form || !self.resolver.lowered.is_openapi_3_0() {
            return Some(ParameterEncoding::Style {
                style: emitted_style(style),
                explode: encoding.explode(),
                allow_reserved: encoding.allow_reserved(),
            });
        }
        // Some frameworks declare the default for every property.
        let is_default = style == ParameterStyle::Form && encoding.explode();
        if !is_default || encoding.allow_reserved() {
            let message = format!(
                "the style of the part `{}` is ignored: OpenAPI 3.0 has styles only in `application/x-www-form-urlencoded`",
                encoding.property()
            );
            let at = encoding.location().clone();
            self.diagnostics().note(code::IGNORED_ENCODING, at, message);
        }
        None
    }

    /// Returns the declared media type of a property; reports one in which its value cannot be
    /// written.
    fn declared_content_type(
        &mut self,
        encoding: &EncodingView<'a>,
        schemas: &[&SchemaNode<'a>],
    ) -> Option<ParameterEncoding> {
        let declared = encoding.content_type()?.trim();
        let name = encoding.property();
        let is_sendable = declared.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let is_structured = || {
            schemas
                .iter()
                .any(|schema| form_schema::is_structured(schema))
        };
        let problem = if declared.is_empty() || !is_sendable {
            Some(format!(
                "the media type of `{name}` is not valid; it is ignored"
            ))
        } else if !declared.split(',').any(writes_objects) && is_structured() {
            Some(format!(
                "objects in `{name}` cannot be written as `{declared}`; they are sent as JSON"
            ))
        } else {
            None
        };
        if let Some(message) = problem {
            let at = encoding.location().child("contentType");
            self.diagnostics().note(code::IGNORED_ENCODING, at, message);
        }
        (!declared.is_empty() && is_sendable)
            .then(|| ParameterEncoding::Content(declared.to_owned()))
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

/// Returns `true` if an object can be sent as this media type: as JSON, or as JSON text.
fn writes_objects(media_type: &str) -> bool {
    let essence = essence(media_type);
    match content_kind(media_type) {
        ContentKind::Json => true,
        ContentKind::Text => !essence.ends_with("xml"),
        _ => matches!(essence.as_str(), "*/*" | "application/*"),
    }
}

/// Adds the media type of a property's content, unless its encoding has one. JSON is left out: such
/// a string contains the JSON text.
fn add_content_type(encodings: &mut Vec<PropertyEncoding>, name: &str, schema: &SchemaNode<'_>) {
    let media_type = form_schema::content_media_type(schema);
    let media_type = media_type.filter(|one| {
        let is_sendable = one.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        is_sendable && content_kind(one) != ContentKind::Json && one.trim() != DEFAULT_OF_FILES
    });
    let Some(media_type) = media_type else {
        return;
    };
    let content = ParameterEncoding::Content(media_type.trim().to_owned());
    let known = encodings.iter_mut().find(|known| known.wire_name == name);
    match known {
        Some(known) if known.encoding.is_none() => known.encoding = Some(content),
        Some(_) => {}
        None => encodings.push(PropertyEncoding {
            wire_name: name.to_owned(),
            encoding: Some(content),
            headers: Vec::new(),
            at: schema.location().clone(),
        }),
    }
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
