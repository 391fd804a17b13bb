//! Schemas: JSON Schema 2020-12 (OpenAPI 3.1) and the dialect of OpenAPI 3.0 in one form.

mod array;
mod bounds;
mod builder;
mod composition;
mod conditional;
mod content;
mod kinds;
mod object;

use crate::value::{Members, Value};
use openapiv3::{ReferenceOr, Schema, SchemaKind};

pub(super) use builder::any_schema;

use super::component_kind::ComponentKind;
use super::facts::SchemaFacts;
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;
use builder::SchemaBuilder;
use composition::has_null_marker;

/// The siblings of `$ref` that affect neither the type nor its documentation.
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
    pub(super) fn schema(&mut self, value: &'d Value, at: &PointerPath<'_>) -> ReferenceOr<Schema> {
        match value {
            Value::Object(members) => {
                self.with_anchors_of(members, at, |lowerer| match reference_keyword(members) {
                    Some((keyword, reference)) => {
                        let target = lowerer.target(keyword, reference, members, at);
                        lowerer.schema_reference(target, members, at)
                    }
                    None => ReferenceOr::Item(lowerer.schema_of(members, at)),
                })
            }
            Value::Bool(true) | Value::Null => any_schema(),
            Value::Bool(false) => {
                let mut builder = SchemaBuilder::default();
                builder.facts.is_never = true;
                ReferenceOr::Item(self.finish_schema(builder, at))
            }
            other => {
                let message = format!(
                    "a schema must be an object or a boolean, not {}; any value is accepted",
                    other.describe_type()
                );
                self.diagnostics.warning(code::INVALID_VALUE, at, message);
                any_schema()
            }
        }
    }

    /// A boxed schema, for members and items.
    fn boxed(&mut self, value: &'d Value, at: &PointerPath<'_>) -> ReferenceOr<Box<Schema>> {
        match self.schema(value, at) {
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
            ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        }
    }

    /// The target of a reference, or a copy of it.
    fn target(
        &mut self,
        keyword: &str,
        reference: &str,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) -> Option<ReferenceOr<Schema>> {
        let at_keyword = &at.key(keyword);
        let reference = match keyword {
            "$recursiveRef" => self.recursive_reference(at),
            "$dynamicRef" => self.dynamic_reference(reference, at_keyword),
            _ => match self.instance(reference, members, at) {
                Some(instance) => return Some(instance),
                None => self.reference(ComponentKind::Schema, reference, at_keyword),
            },
        };
        reference.map(|reference| ReferenceOr::Reference { reference })
    }

    /// The target of `$recursiveRef: "#"`: the innermost enclosing schema that allows recursion, or the root.
    fn recursive_reference(&mut self, at: &PointerPath<'_>) -> Option<String> {
        let target = self
            .document
            .recursive_anchor(&self.source(&at.location()))?;
        let key = self.key_at(ComponentKind::Schema, target);
        Some(format!("#/components/schemas/{key}"))
    }

    fn schema_reference(
        &mut self,
        target: Option<ReferenceOr<Schema>>,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) -> ReferenceOr<Schema> {
        let is_silent = members
            .keys()
            .all(|key| SILENT_SIBLINGS.contains(&key.as_str()));
        let is_copy = matches!(target, Some(ReferenceOr::Item(_)));
        if is_silent && !is_copy {
            return target.unwrap_or_else(any_schema);
        }
        // OpenAPI 3.0 ignores the siblings of a reference and 3.1 applies them; authors of both expect them to apply.
        let mut builder = self.schema_members(members, at);
        if let Some(target) = target {
            builder.facts.has_reference_sibling = !is_copy;
            let at_all_of = at.key("allOf");
            let place = at_all_of.index(builder.any.all_of.len()).location();
            self.add_moved_schema(&target, place, at.location().child("$ref"));
            builder.any.all_of.push(target);
        }
        ReferenceOr::Item(self.finish_schema(builder, at))
    }

    /// The schema of a parameter whose keywords are members of the parameter itself. Unknown keywords are reported with the
    /// parameter.
    pub(super) fn inline_keywords(&mut self, members: &'d Members, at: &PointerPath<'_>) -> Schema {
        let mut builder = SchemaBuilder::default();
        for (key, value) in members {
            if ["format", "pattern", "items", "default"].contains(&key.as_str()) {
                self.keyword(&mut builder, key, value, &at.key(key));
            }
        }
        self.types(&mut builder, members, at);
        self.values(&mut builder, members, at);
        self.bounds(&mut builder, members, at);
        self.finish_schema(builder, at)
    }

    fn schema_of(&mut self, members: &'d Members, at: &PointerPath<'_>) -> Schema {
        let builder = self.schema_members(members, at);
        self.finish_schema(builder, at)
    }

    /// Completes a schema, and records the facts about it.
    fn finish_schema(&mut self, builder: SchemaBuilder, at: &PointerPath<'_>) -> Schema {
        let (schema, facts) = builder.build();
        if !facts.is_empty() {
            self.facts.add_schema(at.location(), facts);
        }
        schema
    }

    fn schema_members(&mut self, members: &'d Members, at: &PointerPath<'_>) -> SchemaBuilder {
        let mut builder = SchemaBuilder::default();
        for (key, value) in members {
            self.keyword(&mut builder, key, value, &at.key(key));
        }
        if builder.deferred.types {
            self.types(&mut builder, members, at);
        }
        if builder.deferred.values {
            self.values(&mut builder, members, at);
        }
        if builder.deferred.bounds {
            self.bounds(&mut builder, members, at);
        }
        if builder.deferred.content {
            self.content_keywords(&mut builder, members, at);
        }
        if builder.deferred.unevaluated {
            self.unevaluated_properties(&mut builder, members, at);
        }
        if builder.deferred.patterns {
            self.pattern_properties(&mut builder, members, at);
        }
        if builder.deferred.tuple {
            self.tuple(&mut builder, members, at);
        }
        if builder.deferred.conditions {
            self.conditional_properties(&mut builder, members, at);
        }
        builder
    }

    /// Reads one keyword. Those of [`DeferredKeywords`](builder::DeferredKeywords) are only marked.
    fn keyword(
        &mut self,
        builder: &mut SchemaBuilder,
        key: &str,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        match key {
            "type" | "nullable" => builder.deferred.types = true,
            "enum" | "const" => builder.deferred.values = true,
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                builder.deferred.bounds = true;
            }
            "contentEncoding" | "contentMediaType" | "contentSchema" => {
                builder.deferred.content = true;
            }
            "patternProperties" => builder.deferred.patterns = true,
            "unevaluatedProperties" => builder.deferred.unevaluated = true,
            "prefixItems" | "additionalItems" => builder.deferred.tuple = true,
            "items" if value.is_array() => builder.deferred.tuple = true,
            "items" => self.items(builder, value, at),
            "format" => builder.any.format = self.as_string(value, at),
            "pattern" => builder.any.pattern = self.as_string(value, at),
            "multipleOf" => self.multiple_of(builder, value, at),
            "minLength" => builder.any.min_length = self.as_usize(value, at),
            "maxLength" => builder.any.max_length = self.as_usize(value, at),
            "minItems" => builder.any.min_items = self.as_usize(value, at),
            "maxItems" => builder.any.max_items = self.as_usize(value, at),
            "minProperties" => builder.any.min_properties = self.as_usize(value, at),
            "maxProperties" => builder.any.max_properties = self.as_usize(value, at),
            "uniqueItems" => builder.any.unique_items = self.as_bool(value, at),
            "properties" => self.properties(builder, value, at),
            "required" => self.required(builder, value, at),
            "additionalProperties" => self.additional_properties(builder, value, at),
            "allOf" => {
                builder.any.all_of = self.members_of_composition(value, at);
                builder.data.nullable |= has_null_marker(value);
            }
            "oneOf" => builder.any.one_of = self.alternatives(value, at),
            "anyOf" => builder.any.any_of = self.alternatives(value, at),
            "discriminator" => builder.data.discriminator = self.discriminator(value, at),
            _ => self.annotation(builder, key, value, at),
        }
    }

    fn annotation(
        &mut self,
        builder: &mut SchemaBuilder,
        key: &str,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        let data = &mut builder.data;
        match key {
            "title" => data.title = self.as_string(value, at),
            "description" => data.description = self.as_string(value, at),
            "default" => self.default_value(builder, value, at),
            "example" => builder.facts.example = Some(value.clone()),
            "examples" if builder.facts.example.is_none() => {
                // An array in JSON Schema; some documents have an object of examples, as media types do.
                builder.facts.example = match value {
                    Value::Array(examples) => examples.first().cloned(),
                    Value::Object(examples) => examples
                        .values()
                        .next()
                        .map(|example| example.get("value").unwrap_or(example).clone()),
                    other => Some(other.clone()),
                };
            }
            "deprecated" => data.deprecated = self.as_bool(value, at).unwrap_or_default(),
            "readOnly" => data.read_only = self.as_bool(value, at).unwrap_or_default(),
            "writeOnly" => data.write_only = self.as_bool(value, at).unwrap_or_default(),
            "externalDocs" => data.external_docs = self.external_docs(value, at),
            _ => self.ignored_keyword(builder, key, value, at),
        }
    }

    fn default_value(
        &mut self,
        builder: &mut SchemaBuilder,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        builder.facts.default = Some(self.exact_value(value, at));
    }

    /// A keyword that the normal form does not have.
    fn ignored_keyword(
        &mut self,
        builder: &mut SchemaBuilder,
        key: &str,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        match key {
            // Identifiers and annotations; references are followed without them.
            "$ref" | "$dynamicRef" | "$recursiveRef" if value.as_str().is_some() => {}
            "$schema" | "$id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$comment"
            | "$vocabulary" | "$defs" | "definitions" | "xml" | "summary" | "examples" => {}
            "not" if is_any(value) => builder.facts.is_never = true,
            "not" => {
                builder.any.not = Some(Box::new(self.schema(value, at)));
                self.ignored(key, at, "it is not checked");
            }
            "then" | "else" | "dependentSchemas" => builder.deferred.conditions = true,
            "if" | "dependentRequired" | "dependencies" | "contains" | "minContains"
            | "maxContains" | "propertyNames" | "unevaluatedItems" => {
                self.ignored(key, at, "it does not affect the type and is not checked");
            }
            _ if key.starts_with("x-") => {
                builder
                    .facts
                    .extensions
                    .push((key.to_owned(), value.clone()));
            }
            _ => self.unknown_keyword(key, at),
        }
    }

    fn ignored(&mut self, key: &str, at: &PointerPath<'_>, consequence: &str) {
        let message = format!("`{key}` is ignored: {consequence}");
        self.diagnostics.note(code::IGNORED_KEYWORD, at, message);
    }

    fn unknown_keyword(&mut self, key: &str, at: &PointerPath<'_>) {
        let message = format!("unknown schema keyword `{key}`; ignored");
        let similar = crate::document::closest(key, KEYWORDS.into_iter());
        let diagnostic = self.diagnostics.warning(code::UNKNOWN_KEYWORD, at, message);
        diagnostic.hint = similar.map(|name| format!("use `{name}`"));
    }
}

/// The keyword that makes a schema a reference, with its value.
///
/// The target of a dynamic reference depends on the path of references to it. The target without such a path is used (JSON
/// Schema 2020-12, section 8.2.3.2).
fn reference_keyword(members: &Members) -> Option<(&'static str, &str)> {
    ["$ref", "$dynamicRef", "$recursiveRef"]
        .into_iter()
        .find_map(|keyword| Some((keyword, members.get(keyword)?.as_str()?)))
}

/// The reference of a schema that has siblings beside it: the last item of its `allOf`.
pub(super) fn sibling_reference<'s>(schema: &'s Schema, facts: &SchemaFacts) -> Option<&'s str> {
    let SchemaKind::Any(any) = &schema.schema_kind else {
        return None;
    };
    match any.all_of.last().filter(|_| facts.has_reference_sibling)? {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// The keywords to suggest for unknown ones.
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

/// Returns `true` for the schema of any value.
fn is_any(schema: &Value) -> bool {
    match schema {
        Value::Bool(accepts) => *accepts,
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
