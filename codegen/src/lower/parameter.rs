//! Parameters and headers.

use crate::value::{Members, Value};
use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};

use super::component_kind::ComponentKind;
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use super::schema::any_schema;
use crate::diagnostic::code;
use crate::document::Version;

/// The members that parameters and headers share.
struct ParameterBuilder {
    data: ParameterData,
    location: Option<String>,
    style: Option<String>,
    allow_reserved: bool,
    allow_empty_value: Option<bool>,
}

/// The schema keywords that Swagger 2.0 has in the parameter itself.
const INLINE_SCHEMA: [&str; 5] = ["type", "format", "items", "enum", "pattern"];

impl<'d> Lowerer<'d> {
    /// A list of parameters. Invalid ones are reported and left out.
    pub(super) fn parameters(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Vec<ReferenceOr<Parameter>> {
        let items = self.as_array(value, at).unwrap_or_default();
        let mut parameters = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if let Some(parameter) = self.parameter(item, &at.index(index)) {
                if parameters.len() != index {
                    let place = at.index(parameters.len()).location();
                    self.facts.add_moved(place, at.index(index).location());
                }
                parameters.push(parameter);
            }
        }
        parameters
    }

    /// A parameter (OpenAPI 3.0.3, "Parameter Object"); `None` if it is invalid.
    pub(super) fn parameter(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<ReferenceOr<Parameter>> {
        if let Some(reference) = self.reference_in(value) {
            let reference = self.reference(ComponentKind::Parameter, reference, &at.key("$ref"))?;
            return Some(ReferenceOr::Reference { reference });
        }
        let members = self.as_object(value, at)?;
        let builder = self.parameter_members(members, at);
        if builder.data.name.is_empty() {
            self.diagnostics.warning(
                code::INVALID_PARAMETER,
                at,
                "the parameter has no `name`; it is left out",
            );
            return None;
        }
        if builder.allow_reserved {
            self.reserved_outside_of_query(builder.location.as_deref(), at);
        }
        let style = builder.style.as_deref();
        let parameter = match builder.location.as_deref() {
            Some("query") => Parameter::Query {
                style: self.query_style(style, at),
                parameter_data: builder.data,
                allow_reserved: builder.allow_reserved,
                allow_empty_value: builder.allow_empty_value,
            },
            Some("header") => {
                self.only_style(style, "simple", at);
                Parameter::Header {
                    parameter_data: builder.data,
                    style: HeaderStyle::Simple,
                }
            }
            Some("path") => Parameter::Path {
                style: self.path_style(style, at),
                parameter_data: ParameterData {
                    required: true,
                    ..builder.data
                },
            },
            Some("cookie") => {
                self.only_style(style, "form", at);
                Parameter::Cookie {
                    parameter_data: builder.data,
                    style: CookieStyle::Form,
                }
            }
            location => {
                self.report_invalid_location(&builder.data.name, location, at);
                return None;
            }
        };
        Some(ReferenceOr::Item(parameter))
    }

    /// A header (OpenAPI 3.0.3, "Header Object").
    pub(super) fn header(&mut self, value: &'d Value, at: &PointerPath<'_>) -> ReferenceOr<Header> {
        if let Some(reference) = self.reference_in(value)
            && let Some(reference) =
                self.reference(ComponentKind::Header, reference, &at.key("$ref"))
        {
            return ReferenceOr::Reference { reference };
        }
        let members = self.as_object(value, at);
        let data = match members {
            Some(members) if !members.contains_key("$ref") => self.parameter_members(members, at),
            _ => new_builder(),
        }
        .data;
        ReferenceOr::Item(Header {
            description: data.description,
            style: HeaderStyle::Simple,
            required: data.required,
            deprecated: data.deprecated,
            format: data.format,
            example: None,
            examples: IndexMap::new(),
            extensions: IndexMap::new(),
        })
    }

    fn parameter_members(
        &mut self,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) -> ParameterBuilder {
        let mut builder = new_builder();
        let mut content = None;
        for (key, value) in members {
            let at = &at.key(key);
            let data = &mut builder.data;
            match key.as_str() {
                "name" => data.name = self.as_string(value, at).unwrap_or_default(),
                "in" => builder.location = self.as_string(value, at),
                "description" => data.description = self.as_string(value, at),
                "required" => data.required = self.as_bool(value, at).unwrap_or_default(),
                "deprecated" => data.deprecated = self.as_bool(value, at),
                "explode" => data.explode = self.as_bool(value, at),
                "style" => builder.style = self.as_string(value, at),
                "allowReserved" => {
                    builder.allow_reserved = self.as_bool(value, at).unwrap_or_default()
                }
                "allowEmptyValue" => builder.allow_empty_value = self.as_bool(value, at),
                "schema" => data.format = ParameterSchemaOrContent::Schema(self.schema(value, at)),
                "content" => content = Some(self.content(value, at)),
                "example" | "examples" | "summary" | "$ref" => {}
                _ if INLINE_SCHEMA.contains(&key.as_str()) && !members.contains_key("schema") => {}
                _ => self.other_member(key, at),
            }
        }
        // `content` has exactly one entry and excludes `schema`; the schema takes precedence.
        if let Some(content) = content.filter(|content| !content.is_empty())
            && !members.contains_key("schema")
        {
            builder.data.format = ParameterSchemaOrContent::Content(content);
        } else if !members.contains_key("schema") {
            builder.data.format = ParameterSchemaOrContent::Schema(self.inline_schema(members, at));
        }
        builder
    }

    /// The schema of a parameter with schema keywords of its own, as in Swagger 2.0.
    fn inline_schema(
        &mut self,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) -> ReferenceOr<openapiv3::Schema> {
        let message = if members.contains_key("type") {
            "the parameter has no `schema`; its own keywords are used, as in Swagger 2.0"
        } else {
            "the parameter has neither `schema` nor `content`; any value is accepted"
        };
        self.diagnostics
            .warning(code::INVALID_PARAMETER, at, message);
        if !members.contains_key("type") {
            return any_schema();
        }
        let schema = self.inline_keywords(members, at);
        let place = at.key("schema").location();
        self.facts.add_moved(place, at.location());
        ReferenceOr::Item(schema)
    }

    /// Records `allowReserved` of a path or cookie parameter, which has a meaning since OpenAPI 3.2, and reports it if it has none.
    fn reserved_outside_of_query(&mut self, location: Option<&str>, at: &PointerPath<'_>) {
        let consequence = match location {
            Some("path" | "cookie") if self.document.version() == Version::V3_2 => {
                return self.facts.add_reserved(at.location());
            }
            Some("path") => {
                "before OpenAPI 3.2, reserved characters of a path parameter are encoded"
            }
            Some("header") => "header values are never percent-encoded",
            Some("cookie") => "before OpenAPI 3.2, reserved characters of a cookie are encoded",
            _ => return,
        };
        let message = format!("`allowReserved` is ignored: {consequence}");
        self.diagnostics
            .note(code::IGNORED_KEYWORD, &at.key("allowReserved"), message);
    }

    fn report_invalid_location(
        &mut self,
        name: &str,
        location: Option<&str>,
        at: &PointerPath<'_>,
    ) {
        let message = match location {
            Some(location) => {
                format!("the parameter `{name}` is in `{location}`; it is left out")
            }
            None => format!("the parameter `{name}` has no `in`; it is left out"),
        };
        let hint = match location {
            Some("body" | "formData") => "this is from Swagger 2.0: use `requestBody`",
            Some("querystring") => "a parameter that is the whole query string is not supported",
            _ => "use path, query, header or cookie",
        };
        self.diagnostics
            .warning(code::INVALID_PARAMETER, at, message)
            .hint(hint);
    }

    fn query_style(&mut self, style: Option<&str>, at: &PointerPath<'_>) -> QueryStyle {
        match style {
            None | Some("form") => QueryStyle::Form,
            Some("spaceDelimited") => QueryStyle::SpaceDelimited,
            Some("pipeDelimited") => QueryStyle::PipeDelimited,
            Some("deepObject") => QueryStyle::DeepObject,
            Some(other) => {
                self.unknown_style(other, "form", at);
                QueryStyle::Form
            }
        }
    }

    fn path_style(&mut self, style: Option<&str>, at: &PointerPath<'_>) -> PathStyle {
        match style {
            None | Some("simple") => PathStyle::Simple,
            Some("label") => PathStyle::Label,
            Some("matrix") => PathStyle::Matrix,
            Some(other) => {
                self.unknown_style(other, "simple", at);
                PathStyle::Simple
            }
        }
    }

    fn only_style(&mut self, style: Option<&str>, allowed: &str, at: &PointerPath<'_>) {
        if let Some(style) = style.filter(|style| *style != allowed) {
            self.unknown_style(style, allowed, at);
        }
    }

    fn unknown_style(&mut self, style: &str, instead: &str, at: &PointerPath<'_>) {
        let message =
            format!("the style `{style}` is not allowed for such a parameter; `{instead}` is used");
        self.diagnostics
            .warning(code::INVALID_PARAMETER, &at.key("style"), message);
    }

    /// The style of a form's encoding object.
    pub(super) fn encoding_style(
        &mut self,
        value: &Value,
        at: &PointerPath<'_>,
    ) -> Option<QueryStyle> {
        let style = self.as_string(value, at)?;
        Some(self.query_style(Some(&style), at))
    }
}

fn new_builder() -> ParameterBuilder {
    ParameterBuilder {
        data: ParameterData {
            name: String::new(),
            description: None,
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(any_schema()),
            example: None,
            examples: IndexMap::new(),
            explode: None,
            extensions: IndexMap::new(),
        },
        location: None,
        style: None,
        allow_reserved: false,
        allow_empty_value: None,
    }
}
