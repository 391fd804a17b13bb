//! The keywords of arrays.

use crate::value::{Members, Value};
use openapiv3::ReferenceOr;

use super::super::component_kind::ComponentKind;
use super::super::lowerer::Lowerer;
use super::super::pointer_path::PointerPath;
use super::builder::SchemaBuilder;

impl<'d> Lowerer<'d> {
    /// `items` with one schema for all items.
    pub(super) fn items(
        &mut self,
        builder: &mut SchemaBuilder,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        if !value.is_null() {
            builder.any.items = Some(self.boxed(value, at));
        }
    }

    /// `prefixItems`, or its form in drafts before 2020-12: `items` as an array.
    ///
    /// Each item becomes a component, since the 3.0 model has no field for it.
    pub(super) fn tuple(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        let (key, prefix) = match (members.get("prefixItems"), members.get("items")) {
            (Some(prefix), _) => ("prefixItems", prefix),
            (None, Some(items @ Value::Array(_))) => ("items", items),
            _ => return,
        };
        let at_prefix = &at.key(key);
        let items = self.as_array(prefix, at_prefix).unwrap_or_default();
        let keys = items.iter().enumerate();
        builder.facts.prefix_items = keys
            .map(|(index, item)| self.schema_component(item, &at_prefix.index(index)))
            .collect();
        if key == "items"
            && let Some(rest) = members.get("additionalItems")
        {
            let at_rest = at.key("additionalItems");
            let rest = self.boxed(rest, &at_rest);
            if let ReferenceOr::Item(_) = rest {
                let place = at.key("items").location();
                self.facts.add_moved(place, at_rest.location());
            }
            builder.any.items = Some(rest);
        }
    }

    /// The component key of a schema: that of its target if it is a reference without siblings, otherwise its own.
    pub(in super::super) fn schema_component(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> String {
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
