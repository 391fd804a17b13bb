//! Merges a schema with everything that `allOf` and references add to it.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use openapiv3::{AdditionalProperties, AnySchema, Schema, SchemaData};
use serde_json::Value;

use super::annotations::Label;
use super::merged::{Additional, Alternatives, Bound, Merged};
use super::resolver::Resolver;
use super::subschema::{Node, Subschema, is_structural, keywords};
use crate::diagnostic;
use crate::lower::{ComponentKind, extension};

/// The maximum length of a chain of `allOf`. Longer chains could exhaust the stack.
pub(super) const DEPTH_LIMIT: usize = 200;

impl<'a> Resolver<'a> {
    /// Replaces compositions without content of their own by their members: references and schemas
    /// with content.
    pub(super) fn flatten_all_of(&self, subschemas: &[Subschema<'a>]) -> Vec<Subschema<'a>> {
        let mut flattened = Vec::new();
        for subschema in subschemas {
            self.push_flattened(subschema, &mut flattened, 0);
        }
        flattened
    }

    fn push_flattened(
        &self,
        subschema: &Subschema<'a>,
        flattened: &mut Vec<Subschema<'a>>,
        depth: usize,
    ) {
        let Node::Schema(schema) = subschema.node else {
            let Node::Reference(key) = subschema.node else {
                return;
            };
            let known = |subschema: &Subschema<'a>| matches!(subschema.node, Node::Reference(other) if other == key);
            if !flattened.iter().any(known) {
                flattened.push(subschema.clone());
            }
            return;
        };
        let Some(any) = keywords(schema) else { return };
        if is_structural(schema, any) || depth > DEPTH_LIMIT {
            flattened.push(subschema.clone());
            return;
        }
        for member in subschema.all_of(any) {
            self.push_flattened(&member, flattened, depth + 1);
        }
    }

    /// Merges subschemas; `inside` is the key of the component that is being defined.
    pub(super) fn merge(
        &mut self,
        subschemas: &[Subschema<'a>],
        inside: Option<&'a str>,
    ) -> Merged<'a> {
        let mut merger = Merger {
            merged: Merged::default(),
            visited: inside.into_iter().collect(),
        };
        for subschema in subschemas {
            self.merge_subschema(subschema, &mut merger, 0);
        }
        merger.merged
    }

    fn merge_subschema(
        &mut self,
        subschema: &Subschema<'a>,
        merger: &mut Merger<'a>,
        depth: usize,
    ) {
        if self.budget.is_exhausted() {
            return;
        }
        if depth > DEPTH_LIMIT {
            let message = format!(
                "composition nested more than {DEPTH_LIMIT} levels deep; deeper levels are ignored"
            );
            self.diagnostics.warning(
                diagnostic::code::UNSUPPORTED_COMPOSITION,
                subschema.at.clone(),
                message,
            );
            return;
        }
        match subschema.node {
            Node::Reference(key) => {
                if merger.visited.insert(key)
                    && let Some(mut target) = self.component_subschema(key)
                {
                    target.skip_unions = subschema.skip_unions;
                    self.merge_subschema(&target, merger, depth + 1);
                }
            }
            Node::Schema(schema) => {
                let Some(any) = keywords(schema) else { return };
                for member in subschema.all_of(any) {
                    self.merge_subschema(&member, merger, depth + 1);
                }
                self.merge_keywords(schema, any, subschema, merger);
            }
        }
    }

    fn merge_keywords(
        &mut self,
        schema: &'a Schema,
        any: &'a AnySchema,
        subschema: &Subschema<'a>,
        merger: &mut Merger<'a>,
    ) {
        let data = &schema.schema_data;
        let keyword_count = any.properties.len()
            + any.required.len()
            + any.enumeration.len()
            + any.one_of.len()
            + any.any_of.len();
        self.spend(1 + keyword_count, &subschema.at);
        let merged = &mut merger.merged;
        merged.null |= extension::is_set(&data.extensions, extension::NULL);
        merged.never |= extension::is_set(&data.extensions, extension::NEVER);
        let types: Vec<&'a str> = match &any.typ {
            Some(typ) => vec![typ.as_str()],
            None => extension::strings(&data.extensions, extension::TYPES).collect(),
        };
        if !types.is_empty() {
            self.narrow_types(merged, types, subschema);
        }
        if !any.enumeration.is_empty() {
            self.narrow_values(merged, &any.enumeration, subschema);
            merged.values_of = Some(data);
        }
        merged.file |= self.files.contains(schema);
        merged.format = self
            .effective_format(data, any, subschema)
            .or(merged.format);
        merged.minimum = any.minimum.map(|value| Bound { value }).or(merged.minimum);
        merged.maximum = any.maximum.map(|value| Bound { value }).or(merged.maximum);
        merge_object_keywords(any, subschema, merged);
        let (least, greatest) = merged.item_count;
        merged.item_count = (any.min_items.or(least), any.max_items.or(greatest));
        if let Some(items) = &any.items {
            merged.items.push(Subschema::new(
                Node::boxed(items),
                subschema.at.child("items"),
                subschema.context.inside("item"),
            ));
        }
        let prefix: Vec<&'a str> =
            extension::strings(&data.extensions, extension::PREFIX_ITEMS).collect();
        if !prefix.is_empty() {
            let at = subschema.at.child("prefixItems");
            let part_of = |(index, key)| {
                Subschema::new(
                    Node::Reference(key),
                    at.item(index),
                    subschema.context.clone(),
                )
            };
            merged.prefix = Some(prefix.into_iter().enumerate().map(part_of).collect());
        }
        if !subschema.skip_unions {
            merge_union_keywords(data, any, subschema, merger);
        }
    }

    fn narrow_types(
        &mut self,
        merged: &mut Merged<'a>,
        types: Vec<&'a str>,
        subschema: &Subschema<'a>,
    ) {
        let Some(known) = &mut merged.types else {
            merged.types = Some(types);
            return;
        };
        let accepts =
            |kind: &&str| types.contains(kind) || (*kind == "integer" && types.contains(&"number"));
        let mut narrowed: Vec<&'a str> = known.iter().copied().filter(accepts).collect();
        if known.contains(&"number") && !narrowed.contains(&"number") && types.contains(&"integer")
        {
            narrowed.push("integer");
        }
        if narrowed.is_empty() {
            let message = format!(
                "no value is both {} and {}; using the latter",
                known.join(" or "),
                types.join(" or ")
            );
            self.diagnostics
                .warning(
                    diagnostic::code::CONFLICTING_COMPOSITION,
                    subschema.at.clone(),
                    message,
                )
                .hint("make the types of the `allOf` members overlap");
            *known = types;
        } else {
            *known = narrowed;
        }
    }

    fn narrow_values(
        &mut self,
        merged: &mut Merged<'a>,
        values: &'a [Value],
        subschema: &Subschema<'a>,
    ) {
        let Some(known) = &merged.values else {
            merged.values = Some(values.iter().collect());
            return;
        };
        let others: HashSet<&Value> = values.iter().collect();
        let narrowed: Vec<&'a Value> = known
            .iter()
            .copied()
            .filter(|value| others.contains(value))
            .collect();
        if narrowed.is_empty() {
            self.diagnostics
                .warning(
                    diagnostic::code::CONFLICTING_COMPOSITION,
                    subschema.at.clone(),
                    "the composed `enum` lists have no value in common; using the latter",
                )
                .hint("make the `enum` lists of the `allOf` members overlap");
            merged.values = Some(values.iter().collect());
        } else {
            merged.values = Some(narrowed);
        }
    }

    /// Returns `true` if subschemas without other content describe a file.
    pub(super) fn is_file(&self, subschemas: &[Subschema<'a>]) -> bool {
        subschemas.iter().any(|subschema| match subschema.node {
            Node::Schema(schema) => self.files.contains(schema),
            Node::Reference(_) => false,
        })
    }

    /// Returns a component as a subschema, with the name context of its inline types.
    pub(super) fn component_subschema(&self, key: &'a str) -> Option<Subschema<'a>> {
        let schema = self.api.components.as_ref()?.schemas.get(key)?;
        let at = self
            .lowered
            .location_of_component(ComponentKind::Schema, key);
        let context = match self.components.get(key) {
            Some(component) => component.context.clone(),
            None => self.hoisted_context(key, &at),
        };
        Some(Subschema::new(Node::of(schema), at, context))
    }
}

struct Merger<'a> {
    merged: Merged<'a>,
    visited: IndexSet<&'a str, RandomState>,
}

fn merge_object_keywords<'a>(
    any: &'a AnySchema,
    subschema: &Subschema<'a>,
    merged: &mut Merged<'a>,
) {
    let mut at = None;
    for (name, schema) in &any.properties {
        let properties = at.get_or_insert_with(|| subschema.at.child("properties"));
        let context = subschema.context.inside(name);
        let property = Subschema {
            label: Some(Label::new(name, &subschema.context)),
            ..Subschema::new(Node::boxed(schema), properties.child(name), context)
        };
        merged.properties.entry(name).or_default().push(property);
    }
    merged
        .required
        .extend(any.required.iter().map(String::as_str));
    match &any.additional_properties {
        None => {}
        Some(AdditionalProperties::Any(true))
            if matches!(merged.additional, Additional::Schema(_)) => {}
        Some(AdditionalProperties::Any(true)) => merged.additional = Additional::Any,
        Some(AdditionalProperties::Any(false))
            if !matches!(merged.additional, Additional::Absent) => {}
        Some(AdditionalProperties::Any(false)) => merged.additional = Additional::Forbidden,
        Some(AdditionalProperties::Schema(schema)) => {
            let at = subschema.at.child("additionalProperties");
            merged.additional = Additional::Schema(Subschema::new(
                Node::of(schema),
                at,
                subschema.context.inside("value"),
            ));
        }
    }
}

fn merge_union_keywords<'a>(
    data: &'a SchemaData,
    any: &'a AnySchema,
    subschema: &Subschema<'a>,
    merger: &mut Merger<'a>,
) {
    for (keyword, members) in [("oneOf", &any.one_of), ("anyOf", &any.any_of)] {
        if members.is_empty() {
            continue;
        }
        let at = subschema.at.child(keyword);
        let members: Vec<Subschema<'a>> = members
            .iter()
            .enumerate()
            .map(|(index, member)| {
                Subschema::new(Node::of(member), at.item(index), subschema.context.clone())
            })
            .collect();
        // A child of a base that lists its children is not a choice between itself and the others.
        let cyclic = |member: &Subschema<'a>| matches!(member.node, Node::Reference(key) if merger.visited.contains(key));
        if members.iter().any(cyclic) {
            continue;
        }
        merger.merged.alternatives.push(Alternatives {
            members,
            discriminator: data.discriminator.as_ref(),
            at,
        });
    }
}
