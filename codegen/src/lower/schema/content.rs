//! Strings that hold other content (JSON Schema 2020-12, section 8 of the validation part).

use serde_json::{Map, Value};

use super::super::Lowerer;
use super::super::at::At;
use super::Draft;

impl<'d> Lowerer<'d> {
    /// `contentEncoding` and `contentMediaType`, as the formats that OpenAPI 3.0 has for the same.
    pub(super) fn content_keywords(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        let encoding = members
            .get("contentEncoding")
            .and_then(|value| self.text(value, &at.key("contentEncoding")));
        let media_type = members
            .get("contentMediaType")
            .and_then(|value| self.text(value, &at.key("contentMediaType")));
        let format = match (encoding.as_deref(), media_type.as_deref()) {
            (Some(encoding), _) => match encoding.to_ascii_lowercase().as_str() {
                "base64" => Some("byte"),
                "base64url" => Some("base64url"),
                // No encoding at all: generators of documents write it for files.
                "binary" => Some("binary"),
                _ => {
                    let consequence = format!("a string in {encoding} is left as it is");
                    self.ignored("contentEncoding", &at.key("contentEncoding"), &consequence);
                    None
                }
            },
            (None, Some("application/octet-stream")) => Some("binary"),
            (None, _) => None,
        };
        if draft.any.format.is_none() {
            draft.any.format = format.map(str::to_owned);
        }
    }
}
