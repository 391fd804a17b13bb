//! Parameters and headers.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};
use serde_json::{Map, Value};

use super::at::At;
use super::components::{ComponentKind, any};
use super::{Lowerer, extension};
use crate::diagnostic::code;

/// What parameters and headers have in common.
struct Draft {
    data: ParameterData,
    place: Option<String>,
    style: Option<String>,
    allow_reserved: bool,
    allow_empty_value: Option<bool>,
}

/// The keywords that Swagger 2.0 has in the parameter itself.
const INLINE_SCHEMA: [&str; 5] = ["type", "format", "items", "enum", "pattern"];

impl<'d> Lowerer<'d> {
    /// A list of parameters; what is none of the four kinds is told and left out.
    pub(super) fn parameters(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> Vec<ReferenceOr<Parameter>> {
        let items = self.array(value, at).unwrap_or_default();
        let mut parameters = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let left_out = parameters.len() != index;
            let Some(mut parameter) = self.parameter(item, &at.index(index)) else {
                continue;
            };
            if left_out {
                mark_parameter(&mut parameter, &at.index(index));
            }
            parameters.push(parameter);
        }
        parameters
    }

    /// A parameter (OpenAPI 3.0.3, "Parameter Object"); `None` where it is none.
    pub(super) fn parameter(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> Option<ReferenceOr<Parameter>> {
        if let Some(reference) = self.reference_in(value) {
            let reference = self.reference(ComponentKind::Parameter, reference, &at.key("$ref"))?;
            return Some(ReferenceOr::Reference { reference });
        }
        let members = self.object(value, at)?;
        let draft = self.parameter_members(members, at);
        if draft.data.name.is_empty() {
            self.diagnostics.warning(
                code::INVALID_PARAMETER,
                at,
                "the parameter has no `name`; it is left out",
            );
            return None;
        }
        let style = draft.style.as_deref();
        let parameter = match draft.place.as_deref() {
            Some("query") => Parameter::Query {
                style: self.query_style(style, at),
                parameter_data: draft.data,
                allow_reserved: draft.allow_reserved,
                allow_empty_value: draft.allow_empty_value,
            },
            Some("header") => {
                self.only_style(style, "simple", at);
                Parameter::Header {
                    parameter_data: draft.data,
                    style: HeaderStyle::Simple,
                }
            }
            Some("path") => Parameter::Path {
                style: self.path_style(style, at),
                parameter_data: ParameterData {
                    required: true,
                    ..draft.data
                },
            },
            Some("cookie") => {
                self.only_style(style, "form", at);
                Parameter::Cookie {
                    parameter_data: draft.data,
                    style: CookieStyle::Form,
                }
            }
            place => {
                self.unusual_place(&draft.data.name, place, at);
                return None;
            }
        };
        Some(ReferenceOr::Item(parameter))
    }

    /// A header (OpenAPI 3.0.3, "Header Object").
    pub(super) fn header(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<Header> {
        if let Some(reference) = self.reference_in(value)
            && let Some(reference) =
                self.reference(ComponentKind::Header, reference, &at.key("$ref"))
        {
            return ReferenceOr::Reference { reference };
        }
        let members = self.object(value, at);
        let data = match members {
            Some(members) if !members.contains_key("$ref") => self.parameter_members(members, at),
            _ => new_draft(),
        }
        .data;
        ReferenceOr::Item(Header {
            description: data.description,
            style: HeaderStyle::Simple,
            required: data.required,
            deprecated: data.deprecated,
            format: data.format,
            example: data.example,
            examples: IndexMap::new(),
            extensions: data.extensions,
        })
    }

    fn parameter_members(&mut self, members: &'d Map<String, Value>, at: &At<'_>) -> Draft {
        let mut draft = new_draft();
        let mut content = None;
        for (key, value) in members {
            let at = &at.key(key);
            let data = &mut draft.data;
            match key.as_str() {
                "name" => data.name = self.text(value, at).unwrap_or_default(),
                "in" => draft.place = self.text(value, at),
                "description" => data.description = self.text(value, at),
                "required" => data.required = self.flag(value, at).unwrap_or_default(),
                "deprecated" => data.deprecated = self.flag(value, at),
                "explode" => data.explode = self.flag(value, at),
                "style" => draft.style = self.text(value, at),
                "allowReserved" => draft.allow_reserved = self.flag(value, at).unwrap_or_default(),
                "allowEmptyValue" => draft.allow_empty_value = self.flag(value, at),
                "schema" => data.format = ParameterSchemaOrContent::Schema(self.schema(value, at)),
                "content" => content = Some(self.content(value, at)),
                "example" => data.example = Some(value.clone()),
                "examples" | "summary" | "$ref" => {}
                _ if INLINE_SCHEMA.contains(&key.as_str()) && !members.contains_key("schema") => {}
                _ => self.other_member(&mut data.extensions, key, value, at),
            }
        }
        // `content` has exactly one entry and excludes `schema`; a document with both means the schema.
        if let Some(content) = content.filter(|content| !content.is_empty())
            && !members.contains_key("schema")
        {
            draft.data.format = ParameterSchemaOrContent::Content(content);
        } else if !members.contains_key("schema") {
            draft.data.format = ParameterSchemaOrContent::Schema(self.inline_schema(members, at));
        }
        draft
    }

    /// The schema of a parameter that has its keywords in itself, as in Swagger 2.0.
    fn inline_schema(
        &mut self,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) -> ReferenceOr<openapiv3::Schema> {
        let message = if members.contains_key("type") {
            "the parameter has no `schema`; its own keywords are read as one, as in Swagger 2.0"
        } else {
            "the parameter has neither `schema` nor `content`; any value is accepted"
        };
        self.diagnostics
            .warning(code::INVALID_PARAMETER, at, message);
        if !members.contains_key("type") {
            return any();
        }
        let mut schema = self.inline_keywords(members, at);
        let location = extension::location_value(&at.location());
        let extensions = &mut schema.schema_data.extensions;
        extensions.insert(extension::LOCATION.to_owned(), location);
        ReferenceOr::Item(schema)
    }

    fn unusual_place(&mut self, name: &str, place: Option<&str>, at: &At<'_>) {
        let message = match place {
            Some(place) => format!("the parameter `{name}` is in `{place}`; it is left out"),
            None => format!("the parameter `{name}` has no `in`; it is left out"),
        };
        let hint = match place {
            Some("body" | "formData") => "this is Swagger 2.0: use `requestBody`",
            Some("querystring") => "a whole query string as one parameter is not supported yet",
            _ => "a parameter is in path, query, header or cookie",
        };
        self.diagnostics
            .warning(code::INVALID_PARAMETER, at, message)
            .hint(hint);
    }

    fn query_style(&mut self, style: Option<&str>, at: &At<'_>) -> QueryStyle {
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

    fn path_style(&mut self, style: Option<&str>, at: &At<'_>) -> PathStyle {
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

    fn only_style(&mut self, style: Option<&str>, allowed: &str, at: &At<'_>) {
        if let Some(style) = style.filter(|style| *style != allowed) {
            self.unknown_style(style, allowed, at);
        }
    }

    fn unknown_style(&mut self, style: &str, instead: &str, at: &At<'_>) {
        let message = format!("the style `{style}` is not for this place; `{instead}` is used");
        self.diagnostics
            .warning(code::INVALID_PARAMETER, &at.key("style"), message);
    }

    /// A style of the encoding of a form; `None` where there is none.
    pub(super) fn encoding_style(&mut self, value: &Value, at: &At<'_>) -> Option<QueryStyle> {
        let style = self.text(value, at)?;
        Some(self.query_style(Some(&style), at))
    }
}

fn new_draft() -> Draft {
    Draft {
        data: ParameterData {
            name: String::new(),
            description: None,
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(any()),
            example: None,
            examples: IndexMap::new(),
            explode: None,
            extensions: IndexMap::new(),
        },
        place: None,
        style: None,
        allow_reserved: false,
        allow_empty_value: None,
    }
}

/// Says where a parameter stands that is not where the walk leads.
pub(super) fn mark_parameter(parameter: &mut ReferenceOr<Parameter>, at: &At<'_>) {
    let ReferenceOr::Item(parameter) = parameter else {
        return;
    };
    let data = match parameter {
        Parameter::Query { parameter_data, .. }
        | Parameter::Header { parameter_data, .. }
        | Parameter::Path { parameter_data, .. }
        | Parameter::Cookie { parameter_data, .. } => parameter_data,
    };
    let location = extension::location_value(&at.location());
    data.extensions
        .entry(extension::LOCATION.to_owned())
        .or_insert(location);
}
