//! The keywords of objects.

use crate::value::{Members, Value};
use openapiv3::{AdditionalProperties, ReferenceOr, Schema};

use super::super::lowerer::Lowerer;
use super::super::pointer_path::PointerPath;
use super::builder::{SchemaBuilder, any_schema};
use crate::diagnostic::code;
use crate::location::SourceLocation;

impl<'d> Lowerer<'d> {
    /// `properties`, in which a member named `$ref` is a property and not a reference.
    pub(super) fn properties(
        &mut self,
        builder: &mut SchemaBuilder,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        for (name, value) in self.as_object(value, at).into_iter().flatten() {
            let property = self.boxed(value, &at.key(name));
            builder.any.properties.insert(name.clone(), property);
        }
    }

    /// `required`, each name once.
    pub(super) fn required(
        &mut self,
        builder: &mut SchemaBuilder,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        if value.as_bool().is_some() {
            // JSON Schema draft 3 had it in the property itself.
            self.diagnostics
                .warning(
                    code::INVALID_VALUE,
                    at,
                    "`required` must be an array of property names, not a boolean; ignored",
                )
                .hint("list the property in the object's `required`");
            return;
        }
        for name in self.as_strings(value, at) {
            if builder.any.required.contains(&name) {
                let message = format!("duplicate `{name}` in `required`");
                self.diagnostics.note(code::INVALID_VALUE, at, message);
            } else {
                builder.any.required.push(name);
            }
        }
    }

    /// `additionalProperties`.
    pub(super) fn additional_properties(
        &mut self,
        builder: &mut SchemaBuilder,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        builder.any.additional_properties = match value {
            Value::Bool(allowed) => Some(AdditionalProperties::Any(*allowed)),
            Value::Object(_) => Some(AdditionalProperties::Schema(Box::new(
                self.schema(value, at),
            ))),
            other => self.as_bool(other, at).map(AdditionalProperties::Any),
        };
    }

    /// `unevaluatedProperties`, which is for merged schemas what `additionalProperties` is for a single one.
    pub(super) fn unevaluated_properties(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        let Some(value) = members.get("unevaluatedProperties") else {
            return;
        };
        let at_keyword = &at.key("unevaluatedProperties");
        if members.contains_key("additionalProperties") || *value == Value::Bool(false) {
            self.ignored(
                "unevaluatedProperties",
                at_keyword,
                "it does not affect the type and is not checked",
            );
            return;
        }
        self.additional_properties(builder, value, at_keyword);
        if let Some(AdditionalProperties::Schema(schema)) = &builder.any.additional_properties {
            let place = at.key("additionalProperties").location();
            self.add_moved_schema(schema, place, at_keyword.location());
        }
    }

    /// `patternProperties`: the schemas of members without a name of their own, beside the one in `additionalProperties`, or any
    /// value without it.
    pub(super) fn pattern_properties(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        let Some(value) = members.get("patternProperties") else {
            return;
        };
        let at_patterns = &at.key("patternProperties");
        let Some(patterns) = self.as_object(value, at_patterns) else {
            return;
        };
        if matches!(
            builder.any.additional_properties,
            Some(AdditionalProperties::Any(true))
        ) {
            let consequence = "`additionalProperties` allows any value";
            self.ignored("patternProperties", at_patterns, consequence);
            return;
        }
        let is_anything = |value: &Value| {
            *value == Value::Bool(true) || value.as_object().is_some_and(Members::is_empty)
        };
        let is_never = |value: &Value| *value == Value::Bool(false);
        // The patterns restrict no other names (JSON Schema 2020-12, section 10.3.2.2).
        let is_open = ["additionalProperties", "unevaluatedProperties"]
            .iter()
            .all(|keyword| !members.contains_key(*keyword));
        if patterns.values().any(is_anything) || is_open && patterns.values().all(is_never) {
            builder.any.additional_properties = Some(AdditionalProperties::Any(true));
            return;
        }
        let mut seen: Vec<&Value> = Vec::new();
        let mut schemas = Vec::new();
        for (pattern, value) in patterns {
            if is_never(value) || seen.contains(&value) {
                continue;
            }
            seen.push(value);
            let at = at_patterns.key(pattern).location();
            let schema = self.schema(value, &at_patterns.key(pattern));
            schemas.push((schema, at));
        }
        if let Some(AdditionalProperties::Schema(others)) = builder.any.additional_properties.take()
            && !members
                .get("additionalProperties")
                .is_some_and(|others| seen.contains(&others))
        {
            schemas.push((*others, at.key("additionalProperties").location()));
        }
        if is_open {
            schemas.push((any_schema(), at_patterns.location()));
        }
        let place = at.key("additionalProperties").location();
        builder.any.additional_properties = Some(match schemas.len() {
            0 => AdditionalProperties::Any(false),
            1 => {
                let (schema, at) = schemas.remove(0);
                self.add_moved_schema(&schema, place, at);
                AdditionalProperties::Schema(Box::new(schema))
            }
            _ => {
                let schema = self.any_of_moved(schemas, at_patterns);
                self.add_moved_schema(&schema, place, at_patterns.location());
                AdditionalProperties::Schema(Box::new(schema))
            }
        });
    }

    /// A schema that accepts what any of these schemas from elsewhere accepts.
    pub(super) fn any_of_moved(
        &mut self,
        schemas: Vec<(ReferenceOr<Schema>, SourceLocation)>,
        at: &PointerPath<'_>,
    ) -> ReferenceOr<Schema> {
        let at = at.key("anyOf");
        let mut builder = SchemaBuilder::default();
        for (index, (schema, schema_at)) in schemas.into_iter().enumerate() {
            self.add_moved_schema(&schema, at.index(index).location(), schema_at);
            builder.any.any_of.push(schema);
        }
        let (schema, _) = builder.build();
        ReferenceOr::Item(schema)
    }

    /// Records the location of a schema whose place in the model has another one.
    pub(super) fn add_moved_schema(
        &mut self,
        schema: &ReferenceOr<Schema>,
        place: SourceLocation,
        at: SourceLocation,
    ) {
        if let ReferenceOr::Item(_) = schema {
            self.facts.add_moved(place, at);
        }
    }
}
