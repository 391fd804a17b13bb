//! Keywords of objects.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema};
use serde_json::{Map, Value};

use super::super::at::At;
use super::super::{Lowerer, extension};
use super::Draft;
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// `properties`: a member called `$ref` is a property here, not a reference.
    pub(super) fn properties(&mut self, draft: &mut Draft, value: &'d Value, at: &At<'_>) {
        for (name, value) in self.object(value, at).into_iter().flatten() {
            let property = self.boxed(value, &at.key(name));
            draft.any.properties.insert(name.clone(), property);
        }
    }

    /// `required`, each name once.
    pub(super) fn required(&mut self, draft: &mut Draft, value: &'d Value, at: &At<'_>) {
        if value.is_boolean() {
            // The habit of JSON Schema draft 3, where the property itself says whether it is required.
            self.diagnostics
                .warning(
                    code::INVALID_VALUE,
                    at,
                    "`required` must be an array of property names, not a boolean; it is ignored",
                )
                .hint("list the property in `required` of the object that has it");
            return;
        }
        for name in self.texts(value, at) {
            if draft.any.required.contains(&name) {
                let message = format!("`{name}` stands twice in `required`");
                self.diagnostics.note(code::INVALID_VALUE, at, message);
            } else {
                draft.any.required.push(name);
            }
        }
    }

    /// `additionalProperties`.
    pub(super) fn additional_properties(
        &mut self,
        draft: &mut Draft,
        value: &'d Value,
        at: &At<'_>,
    ) {
        draft.any.additional_properties = match value {
            Value::Bool(allowed) => Some(AdditionalProperties::Any(*allowed)),
            Value::Object(_) => Some(AdditionalProperties::Schema(Box::new(
                self.schema(value, at),
            ))),
            other => self.flag(other, at).map(AdditionalProperties::Any),
        };
    }

    /// `unevaluatedProperties`, which says of merged schemas what `additionalProperties` says of each alone.
    pub(super) fn unevaluated_properties(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        let Some(value) = members.get("unevaluatedProperties") else {
            return;
        };
        let at = &at.key("unevaluatedProperties");
        if members.contains_key("additionalProperties") || *value == Value::Bool(false) {
            self.ignored(
                "unevaluatedProperties",
                at,
                "it does not change the type and is not checked",
            );
            return;
        }
        self.additional_properties(draft, value, at);
        if let Some(AdditionalProperties::Schema(schema)) = &mut draft.any.additional_properties {
            stands_at(schema, at);
        }
    }

    /// `patternProperties`: the types of the members that have no name of their own, beside the one that
    /// `additionalProperties` has for the others.
    pub(super) fn pattern_properties(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        let Some(value) = members.get("patternProperties") else {
            return;
        };
        let at_patterns = &at.key("patternProperties");
        let Some(patterns) = self.object(value, at_patterns) else {
            return;
        };
        if matches!(
            draft.any.additional_properties,
            Some(AdditionalProperties::Any(true))
        ) {
            let consequence = "`additionalProperties` allows any value";
            self.ignored("patternProperties", at_patterns, consequence);
            return;
        }
        let is_anything = |value: &Value| {
            *value == Value::Bool(true) || value.as_object().is_some_and(Map::is_empty)
        };
        if patterns.values().any(is_anything) {
            draft.any.additional_properties = Some(AdditionalProperties::Any(true));
            return;
        }
        let mut seen: Vec<&Value> = Vec::new();
        let mut schemas = Vec::new();
        for (pattern, value) in patterns {
            if *value == Value::Bool(false) || seen.contains(&value) {
                continue;
            }
            seen.push(value);
            let at = &at_patterns.key(pattern);
            let mut schema = self.schema(value, at);
            stands_at(&mut schema, at);
            schemas.push(schema);
        }
        if let Some(AdditionalProperties::Schema(mut others)) =
            draft.any.additional_properties.take()
            && !members
                .get("additionalProperties")
                .is_some_and(|others| seen.contains(&others))
        {
            stands_at(&mut others, &at.key("additionalProperties"));
            schemas.push(*others);
        }
        let schema = match schemas.len() {
            0 => {
                draft.any.additional_properties = Some(AdditionalProperties::Any(false));
                return;
            }
            1 => schemas.remove(0),
            _ => {
                let mut several = Draft::default();
                several.any.any_of = schemas;
                let mut several = ReferenceOr::Item(several.finish());
                stands_at(&mut several, at_patterns);
                several
            }
        };
        draft.any.additional_properties = Some(AdditionalProperties::Schema(Box::new(schema)));
    }
}

/// Notes where a schema stands that the walk to it does not tell.
fn stands_at(schema: &mut ReferenceOr<Schema>, at: &At<'_>) {
    if let ReferenceOr::Item(schema) = schema {
        let extensions = &mut schema.schema_data.extensions;
        let location = extensions.entry(extension::LOCATION.to_owned());
        location.or_insert_with(|| extension::location_value(&at.location()));
    }
}
