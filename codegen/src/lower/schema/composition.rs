//! `allOf`, `oneOf`, `anyOf` and the discriminator.

use crate::value::Value;
use indexmap::IndexMap;
use openapiv3::{Discriminator, ReferenceOr, Schema};

use super::super::component_kind::ComponentKind;
use super::super::lowerer::Lowerer;
use super::super::pointer_path::PointerPath;
use super::builder::SchemaBuilder;
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// The members of `allOf`, `oneOf` or `anyOf`, in place.
    pub(super) fn members_of_composition(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Vec<ReferenceOr<Schema>> {
        if value.is_object() {
            let message = format!(
                "`{}` must be an array; the schema is used as its only item",
                at.name()
            );
            self.diagnostics.warning(code::INVALID_VALUE, at, message);
            return vec![self.schema(value, at)];
        }
        let items = self.as_array(value, at).unwrap_or_default();
        if items.is_empty() && value.is_array() {
            let message = format!("`{}` is empty; ignored", at.name());
            self.diagnostics.warning(code::INVALID_VALUE, at, message);
        }
        let items = items.iter().enumerate();
        items
            .map(|(index, item)| self.schema(item, &at.index(index)))
            .collect()
    }

    /// The members of `oneOf` or `anyOf`. One that only allows null is null beside others.
    pub(super) fn alternatives(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Vec<ReferenceOr<Schema>> {
        let members = self.members_of_composition(value, at);
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        if items.iter().all(is_null_marker) {
            return members;
        }
        let members = members.into_iter().zip(items).enumerate();
        members
            .map(|(index, (member, item))| match item {
                item if is_null_marker(item) => self.null(&at.index(index)),
                _ => member,
            })
            .collect()
    }

    /// The schema of null.
    fn null(&mut self, at: &PointerPath<'_>) -> ReferenceOr<Schema> {
        let mut builder = SchemaBuilder::default();
        builder.facts.is_null = true;
        builder.data.nullable = true;
        ReferenceOr::Item(self.finish_schema(builder, at))
    }

    /// `discriminator` (OpenAPI 3.0.3, "Discriminator Object"), its mapping as references in normal form.
    pub(super) fn discriminator(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<Discriminator> {
        if let Value::String(name) = value {
            self.diagnostics.warning(
                code::INVALID_VALUE,
                at,
                "`discriminator` must be an object; the string is used as its `propertyName`",
            );
            return Some(Discriminator {
                property_name: name.clone(),
                mapping: IndexMap::new(),
                extensions: IndexMap::new(),
            });
        }
        let members = self.as_object(value, at)?;
        let mut discriminator = Discriminator {
            property_name: String::new(),
            mapping: IndexMap::new(),
            extensions: IndexMap::new(),
        };
        for (key, value) in members {
            let at = &at.key(key);
            match key.as_str() {
                "propertyName" => {
                    discriminator.property_name = self.as_string(value, at).unwrap_or_default()
                }
                "mapping" => discriminator.mapping = self.mapping(value, at),
                _ => self.other_member(key, at),
            }
        }
        if discriminator.property_name.is_empty() {
            let message = "the discriminator has no `propertyName`; ignored";
            self.diagnostics.warning(code::INVALID_VALUE, at, message);
            return None;
        }
        Some(discriminator)
    }

    fn mapping(&mut self, value: &'d Value, at: &PointerPath<'_>) -> IndexMap<String, String> {
        let mut mapping = IndexMap::new();
        for (tag, target) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(tag);
            let Some(target) = self.as_string(target, at) else {
                continue;
            };
            match self.mapping_target(&target, at) {
                Some(reference) => {
                    mapping.insert(tag.clone(), reference);
                }
                None => {
                    let message = format!(
                        "the discriminator maps `{tag}` to `{target}`, which does not exist; the entry is ignored"
                    );
                    self.diagnostics
                        .warning(code::DISCRIMINATOR_MAPPING, at, message)
                        .hint("use the name of a schema under `components/schemas`, or a reference to one");
                }
            }
        }
        mapping
    }

    /// A mapping's target: the name of a component, or a reference (OpenAPI 3.0.3, "Discriminator Object").
    fn mapping_target(&mut self, target: &str, at: &PointerPath<'_>) -> Option<String> {
        let by_name = format!(
            "#/components/schemas/{}",
            target.replace('~', "~0").replace('/', "~1")
        );
        let source = self.source(&at.location());
        let resolved = self
            .document
            .resolve_in_schema(&source, target)
            .or_else(|_| self.document.resolve(source.file, &by_name))
            .ok()
            .or_else(|| self.document.resolve_enclosing(&source, target))?;
        let key = self.key_at(ComponentKind::Schema, resolved);
        Some(format!("#/components/schemas/{key}"))
    }
}

/// Returns `true` if a member of a composition only has `nullable: true`.
///
/// OpenAPI 3.0.4 gives `nullable` an effect only beside `type`, so that such a member allows any value. Documents that have it use it for
/// null: `anyOf: [X, {nullable: true}]` is X or null.
fn is_null_marker(member: &Value) -> bool {
    let Value::Object(members) = member else {
        return false;
    };
    members.get("nullable") == Some(&Value::Bool(true))
        && members
            .keys()
            .all(|key| matches!(key.as_str(), "nullable" | "description" | "title"))
}

/// Returns `true` if one of several members of `allOf` only allows null.
pub(super) fn has_null_marker(members: &Value) -> bool {
    let members = members.as_array().map(Vec::as_slice).unwrap_or_default();
    members.len() > 1 && members.iter().any(is_null_marker)
}
