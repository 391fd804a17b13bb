//! Schemas: JSON Schema 2020-12 (OpenAPI 3.1) and the dialect of OpenAPI 3.0 into one form.

mod array;
mod bounds;
mod composition;
mod content;
mod kinds;
mod object;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use serde_json::{Map, Value};

use super::at::At;
use super::components::{ComponentKind, any};
use super::{Lowerer, extension};
use crate::diagnostic::code;

/// A schema in the making.
#[derive(Default)]
struct Draft {
    data: SchemaData,
    any: AnySchema,
    /// What has to be seen whole: it is read after all the other keywords.
    late: Late,
}

/// Which keywords are there that depend on each other.
#[derive(Default)]
struct Late {
    types: bool,
    values: bool,
    bounds: bool,
    content: bool,
    patterns: bool,
    unevaluated: bool,
    tuple: bool,
}

impl Draft {
    fn flag(&mut self, name: &str) {
        self.extend(name, Value::Bool(true));
    }

    fn extend(&mut self, name: &str, value: Value) {
        self.data.extensions.insert(name.to_owned(), value);
    }

    fn finish(self) -> Schema {
        Schema {
            schema_data: self.data,
            schema_kind: SchemaKind::Any(self.any),
        }
    }
}

/// The keywords beside a `$ref` that mean nothing for the type or its documentation.
const SILENT_SIBLINGS: [&str; 6] = [
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "summary",
    "$comment",
    "xml",
];

impl<'d> Lowerer<'d> {
    /// A schema or a reference to one.
    pub(super) fn schema(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<Schema> {
        match value {
            Value::Object(members) => {
                let target = match reference_keyword(members) {
                    Some(("$recursiveRef", _)) => self.recursive_reference(at),
                    Some((keyword, reference)) => {
                        let at = &at.key(keyword);
                        self.reference(ComponentKind::Schema, reference, at)
                    }
                    None => return ReferenceOr::Item(self.schema_of(members, at)),
                };
                self.schema_reference(target, members, at)
            }
            Value::Bool(true) | Value::Null => any(),
            Value::Bool(false) => {
                let mut draft = Draft::default();
                draft.flag(extension::NEVER);
                ReferenceOr::Item(draft.finish())
            }
            other => {
                let message = format!(
                    "a schema is an object or a boolean, not {}; it is read as one that everything fits",
                    super::read::kind(other)
                );
                self.diagnostics.warning(code::INVALID_VALUE, at, message);
                any()
            }
        }
    }

    /// A schema in a box, as members and items have it.
    fn boxed(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<Box<Schema>> {
        match self.schema(value, at) {
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
            ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        }
    }

    /// What `$recursiveRef: "#"` stands for: the nearest schema around it that allows recursion, or the root.
    fn recursive_reference(&mut self, at: &At<'_>) -> Option<String> {
        let target = self.document.recursive_anchor(&at.location())?;
        let key = self.key_at(ComponentKind::Schema, target);
        Some(format!("#/components/schemas/{key}"))
    }

    fn schema_reference(
        &mut self,
        target: Option<String>,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) -> ReferenceOr<Schema> {
        let target = target.map(|reference| ReferenceOr::Reference { reference });
        let silent = |key: &String| SILENT_SIBLINGS.contains(&key.as_str());
        if members.keys().all(silent) {
            return target.unwrap_or_else(any);
        }
        // OpenAPI 3.0 ignores what stands beside a reference, 3.1 applies it; documents of both kinds mean it.
        let mut schema = self.schema_of(members, at);
        if let (Some(target), SchemaKind::Any(any)) = (target, &mut schema.schema_kind) {
            any.all_of.push(target);
            schema
                .schema_data
                .extensions
                .insert(extension::REF_SIBLINGS.to_owned(), Value::Bool(true));
        }
        ReferenceOr::Item(schema)
    }

    /// The schema whose keywords stand among the members of a parameter; those that are no keywords are not told again.
    pub(super) fn inline_keywords(
        &mut self,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) -> Schema {
        let mut draft = Draft::default();
        for (key, value) in members {
            if ["format", "pattern", "items", "default"].contains(&key.as_str()) {
                self.keyword(&mut draft, key, value, &at.key(key));
            }
        }
        self.types(&mut draft, members, at);
        self.values(&mut draft, members, at);
        self.bounds(&mut draft, members, at);
        draft.finish()
    }

    fn schema_of(&mut self, members: &'d Map<String, Value>, at: &At<'_>) -> Schema {
        let mut draft = Draft::default();
        for (key, value) in members {
            self.keyword(&mut draft, key, value, &at.key(key));
        }
        if draft.late.types {
            self.types(&mut draft, members, at);
        }
        if draft.late.values {
            self.values(&mut draft, members, at);
        }
        if draft.late.bounds {
            self.bounds(&mut draft, members, at);
        }
        if draft.late.content {
            self.content_keywords(&mut draft, members, at);
        }
        if draft.late.unevaluated {
            self.unevaluated_properties(&mut draft, members, at);
        }
        if draft.late.patterns {
            self.pattern_properties(&mut draft, members, at);
        }
        if draft.late.tuple {
            self.tuple(&mut draft, members, at);
        }
        draft.finish()
    }

    /// Reads one keyword; those of [`Late`] are only marked.
    fn keyword(&mut self, draft: &mut Draft, key: &str, value: &'d Value, at: &At<'_>) {
        match key {
            "type" | "nullable" => draft.late.types = true,
            "enum" | "const" => draft.late.values = true,
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                draft.late.bounds = true;
            }
            "contentEncoding" | "contentMediaType" => draft.late.content = true,
            "patternProperties" => draft.late.patterns = true,
            "unevaluatedProperties" => draft.late.unevaluated = true,
            "prefixItems" | "additionalItems" => draft.late.tuple = true,
            "items" if value.is_array() => draft.late.tuple = true,
            "items" => self.items(draft, value, at),
            "format" => draft.any.format = self.text(value, at),
            "pattern" => draft.any.pattern = self.text(value, at),
            "multipleOf" => {
                draft.any.multiple_of = self.number(value, at).and_then(|number| number.as_f64());
            }
            "minLength" => draft.any.min_length = self.count(value, at),
            "maxLength" => draft.any.max_length = self.count(value, at),
            "minItems" => draft.any.min_items = self.count(value, at),
            "maxItems" => draft.any.max_items = self.count(value, at),
            "minProperties" => draft.any.min_properties = self.count(value, at),
            "maxProperties" => draft.any.max_properties = self.count(value, at),
            "uniqueItems" => draft.any.unique_items = self.flag(value, at),
            "properties" => self.properties(draft, value, at),
            "required" => self.required(draft, value, at),
            "additionalProperties" => self.additional_properties(draft, value, at),
            "allOf" => draft.any.all_of = self.members_of_composition(value, at),
            "oneOf" => draft.any.one_of = self.members_of_composition(value, at),
            "anyOf" => draft.any.any_of = self.members_of_composition(value, at),
            "discriminator" => draft.data.discriminator = self.discriminator(value, at),
            _ => self.annotation(draft, key, value, at),
        }
    }

    fn annotation(&mut self, draft: &mut Draft, key: &str, value: &'d Value, at: &At<'_>) {
        let data = &mut draft.data;
        match key {
            "title" => data.title = self.text(value, at),
            "description" => data.description = self.text(value, at),
            "default" => data.default = Some(value.clone()),
            "example" => data.example = Some(value.clone()),
            "examples" if data.example.is_none() => {
                // An array in JSON Schema, an object of examples in documents that mistake it for a media type's.
                data.example = match value {
                    Value::Array(examples) => examples.first().cloned(),
                    Value::Object(examples) => examples
                        .values()
                        .next()
                        .map(|example| example.get("value").unwrap_or(example).clone()),
                    other => Some(other.clone()),
                };
            }
            "deprecated" => data.deprecated = self.flag(value, at).unwrap_or_default(),
            "readOnly" => data.read_only = self.flag(value, at).unwrap_or_default(),
            "writeOnly" => data.write_only = self.flag(value, at).unwrap_or_default(),
            "externalDocs" => data.external_docs = self.external_docs(value, at),
            _ => self.ignored_keyword(draft, key, value, at),
        }
    }

    /// A keyword that the normal form does not have.
    fn ignored_keyword(&mut self, draft: &mut Draft, key: &str, value: &'d Value, at: &At<'_>) {
        match key {
            // Named, annotating or only of use for references, which are followed without them.
            "$ref" | "$dynamicRef" | "$recursiveRef" if value.is_string() => {}
            "$schema" | "$id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$comment"
            | "$vocabulary" | "$defs" | "definitions" | "xml" | "summary" | "examples"
            | "contentSchema" => {}
            "not" => {
                draft.any.not = Some(Box::new(self.schema(value, at)));
                self.ignored(key, at, "it is not checked");
            }
            "if" | "then" | "else" | "dependentSchemas" | "dependentRequired" | "dependencies"
            | "contains" | "minContains" | "maxContains" | "propertyNames" | "unevaluatedItems" => {
                self.ignored(key, at, "it does not change the type and is not checked");
            }
            _ if key.starts_with("x-") => {
                self.other_member(&mut draft.data.extensions, key, value, at);
            }
            _ => self.unknown_keyword(key, at),
        }
    }

    fn ignored(&mut self, key: &str, at: &At<'_>, consequence: &str) {
        let message = format!("`{key}` is ignored: {consequence}");
        self.diagnostics.note(code::IGNORED_KEYWORD, at, message);
    }

    fn unknown_keyword(&mut self, key: &str, at: &At<'_>) {
        let message = format!("`{key}` is no keyword of a schema and is ignored");
        let meant = crate::document::closest(key, KEYWORDS.into_iter());
        let diagnostic = self.diagnostics.warning(code::UNKNOWN_KEYWORD, at, message);
        diagnostic.hint = meant.map(|name| format!("did you mean `{name}`?"));
    }
}

/// The keyword that makes a schema a reference, with its value.
///
/// Which schema a dynamic reference means depends on the way that led to it; the one that it means without any such way is
/// taken (JSON Schema 2020-12, section 8.2.3.2).
fn reference_keyword(members: &Map<String, Value>) -> Option<(&'static str, &str)> {
    ["$ref", "$dynamicRef", "$recursiveRef"]
        .into_iter()
        .find_map(|keyword| Some((keyword, members.get(keyword)?.as_str()?)))
}

/// The reference of a schema that stands for a reference with other keywords beside it.
pub(super) fn sibling_reference(schema: &Schema) -> Option<&str> {
    if !extension::is_set(&schema.schema_data.extensions, extension::REF_SIBLINGS) {
        return None;
    }
    match &schema.schema_kind {
        SchemaKind::Any(any) => match any.all_of.last()? {
            ReferenceOr::Reference { reference } => Some(reference),
            ReferenceOr::Item(_) => None,
        },
        _ => None,
    }
}

/// The keywords that change a type, for suggestions.
const KEYWORDS: [&str; 38] = [
    "type",
    "nullable",
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "contentEncoding",
    "contentMediaType",
    "patternProperties",
    "prefixItems",
    "additionalItems",
    "items",
    "format",
    "pattern",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "uniqueItems",
    "properties",
    "required",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "title",
    "description",
    "default",
    "example",
    "deprecated",
    "readOnly",
    "writeOnly",
];
