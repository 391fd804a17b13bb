//! Merges a schema with everything that `allOf` and references add to it.

use std::collections::HashSet;

use crate::value::Value;
use foldhash::fast::RandomState;
use indexmap::IndexSet;

use super::label::Label;
use super::merged::{Additional, Alternatives, Merged};
use super::resolver::Resolver;
use super::subschema::{Subschema, is_structural};
use crate::diagnostic;
use crate::lower::view::{AdditionalPropertiesView, SchemaNode, SchemaView};

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
        let schema = match &subschema.node {
            SchemaNode::Schema(schema) => schema,
            SchemaNode::Reference { key, .. } => {
                let mut keys = flattened.iter().filter_map(|known| known.node.key());
                if !keys.any(|known| known == *key) {
                    flattened.push(subschema.clone());
                }
                return;
            }
        };
        if is_structural(schema) || depth > DEPTH_LIMIT {
            flattened.push(subschema.clone());
            return;
        }
        for member in subschema.all_of(schema) {
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
                subschema.location().clone(),
                message,
            );
            return;
        }
        match &subschema.node {
            SchemaNode::Reference { key, .. } => {
                if merger.visited.insert(key)
                    && let Some(mut target) = self.component_subschema(key)
                {
                    target.skip_unions = subschema.skip_unions;
                    self.merge_subschema(&target, merger, depth + 1);
                }
            }
            SchemaNode::Schema(schema) => {
                for member in subschema.all_of(schema) {
                    self.merge_subschema(&member, merger, depth + 1);
                }
                self.merge_keywords(schema, subschema, merger);
            }
        }
    }

    fn merge_keywords(
        &mut self,
        schema: &SchemaView<'a>,
        subschema: &Subschema<'a>,
        merger: &mut Merger<'a>,
    ) {
        let keyword_count = schema.declared_property_count()
            + schema.required().len()
            + schema.values().len()
            + schema.one_of_count()
            + schema.any_of_count();
        self.spend(1 + keyword_count, schema.location());
        let merged = &mut merger.merged;
        merged.null |= schema.is_null();
        merged.never |= schema.is_never();
        let types: Vec<&'a str> = schema.types().collect();
        if !types.is_empty() {
            self.narrow_types(merged, types, subschema);
        }
        if !schema.values().is_empty() {
            self.narrow_values(merged, schema.values(), subschema);
            merged.values_of = Some(schema.clone());
        }
        merged.file |= self.files.contains(schema);
        merged.format = self.effective_format(schema).or(merged.format);
        merged.minimum = schema.minimum().or(merged.minimum);
        merged.maximum = schema.maximum().or(merged.maximum);
        merge_object_keywords(schema, subschema, merged);
        let (least, greatest) = merged.item_count;
        let (min_items, max_items) = schema.item_count();
        merged.item_count = (min_items.or(least), max_items.or(greatest));
        if let Some(items) = schema.items() {
            let context = subschema.context.item();
            merged.items.push(Subschema::new(items, context));
        }
        if schema.has_prefix_items() {
            let items = schema.prefix_items();
            let items = items.map(|item| Subschema::new(item, subschema.context.clone()));
            merged.prefix = Some(items.collect());
        }
        if schema.one_of_count() + schema.any_of_count() == 0 {
            merged.discriminator = schema.discriminator().or(merged.discriminator);
        }
        if !subschema.skip_unions {
            merge_union_keywords(schema, subschema, merger);
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
                    subschema.location().clone(),
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
                    subschema.location().clone(),
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
        let mut schemas = subschemas
            .iter()
            .filter_map(|subschema| subschema.node.as_schema());
        schemas.any(|schema| self.files.contains(schema))
    }

    /// Returns a component as a subschema, with the name context of its inline types.
    pub(super) fn component_subschema(&self, key: &str) -> Option<Subschema<'a>> {
        let node = self.lowered.component_schema(key)?;
        let context = match self.components.get(key) {
            Some(component) => component.context.clone(),
            None => self.hoisted_context(key, node.location()),
        };
        Some(Subschema::new(node, context))
    }
}

struct Merger<'a> {
    merged: Merged<'a>,
    visited: IndexSet<&'a str, RandomState>,
}

fn merge_object_keywords<'a>(
    schema: &SchemaView<'a>,
    subschema: &Subschema<'a>,
    merged: &mut Merged<'a>,
) {
    for (name, property) in schema.properties() {
        let context = subschema.context.property(name, schema);
        let property = Subschema {
            label: Some(Label::new(name, &subschema.context)),
            ..Subschema::new(property, context)
        };
        let declared = if schema.is_conditional(name) {
            &mut merged.conditional
        } else {
            &mut merged.properties
        };
        declared.entry(name).or_default().push(property);
    }
    merged
        .required
        .extend(schema.required().iter().map(String::as_str));
    match (schema.additional_properties(), &merged.additional) {
        (AdditionalPropertiesView::Absent, _)
        | (AdditionalPropertiesView::Any, Additional::Schema(_)) => {}
        (AdditionalPropertiesView::Any, _) => merged.additional = Additional::Any,
        (AdditionalPropertiesView::Forbidden, Additional::Absent) => {
            merged.additional = Additional::Forbidden;
        }
        (AdditionalPropertiesView::Forbidden, _) => {}
        (AdditionalPropertiesView::Schema(values), _) => {
            let context = subschema.context.inside("value");
            merged.additional = Additional::Schema(Subschema::new(values, context));
        }
    }
}

fn merge_union_keywords<'a>(
    schema: &SchemaView<'a>,
    subschema: &Subschema<'a>,
    merger: &mut Merger<'a>,
) {
    let one_of: Vec<SchemaNode<'a>> = schema.one_of().collect();
    let any_of: Vec<SchemaNode<'a>> = schema.any_of().collect();
    for (keyword, members) in [("oneOf", one_of), ("anyOf", any_of)] {
        // A child of a base that lists its children is not a choice between itself and the others.
        let is_cyclic = |member: &SchemaNode<'a>| {
            let key = member.key();
            key.is_some_and(|key| merger.visited.contains(key))
        };
        if members.is_empty() || members.iter().any(is_cyclic) {
            continue;
        }
        let members = members.into_iter();
        let members = members.map(|member| Subschema::new(member, subschema.context.clone()));
        merger.merged.alternatives.push(Alternatives {
            members: members.collect(),
            discriminator: schema.discriminator(),
            combines: keyword == "anyOf",
            at: schema.location().child(keyword),
        });
    }
}
