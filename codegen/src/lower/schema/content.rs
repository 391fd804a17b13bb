//! The keywords of strings with content (JSON Schema Validation 2020-12, section 8).

use crate::value::Members;

use super::super::lowerer::Lowerer;
use super::super::pointer_path::PointerPath;
use super::builder::SchemaBuilder;

impl<'d> Lowerer<'d> {
    /// `contentEncoding` and `contentMediaType`, as the corresponding formats of OpenAPI 3.0, and `contentSchema`.
    pub(super) fn content_keywords(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        let encoding = members
            .get("contentEncoding")
            .and_then(|value| self.as_string(value, &at.key("contentEncoding")));
        let media_type = members
            .get("contentMediaType")
            .and_then(|value| self.as_string(value, &at.key("contentMediaType")));
        let format = match (encoding.as_deref(), media_type.as_deref()) {
            (Some(encoding), _) => match encoding.to_ascii_lowercase().as_str() {
                "base64" => Some("byte"),
                "base64url" => Some("base64url"),
                // Not an encoding, but some generators of documents write it for files.
                "binary" => Some("binary"),
                _ => {
                    let consequence = format!("a string in {encoding} is not decoded");
                    self.ignored("contentEncoding", &at.key("contentEncoding"), &consequence);
                    None
                }
            },
            (None, Some("application/octet-stream")) => Some("binary"),
            (None, _) => None,
        };
        if let Some(schema) = members.get("contentSchema") {
            let at = &at.key("contentSchema");
            match (&encoding, media_type.as_deref().is_some_and(is_json)) {
                (None, true) => {
                    builder.facts.content_schema = Some(self.schema_component(schema, at));
                }
                _ => self.ignored("contentSchema", at, "only JSON text in strings is decoded"),
            }
        }
        if builder.any.format.is_none() {
            builder.any.format = format.map(str::to_owned);
        }
        if encoding.is_none() {
            builder.facts.content_media_type = media_type;
        }
    }
}

/// Returns `true` for the media types of JSON.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
