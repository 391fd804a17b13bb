//! Request bodies, responses, and the media types in them.

use crate::value::Value;
use indexmap::IndexMap;
use openapiv3::{
    Content, Encoding, Header, MediaType, QueryStyle, ReferenceOr, RequestBody, Response,
    Responses, StatusCode,
};

use super::component_kind::ComponentKind;
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;
use crate::location::SourceLocation;

/// The longest chain of references to a media type.
const HOPS: usize = 16;

impl<'d> Lowerer<'d> {
    /// A request body (OpenAPI 3.0.3, "Request Body Object").
    pub(super) fn request_body(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> ReferenceOr<RequestBody> {
        let mut body = RequestBody::default();
        if let Some(reference) = self.reference_in(value) {
            let target = self.reference(ComponentKind::RequestBody, reference, &at.key("$ref"));
            return match target {
                Some(reference) => ReferenceOr::Reference { reference },
                None => ReferenceOr::Item(body),
            };
        }
        for (key, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "description" => body.description = self.as_string(value, at),
                "content" => body.content = self.content(value, at),
                "required" => body.required = self.as_bool(value, at).unwrap_or_default(),
                "summary" => {}
                _ => self.other_member(key, at),
            }
        }
        ReferenceOr::Item(body)
    }

    /// The responses of an operation, by status.
    pub(super) fn responses(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Responses {
        let mut responses = Responses::default();
        for (key, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            if key == "default" {
                responses.default = Some(self.response(value, at));
            } else if let Some(status) = status_code(key) {
                let response = self.response(value, at);
                responses.responses.insert(status, response);
            } else if key.starts_with("x-") {
                self.other_member(key, at);
            } else {
                let message = format!("`{key}` is not a status; the response is left out");
                self.diagnostics
                    .warning(code::INVALID_STATUS, at, message)
                    .hint("use a number such as 404, a range such as 4XX, or `default`");
            }
        }
        responses
    }

    /// A response (OpenAPI 3.0.3, "Response Object").
    pub(super) fn response(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> ReferenceOr<Response> {
        let mut response = Response::default();
        if let Some(reference) = self.reference_in(value) {
            let target = self.reference(ComponentKind::Response, reference, &at.key("$ref"));
            return match target {
                Some(reference) => ReferenceOr::Reference { reference },
                None => ReferenceOr::Item(response),
            };
        }
        for (key, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "description" => {
                    response.description = self.as_string(value, at).unwrap_or_default()
                }
                "headers" => response.headers = self.headers(value, at),
                "content" => response.content = self.content(value, at),
                "links" => self.links(value, at),
                "summary" => {}
                _ => self.other_member(key, at),
            }
        }
        ReferenceOr::Item(response)
    }

    fn links(&mut self, value: &'d Value, at: &PointerPath<'_>) {
        for name in self
            .as_object(value, at)
            .into_iter()
            .flat_map(|links| links.keys())
        {
            let message = format!("ignoring the link `{name}`: no code is generated for links");
            self.diagnostics
                .note(code::IGNORED_LINK, &at.key(name), message);
        }
    }

    fn headers(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> IndexMap<String, ReferenceOr<Header>> {
        let mut headers = IndexMap::new();
        for (name, value) in self.as_object(value, at).into_iter().flatten() {
            headers.insert(name.clone(), self.header(value, &at.key(name)));
        }
        headers
    }

    /// The media types of a body. The whole map may be a reference, though no version allows it.
    pub(super) fn content(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Content {
        let mut content = Content::new();
        let place = at;
        let (value, origin) = self.followed(value, at);
        let moved = origin.as_ref().map(PointerPath::root);
        let at = moved.as_ref().unwrap_or(at);
        let Some(members) = self.as_object(value, at) else {
            return content;
        };
        if origin.is_some()
            && ["schema", "example", "examples"]
                .iter()
                .any(|key| members.contains_key(*key))
        {
            // A media type in place of a map of media types is read as JSON.
            let name = "application/json";
            content.insert(
                name.to_owned(),
                self.media_type(value, at, Some(&place.key(name))),
            );
            return content;
        }
        for (name, value) in members {
            let at = &at.key(name);
            let media_type = match name.as_str() {
                "$ref" => continue,
                _ if origin.is_some() => self.media_type(value, at, Some(&place.key(name))),
                _ => self.media_type(value, at, None),
            };
            content.insert(name.clone(), media_type);
        }
        content
    }

    /// A media type (OpenAPI 3.0.3, "Media Type Object"), with its place in the model if that has another location.
    fn media_type(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
        place: Option<&PointerPath<'_>>,
    ) -> MediaType {
        let (value, origin) = self.followed(value, at);
        let target = origin.as_ref().map(PointerPath::root);
        let place = place.or(target.is_some().then_some(at));
        let at = target.as_ref().unwrap_or(at);
        let mut media_type = MediaType::default();
        if let Some(place) = place {
            self.facts.add_moved(place.location(), at.location());
        }
        let members = self.as_object(value, at);
        let has_items = members.is_some_and(|members| members.contains_key("itemSchema"));
        if has_items {
            self.facts.add_item_schema(at.location());
        }
        for (key, value) in members.into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "schema" if has_items => {
                    let message = "`schema` is ignored: `itemSchema` describes each value";
                    self.diagnostics.note(code::IGNORED_KEYWORD, at, message);
                }
                "schema" => media_type.schema = Some(self.schema(value, at)),
                "encoding" => media_type.encoding = self.encodings(value, at),
                "examples" | "$ref" => {}
                // The schema of each value in a sequence, new in OpenAPI 3.2.
                "itemSchema" => self.item_schema(&mut media_type, value, at),
                _ => self.other_member(key, at),
            }
        }
        media_type
    }

    fn item_schema(&mut self, media_type: &mut MediaType, value: &'d Value, at: &PointerPath<'_>) {
        let key = self.schema_component(value, at);
        media_type.schema = Some(ReferenceOr::Reference {
            reference: format!("#/components/schemas/{key}"),
        });
    }

    /// The value itself, or the target of a reference with its location.
    pub(super) fn followed(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> (&'d Value, Option<SourceLocation>) {
        let mut target_value = value;
        let mut origin: Option<SourceLocation> = None;
        for _ in 0..HOPS {
            let Some(reference) = self.reference_in(target_value) else {
                return (target_value, origin);
            };
            let root = origin.as_ref().map(PointerPath::root);
            let here = root.as_ref().unwrap_or(at);
            let Some(target) = self.follow(reference, &here.key("$ref")) else {
                return (&Value::Null, origin);
            };
            target_value = self.document.get(&target).unwrap_or(&Value::Null);
            origin = Some(target);
        }
        let message = "cyclic references, or too long a chain of them";
        self.diagnostics.error(code::REFERENCE_CYCLE, at, message);
        (&Value::Null, origin)
    }

    fn encodings(&mut self, value: &'d Value, at: &PointerPath<'_>) -> IndexMap<String, Encoding> {
        let mut encodings = IndexMap::new();
        for (name, value) in self.as_object(value, at).into_iter().flatten() {
            encodings.insert(name.clone(), self.encoding(value, &at.key(name)));
        }
        encodings
    }

    fn encoding(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Encoding {
        let mut encoding = Encoding::default();
        let mut explode = None;
        for (key, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "contentType" => encoding.content_type = self.as_string(value, at),
                "headers" => encoding.headers = self.headers(value, at),
                "style" => encoding.style = self.encoding_style(value, at),
                "explode" => explode = self.as_bool(value, at),
                "allowReserved" => {
                    encoding.allow_reserved = self.as_bool(value, at).unwrap_or_default();
                }
                _ => self.other_member(key, at),
            }
        }
        if explode.is_some() {
            self.facts.add_explicit_explode(at.location());
        }
        // The default depends on the style (OpenAPI 3.0.3, "Encoding Object").
        let form = matches!(encoding.style, None | Some(QueryStyle::Form));
        encoding.explode = explode.unwrap_or(form);
        encoding
    }
}

/// The status or range of statuses of a key of the responses.
fn status_code(key: &str) -> Option<StatusCode> {
    let [class @ b'1'..=b'9', tens, units] = *key.as_bytes() else {
        return None;
    };
    if [tens, units].iter().all(|byte| matches!(byte, b'x' | b'X')) {
        return Some(StatusCode::Range(u16::from(class - b'0')));
    }
    key.parse().ok().map(StatusCode::Code)
}
