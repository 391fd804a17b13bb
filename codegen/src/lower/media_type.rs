//! Bodies: request bodies, responses and the media types in them.

use indexmap::IndexMap;
use openapiv3::{
    Content, Encoding, Header, MediaType, QueryStyle, ReferenceOr, RequestBody, Response,
    Responses, StatusCode,
};
use serde_json::Value;

use super::at::At;
use super::components::ComponentKind;
use super::{Lowerer, extension};
use crate::diagnostic::code;
use crate::location::SourceLocation;

/// How many references a media type may be behind.
const HOPS: usize = 16;

impl<'d> Lowerer<'d> {
    /// A request body (OpenAPI 3.0.3, "Request Body Object").
    pub(super) fn request_body(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> ReferenceOr<RequestBody> {
        let mut body = RequestBody::default();
        if let Some(reference) = self.reference_in(value) {
            let target = self.reference(ComponentKind::RequestBody, reference, &at.key("$ref"));
            return match target {
                Some(reference) => ReferenceOr::Reference { reference },
                None => ReferenceOr::Item(body),
            };
        }
        for (key, value) in self.object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "description" => body.description = self.text(value, at),
                "content" => body.content = self.content(value, at),
                "required" => body.required = self.flag(value, at).unwrap_or_default(),
                "summary" => {}
                _ => self.other_member(&mut body.extensions, key, value, at),
            }
        }
        ReferenceOr::Item(body)
    }

    /// The responses of an operation, by status.
    pub(super) fn responses(&mut self, value: &'d Value, at: &At<'_>) -> Responses {
        let mut responses = Responses::default();
        for (key, value) in self.object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            if key == "default" {
                responses.default = Some(self.response(value, at));
            } else if let Some(status) = status_code(key) {
                let response = self.response(value, at);
                responses.responses.insert(status, response);
            } else if key.starts_with("x-") {
                self.other_member(&mut responses.extensions, key, value, at);
            } else {
                let message = format!("`{key}` is no status; the response is left out");
                self.diagnostics
                    .warning(code::INVALID_STATUS, at, message)
                    .hint("a status is a number such as 404, a range such as 4XX, or `default`");
            }
        }
        responses
    }

    /// A response (OpenAPI 3.0.3, "Response Object").
    pub(super) fn response(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<Response> {
        let mut response = Response::default();
        if let Some(reference) = self.reference_in(value) {
            let target = self.reference(ComponentKind::Response, reference, &at.key("$ref"));
            return match target {
                Some(reference) => ReferenceOr::Reference { reference },
                None => ReferenceOr::Item(response),
            };
        }
        for (key, value) in self.object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "description" => response.description = self.text(value, at).unwrap_or_default(),
                "headers" => response.headers = self.headers(value, at),
                "content" => response.content = self.content(value, at),
                "links" => self.links(value, at),
                "summary" => {}
                _ => self.other_member(&mut response.extensions, key, value, at),
            }
        }
        ReferenceOr::Item(response)
    }

    fn links(&mut self, value: &'d Value, at: &At<'_>) {
        for name in self
            .object(value, at)
            .into_iter()
            .flat_map(|links| links.keys())
        {
            let message = format!("the link `{name}` is ignored: no code is made from links");
            self.diagnostics
                .note(code::IGNORED_LINK, &at.key(name), message);
        }
    }

    fn headers(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, ReferenceOr<Header>> {
        let mut headers = IndexMap::new();
        for (name, value) in self.object(value, at).into_iter().flatten() {
            headers.insert(name.clone(), self.header(value, &at.key(name)));
        }
        headers
    }

    /// The media types of a body. The whole map may stand elsewhere and be referred to, though no version allows it.
    pub(super) fn content(&mut self, value: &'d Value, at: &At<'_>) -> Content {
        let mut content = Content::new();
        let (value, origin) = self.followed(value, at);
        let moved = origin.as_ref().map(At::root);
        let at = moved.as_ref().unwrap_or(at);
        let Some(members) = self.object(value, at) else {
            return content;
        };
        if origin.is_some()
            && ["schema", "example", "examples"]
                .iter()
                .any(|key| members.contains_key(*key))
        {
            // A media type where a map of them should be: JSON is all that it can mean.
            content.insert(
                "application/json".to_owned(),
                self.media_type(value, at, true),
            );
            return content;
        }
        for (name, value) in members {
            let at = &at.key(name);
            let media_type = match name.as_str() {
                "$ref" => continue,
                _ => self.media_type(value, at, origin.is_some()),
            };
            content.insert(name.clone(), media_type);
        }
        content
    }

    /// A media type (OpenAPI 3.0.3, "Media Type Object"); `moved` when it stands elsewhere than the walk leads.
    fn media_type(&mut self, value: &'d Value, at: &At<'_>, moved: bool) -> MediaType {
        let (value, origin) = self.followed(value, at);
        let target = origin.as_ref().map(At::root);
        let at = target.as_ref().unwrap_or(at);
        let mut media_type = MediaType::default();
        if moved || origin.is_some() {
            let location = extension::location_value(&at.location());
            media_type
                .extensions
                .insert(extension::LOCATION.to_owned(), location);
        }
        for (key, value) in self.object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "schema" => media_type.schema = Some(self.schema(value, at)),
                "example" => media_type.example = Some(value.clone()),
                "encoding" => media_type.encoding = self.encodings(value, at),
                "examples" | "$ref" => {}
                // The items of a sequence of values, new in OpenAPI 3.2.
                "itemSchema" if media_type.schema.is_none() => {
                    self.item_schema(&mut media_type, value, at)
                }
                _ => self.other_member(&mut media_type.extensions, key, value, at),
            }
        }
        media_type
    }

    fn item_schema(&mut self, media_type: &mut MediaType, value: &'d Value, at: &At<'_>) {
        let key = self.schema_component(value, at);
        media_type.schema = Some(ReferenceOr::Reference {
            reference: format!("#/components/schemas/{key}"),
        });
    }

    /// What a value stands for where it is a reference, with its location.
    pub(super) fn followed(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> (&'d Value, Option<SourceLocation>) {
        let mut found = value;
        let mut origin: Option<SourceLocation> = None;
        for _ in 0..HOPS {
            let Some(reference) = self.reference_in(found) else {
                return (found, origin);
            };
            let root = origin.as_ref().map(At::root);
            let here = root.as_ref().unwrap_or(at);
            let Some(target) = self.follow(reference, &here.key("$ref")) else {
                return (&Value::Null, origin);
            };
            found = self.document.get(&target).unwrap_or(&Value::Null);
            origin = Some(target);
        }
        let message = "references lead in a circle, or through too many others";
        self.diagnostics.error(code::REFERENCE_CYCLE, at, message);
        (&Value::Null, origin)
    }

    fn encodings(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, Encoding> {
        let mut encodings = IndexMap::new();
        for (name, value) in self.object(value, at).into_iter().flatten() {
            encodings.insert(name.clone(), self.encoding(value, &at.key(name)));
        }
        encodings
    }

    fn encoding(&mut self, value: &'d Value, at: &At<'_>) -> Encoding {
        let mut encoding = Encoding::default();
        let mut explode = None;
        for (key, value) in self.object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "contentType" => encoding.content_type = self.text(value, at),
                "headers" => encoding.headers = self.headers(value, at),
                "style" => encoding.style = self.encoding_style(value, at),
                "explode" => explode = self.flag(value, at),
                "allowReserved" => {
                    encoding.allow_reserved = self.flag(value, at).unwrap_or_default();
                }
                _ => self.other_member(&mut encoding.extensions, key, value, at),
            }
        }
        if explode.is_some() {
            let said = (extension::EXPLODE.to_owned(), Value::Bool(true));
            encoding.extensions.extend([said]);
        }
        // The model has no room for "not said", whose meaning depends on the style (OpenAPI 3.0.3, "Encoding Object").
        let form = matches!(encoding.style, None | Some(QueryStyle::Form));
        encoding.explode = explode.unwrap_or(form);
        encoding
    }
}

/// The status that a key of the responses names.
fn status_code(key: &str) -> Option<StatusCode> {
    let [class @ b'1'..=b'9', tens, units] = *key.as_bytes() else {
        return None;
    };
    if [tens, units].iter().all(|byte| matches!(byte, b'x' | b'X')) {
        return Some(StatusCode::Range(u16::from(class - b'0')));
    }
    key.parse().ok().map(StatusCode::Code)
}
