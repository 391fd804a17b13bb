//! Unions: `oneOf`, `anyOf`, several types, and bases whose discriminator lists their children.
//!
//! This chooses the variants and their names. How they are distinguished is set later, when all
//! types are known: see [`super::link`].

mod builder;
mod intersection;
mod origin;
mod reduce;
mod tuple;
mod variant_name;

use builder::{Origin, UnionBuilder};
use variant_name::MemberName;
pub(super) use variant_name::title_name;

use super::annotations::Annotations;
use super::classify::json_kind_label;
use super::context::NameContext;
use super::literal::to_literal;
use super::merged::{Alternatives, Merged};
use super::resolver::Resolver;
use super::shape::{InlineType, NamedType, Shape};
use super::subschema::Subschema;
use super::type_use::TypeUse;
use crate::diagnostic::code;
use crate::ir::{Literal, Tag, Type, TypeKind, Union, VariantForm};
use crate::lower::view::{DiscriminatorView, SchemaNode, SchemaView};

/// The maximum depth of nested unions to flatten.
const DEPTH_LIMIT: usize = 32;

impl<'a> Resolver<'a> {
    /// Classifies `oneOf` and `anyOf`; `None` if they do not choose between types.
    pub(super) fn classify_alternatives(
        &mut self,
        merged: &Merged<'a>,
        subschemas: &[Subschema<'a>],
    ) -> Option<Shape<'a>> {
        let mut choices: Vec<Alternatives<'a>> = Vec::new();
        for alternatives in &merged.alternatives {
            let mut members = Vec::new();
            self.flatten_unions(&alternatives.members, &mut members, 0);
            if members.iter().any(|member| !self.is_constraint(member)) {
                choices.push(Alternatives {
                    members,
                    ..alternatives.clone()
                });
            } else if !members.is_empty() {
                let message = "the alternatives only constrain which properties occur together; this is not checked";
                self.diagnostics
                    .note(code::UNCHECKED_CONSTRAINT, alternatives.at.clone(), message);
            }
        }
        let has_base = !merged.properties.is_empty() || !merged.required.is_empty();
        if choices.is_empty() {
            return None;
        }
        let Some(alternatives) = self.intersect(choices) else {
            return Some(Shape::Inline(InlineType::Untyped(
                "several `oneOf` or `anyOf` apply at once",
            )));
        };
        let alternatives = self.without_repeats(alternatives);
        if let [only] = alternatives.members.as_slice()
            && self.is_whole_union(only, alternatives.discriminator, merged)
        {
            let mut together = without_unions(subschemas, has_base);
            let label = subschemas
                .last()
                .and_then(|subschema| subschema.label.clone());
            together.push(Subschema {
                label: label.or_else(|| only.label.clone()),
                ..only.clone()
            });
            return Some(Shape::Inline(InlineType::SingleAlternative(together)));
        }
        if !has_base && self.is_open_enum(&alternatives.members) {
            return Some(Shape::Named(NamedType::OpenEnum(alternatives.members)));
        }
        Some(Shape::Named(NamedType::Alternatives(alternatives)))
    }

    /// Collects the members that allow more than null, with the members of inline unions in place of the unions.
    fn flatten_unions(
        &self,
        members: &[Subschema<'a>],
        flat: &mut Vec<Subschema<'a>>,
        depth: usize,
    ) {
        for member in members {
            if reduce::is_empty(&member.node) {
                continue;
            }
            let Some(schema) = member.node.as_schema() else {
                flat.push(member.clone());
                continue;
            };
            if !member.is_only_union() || depth > DEPTH_LIMIT {
                flat.push(member.clone());
                continue;
            }
            let inner = schema.one_of().chain(schema.any_of());
            let inner: Vec<Subschema<'a>> = inner
                .map(|inner| Subschema::new(inner, member.context.clone()))
                .collect();
            self.flatten_unions(&inner, flat, depth + 1);
        }
    }

    /// Returns `true` if a member has no type, and only requires or forbids properties.
    fn is_constraint(&self, member: &Subschema<'a>) -> bool {
        let Some(schema) = member.node.as_schema() else {
            return false;
        };
        let is_typed = schema.types().any(|name| name != "object") || schema.is_never();
        let is_empty = schema.required().is_empty()
            && !schema.has_not()
            && schema.pattern().is_none()
            && schema.format().is_none();
        !is_typed
            && !is_empty
            && !schema.has_properties()
            && !schema.has_additional_schema()
            && !schema.has_items()
            && !schema.has_prefix_items()
            && schema.values().is_empty()
            && schema.one_of_count() + schema.any_of_count() + schema.all_of_count() == 0
    }

    /// Returns `true` if the members are lists of strings, possibly with any string allowed. One
    /// enum represents them all.
    fn is_open_enum(&mut self, members: &[Subschema<'a>]) -> bool {
        let mut lists = false;
        let mut integers = false;
        let mut strings = false;
        for member in members {
            let listing = self.lists_values(member);
            // A named list stays a type of its own, unless a member allows any string.
            if member.node.key().is_some() && members.iter().all(|member| self.lists_values(member))
            {
                return false;
            }
            let flattened = self.flatten_all_of(std::slice::from_ref(member));
            let merged = self.merge(&flattened, None);
            if !merged.alternatives.is_empty() || self.string_type(&merged) != Type::String {
                return false;
            }
            let values: Vec<Literal> = merged
                .values
                .as_deref()
                .unwrap_or_default()
                .iter()
                .filter_map(|value| to_literal(value))
                .collect();
            if listing
                && !values.is_empty()
                && values
                    .iter()
                    .all(|value| matches!(value, Literal::String(_) | Literal::Null))
            {
                strings = true;
            } else if listing
                && !values.is_empty()
                && values
                    .iter()
                    .all(|value| matches!(value, Literal::Integer(_) | Literal::Null))
            {
                integers = true;
            } else if listing || merged.only_type() != Some("string") {
                return false;
            } else {
                strings = true;
            }
            lists |= listing;
        }
        lists && strings != integers
    }

    /// Builds a union of the members of a `oneOf` or `anyOf`, each merged with the properties
    /// beside it.
    pub(super) fn build_union(
        &mut self,
        alternatives: &Alternatives<'a>,
        merged: &Merged<'a>,
        context: &NameContext,
        subschemas: &[Subschema<'a>],
    ) -> Union {
        let has_base = !merged.properties.is_empty() || !merged.required.is_empty();
        let base = without_unions(subschemas, has_base);
        let members = &alternatives.members;
        let discriminator = alternatives.discriminator;
        let discriminator = discriminator.or_else(|| self.discriminator_beside(merged, members));
        let mut builder = UnionBuilder::new(context);
        let tags = self.tag_names(members, discriminator);
        for (member, tag) in members.iter().zip(tags) {
            let name = self.member_name(member, context.name(), tag);
            if base.is_empty() {
                self.add_member(member, name, &mut builder);
            } else {
                let mut together = base.clone();
                together.push(member.clone());
                let inner = builder.context.inside(&name.part);
                for subschema in &mut together {
                    subschema.context = inner.clone();
                }
                let used = self.resolve_subschemas(&together);
                self.push_member(&name, member, used, &mut builder);
            }
        }
        let mut union = self.finish_union(builder, discriminator);
        union.combines = alternatives.combines;
        union
    }

    fn add_member(&mut self, member: &Subschema<'a>, name: MemberName, builder: &mut UnionBuilder) {
        if let SchemaNode::Schema(schema) = &member.node {
            let flattened = self.flatten_all_of(std::slice::from_ref(member));
            let merged = self.merge(&flattened, None);
            if let Shape::Named(NamedType::Enum(_, literals) | NamedType::Literals(literals)) =
                self.classify(&merged, &flattened)
            {
                // A list with a reference among its subschemas has a name.
                if flattened
                    .iter()
                    .all(|subschema| subschema.node.as_schema().is_some())
                {
                    let is_only = literals.len() == 1;
                    let docs = schema.description().filter(|_| is_only);
                    for literal in literals {
                        let title = title_name(member).filter(|_| is_only);
                        builder.push_literal(literal, member, title, docs.map(str::to_owned));
                    }
                    return;
                }
            }
        }
        let placed = Subschema {
            context: builder.context.inside(&name.part),
            ..member.clone()
        };
        let used = self.resolve_subschemas(&[placed]);
        self.push_member(&name, member, used, builder);
    }

    /// Adds the variant of a member, whose last names are those of its type.
    fn push_member(
        &self,
        name: &MemberName,
        member: &Subschema<'a>,
        used: TypeUse,
        builder: &mut UnionBuilder,
    ) {
        let labels = self.type_labels(&used.ty, &name.part, builder.context.name());
        let names = [name.names.as_slice(), &labels].concat();
        builder.push(&names, member, used, self.origin(member));
    }

    /// Builds a union of scalars.
    pub(super) fn build_literal_union(
        &mut self,
        literals: &[Literal],
        subschemas: &[Subschema<'a>],
    ) -> Union {
        let mut builder = UnionBuilder::new(&NameContext::new("", ""));
        if let Some(subschema) = subschemas.last() {
            for literal in literals {
                builder.push_literal(literal.clone(), subschema, None, None);
            }
        }
        self.finish_union(builder, None)
    }

    /// Builds a union of JSON types.
    pub(super) fn build_kind_union(
        &mut self,
        kinds: &[&'a str],
        merged: &Merged<'a>,
        context: &NameContext,
        subschemas: &[Subschema<'a>],
    ) -> Union {
        let mut builder = UnionBuilder::new(context);
        let Some(subschema) = subschemas.last() else {
            return self.finish_union(builder, None);
        };
        for &kind in kinds {
            let one = merged.of_type(kind);
            let label = json_kind_label(kind);
            let inner = context.inside(label);
            let ty = match self.classify(&one, subschemas) {
                Shape::Inline(inline) => self.build_inline(inline, &one, &inner, subschemas),
                Shape::Named(named) => {
                    let name = self.type_names.take(inner.name().to_owned());
                    let inner = NameContext::new(name.as_str(), inner.module);
                    let id = self.reserve(name);
                    let kind = self.build_named(named, &one, &inner, subschemas);
                    let annotations = Annotations::default();
                    self.define(
                        id,
                        annotations.into_definition(inner, subschema.location().clone(), kind),
                    );
                    Type::Named(id)
                }
            };
            let names = self.type_labels(&ty, label, context.name());
            builder.push(&names, subschema, TypeUse::of(ty), Origin::default());
        }
        self.finish_union(builder, None)
    }

    /// Builds the union of the children that the discriminator of a base lists.
    pub(super) fn build_base_union(
        &mut self,
        key: &'a str,
        children: &[&'a str],
        subschema: &Subschema<'a>,
    ) -> TypeKind {
        let schema = subschema.node.as_schema();
        let discriminator = schema.and_then(SchemaView::discriminator);
        let mapped = discriminator
            .into_iter()
            .flat_map(DiscriminatorView::mapping);
        let mut keys: Vec<&'a str> = Vec::new();
        for (_, target) in mapped {
            if target != key && self.components.contains_key(target) && !keys.contains(&target) {
                keys.push(target);
            }
        }
        for &child in children {
            if !keys.contains(&child) {
                keys.push(child);
            }
        }
        let mut builder = UnionBuilder::new(&subschema.context);
        for child in keys {
            if let (Some(ty), Some(target)) =
                (self.component_type(child), self.component_subschema(child))
            {
                let origin = Origin {
                    keys: vec![child.to_owned()],
                    component: Some(child.to_owned()),
                };
                let union = subschema.context.name();
                let mut names: Vec<String> = Vec::new();
                names.extend(discriminator.and_then(|tag| {
                    let flattened = self.flatten_all_of(std::slice::from_ref(&target));
                    let merged = self.merge(&flattened, Some(child));
                    self.tag_name(&merged, &origin, tag)
                }));
                names.extend(self.type_labels(&ty, child, union));
                builder.push(&names, &target, TypeUse::of(ty), origin);
            }
        }
        TypeKind::Union(self.finish_union(builder, discriminator))
    }

    fn finish_union(
        &mut self,
        builder: UnionBuilder,
        discriminator: Option<DiscriminatorView<'_>>,
    ) -> Union {
        for at in builder.duplicates {
            self.report_repeat(at);
        }
        let mut union = Union {
            variants: builder.variants,
            tag: discriminator.map(|discriminator| Tag {
                property: discriminator.property_name().to_owned(),
            }),
            combines: false,
            // Set when the tag is known.
            unknown: None,
        };
        let Some(discriminator) = discriminator else {
            return union;
        };
        for (variant, origins) in union.variants.iter_mut().zip(builder.origins) {
            let VariantForm::Value { tags, .. } = &mut variant.form else {
                continue;
            };
            let mapped = self.mapped_values(&origins, discriminator);
            tags.extend(mapped.map(|value| Literal::String(value.to_owned())));
        }
        union
    }
}

/// Returns the subschemas without their unions, to merge them with each member.
fn without_unions<'a>(subschemas: &[Subschema<'a>], has_base: bool) -> Vec<Subschema<'a>> {
    if !has_base {
        return Vec::new();
    }
    subschemas
        .iter()
        .map(|subschema| Subschema {
            skip_unions: true,
            ..subschema.clone()
        })
        .collect()
}
