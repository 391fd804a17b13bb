//! Keywords of objects.

use openapiv3::{AdditionalProperties, ReferenceOr};
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

    /// `patternProperties`: the type of the members that have no name of their own, where nothing else says it.
    pub(super) fn pattern_properties(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        let Some(value) = members.get("patternProperties") else {
            return;
        };
        let at = &at.key("patternProperties");
        let Some(patterns) = self.object(value, at) else {
            return;
        };
        match draft.any.additional_properties {
            None | Some(AdditionalProperties::Any(false)) => {}
            Some(_) => {
                self.ignored(
                    "patternProperties",
                    at,
                    "`additionalProperties` says the type",
                );
                return;
            }
        }
        let mut distinct = patterns.iter();
        let Some((pattern, first)) = distinct.next() else {
            return;
        };
        if distinct.any(|(_, other)| other != first) {
            self.ignored(
                "patternProperties",
                at,
                "several patterns have different types, so any value is accepted",
            );
            draft.any.additional_properties = Some(AdditionalProperties::Any(true));
            return;
        }
        let at = at.key(pattern);
        let mut schema = self.schema(first, &at);
        if let ReferenceOr::Item(schema) = &mut schema {
            let location = extension::location_value(&at.location());
            let extensions = &mut schema.schema_data.extensions;
            extensions.insert(extension::LOCATION.to_owned(), location);
        }
        draft.any.additional_properties = Some(AdditionalProperties::Schema(Box::new(schema)));
    }
}
