//! The keywords of strings with content (JSON Schema Validation 2020-12, section 8).

use crate::value::Members;

use super::super::lowerer::Lowerer;
use super::super::pointer_path::PointerPath;
use super::builder::SchemaBuilder;

impl<'d> Lowerer<'d> {
    /// `contentEncoding` and `contentMediaType`, as the corresponding formats of OpenAPI 3.0.
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
        if builder.any.format.is_none() {
            builder.any.format = format.map(str::to_owned);
        }
        if encoding.is_none() {
            builder.facts.content_media_type = media_type;
        }
    }
}
