//! Keywords of arrays.

use openapiv3::ReferenceOr;
use serde_json::{Map, Value};

use super::super::at::At;
use super::super::components::ComponentKind;
use super::super::{Lowerer, extension};
use super::Draft;

impl<'d> Lowerer<'d> {
    /// `items` of one schema for all.
    pub(super) fn items(&mut self, draft: &mut Draft, value: &'d Value, at: &At<'_>) {
        if !value.is_null() {
            draft.any.items = Some(self.boxed(value, at));
        }
    }

    /// `prefixItems`, or `items` as an array, which is how drafts before 2020-12 write the same.
    ///
    /// Each item becomes a component, since the 3.0 model has nowhere to put it.
    pub(super) fn tuple(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        let (key, prefix) = match (members.get("prefixItems"), members.get("items")) {
            (Some(prefix), _) => ("prefixItems", prefix),
            (None, Some(items @ Value::Array(_))) => ("items", items),
            _ => return,
        };
        let at_prefix = &at.key(key);
        let items = self.array(prefix, at_prefix).unwrap_or_default();
        let keys = items.iter().enumerate().map(|(index, item)| {
            Value::String(self.schema_component(item, &at_prefix.index(index)))
        });
        let keys = keys.collect();
        draft.extend(extension::PREFIX_ITEMS, Value::Array(keys));
        if key == "items"
            && let Some(rest) = members.get("additionalItems")
        {
            let at = at.key("additionalItems");
            let mut rest = self.boxed(rest, &at);
            if let ReferenceOr::Item(schema) = &mut rest {
                let location = extension::location_value(&at.location());
                let extensions = &mut schema.schema_data.extensions;
                extensions.insert(extension::LOCATION.to_owned(), location);
            }
            draft.any.items = Some(rest);
        }
    }

    /// The key of the component that a schema is: its target's where it is a plain reference, else its own.
    pub(in super::super) fn schema_component(&mut self, value: &'d Value, at: &At<'_>) -> String {
        let plain = value.as_object().is_some_and(|members| members.len() == 1);
        if plain && let Some(reference) = self.reference_in(value) {
            let target = self.referenced_key(ComponentKind::Schema, reference, &at.key("$ref"));
            if let Some(key) = target {
                return key;
            }
        }
        self.key_at(ComponentKind::Schema, at.location())
    }
}
