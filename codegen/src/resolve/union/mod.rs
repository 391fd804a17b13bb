//! Unions: `oneOf`, `anyOf`, several types, and bases whose discriminator names their children.
//!
//! Here it is decided which variants there are and what they are called. How they are told apart is linked later, when all
//! types are known: see [`super::link`].

mod builder;
mod several;
mod tuple;

use openapiv3::Discriminator;

use builder::Builder;

use super::classify::{Form, Named, Plain, type_name_of_kind};
use super::literal::literal;
use super::merge::{Additional, Alternatives, Merged, Node, Part, keywords};
use super::names;
use super::structs::data;
use super::{Place, Resolver, Use};
use crate::diagnostic::code;
use crate::ir::{Literal, Tag, Type, TypeKind, Union, VariantForm};
use crate::lower::{ComponentKind, component_key, extension};

/// How deep unions inside unions are flattened.
const DEPTH_LIMIT: usize = 32;

impl<'a> Resolver<'a> {
    /// What `oneOf` and `anyOf` become; `None` where they choose between no types.
    pub(super) fn alternatives_form(
        &mut self,
        merged: &Merged<'a>,
        parts: &[Part<'a>],
    ) -> Option<Form<'a>> {
        let mut choices: Vec<Alternatives<'a>> = Vec::new();
        for alternatives in &merged.alternatives {
            let mut members = Vec::new();
            self.flatten(&alternatives.members, &mut members, 0);
            if members.iter().any(|member| !self.is_constraint(member)) {
                choices.push(Alternatives {
                    members,
                    ..alternatives.clone()
                });
            } else if !members.is_empty() {
                let message =
                    "the alternatives only say which properties go together; this is not checked";
                self.diagnostics
                    .note(code::UNCHECKED_CONSTRAINT, alternatives.at.clone(), message);
            }
        }
        let has_base = !merged.properties.is_empty() || !merged.required.is_empty();
        if choices.is_empty() {
            return None;
        }
        let Some(alternatives) = self.intersection(choices) else {
            return Some(Form::Plain(Plain::Untyped(
                "it chooses by several `oneOf` or `anyOf` at once",
            )));
        };
        if let [only] = alternatives.members.as_slice() {
            let mut together = without_unions(parts, has_base);
            let label = parts.last().and_then(|part| part.label.clone());
            together.push(Part {
                label: label.or_else(|| only.label.clone()),
                ..only.clone()
            });
            return Some(Form::Plain(Plain::Only(together)));
        }
        if !has_base && self.is_open_enum(&alternatives.members) {
            return Some(Form::Named(Named::OpenEnum(alternatives.members)));
        }
        Some(Form::Named(Named::Alternatives(alternatives)))
    }

    /// The members, those of inline unions in their place, without those that are null.
    fn flatten(&self, members: &[Part<'a>], flat: &mut Vec<Part<'a>>, depth: usize) {
        for member in members {
            let Node::Schema(schema) = member.node else {
                flat.push(member.clone());
                continue;
            };
            if extension::is_set(&schema.schema_data.extensions, extension::NULL) {
                continue;
            }
            let Some(any) = keywords(schema) else {
                continue;
            };
            let only_union = schema.schema_data.discriminator.is_none()
                && any.typ.is_none()
                && any.properties.is_empty()
                && any.required.is_empty()
                && any.all_of.is_empty()
                && any.enumeration.is_empty()
                && (any.one_of.is_empty() != any.any_of.is_empty());
            if !only_union || depth > DEPTH_LIMIT {
                flat.push(member.clone());
                continue;
            }
            let keyword = if any.one_of.is_empty() {
                "anyOf"
            } else {
                "oneOf"
            };
            let at = member.at.child(keyword);
            let inner: Vec<Part<'a>> = any
                .one_of
                .iter()
                .chain(&any.any_of)
                .enumerate()
                .map(|(index, inner)| {
                    Part::new(Node::of(inner), at.item(index), member.place.clone())
                })
                .collect();
            self.flatten(&inner, flat, depth + 1);
        }
    }

    /// Whether a member says nothing of types: only which properties are required, or what is forbidden.
    fn is_constraint(&self, member: &Part<'a>) -> bool {
        let Node::Schema(schema) = member.node else {
            return false;
        };
        let Some(any) = keywords(schema) else {
            return true;
        };
        let typed = any.typ.as_deref().is_some_and(|typ| typ != "object");
        let empty = any.required.is_empty()
            && any.not.is_none()
            && any.pattern.is_none()
            && any.format.is_none();
        let flags = [extension::TYPES, extension::PREFIX_ITEMS, extension::NEVER];
        !typed
            && !empty
            && any.properties.is_empty()
            && !matches!(
                any.additional_properties,
                Some(openapiv3::AdditionalProperties::Schema(_))
            )
            && any.items.is_none()
            && any.enumeration.is_empty()
            && any.one_of.is_empty()
            && any.any_of.is_empty()
            && any.all_of.is_empty()
            && !flags
                .iter()
                .any(|flag| schema.schema_data.extensions.contains_key(*flag))
    }

    /// Whether the members are lists of strings, perhaps beside any string: one enum holds them all.
    fn is_open_enum(&mut self, members: &[Part<'a>]) -> bool {
        let mut lists = false;
        let mut integers = false;
        let mut strings = false;
        for member in members {
            let listing = self.lists_values(member);
            // A list that has a name keeps it, unless any string beside it opens it.
            if matches!(member.node, Node::Reference(_))
                && members.iter().all(|member| self.lists_values(member))
            {
                return false;
            }
            let atoms = self.atoms(std::slice::from_ref(member));
            let merged = self.merge(&atoms, None);
            if !merged.alternatives.is_empty() || self.string(&merged) != Type::String {
                return false;
            }
            let values: Vec<Literal> = merged
                .values
                .as_deref()
                .unwrap_or_default()
                .iter()
                .filter_map(|value| literal(value))
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

    /// A union of the members of a `oneOf` or `anyOf`, each with what stands beside it.
    pub(super) fn union(
        &mut self,
        alternatives: &Alternatives<'a>,
        merged: &Merged<'a>,
        place: &Place,
        parts: &[Part<'a>],
    ) -> Union {
        let has_base = !merged.properties.is_empty() || !merged.required.is_empty();
        let base = without_unions(parts, has_base);
        let tag = alternatives
            .discriminator
            .map(|discriminator| discriminator.property_name.as_str());
        let mut builder = Builder::new(place);
        for member in &alternatives.members {
            let name = self.member_name(member, tag);
            if base.is_empty() {
                self.add_member(member, name, &mut builder);
            } else {
                let mut together = base.clone();
                together.push(member.clone());
                let name = name.unwrap_or_else(|| "Object".to_owned());
                let inner = builder.place.inside(&name);
                for part in &mut together {
                    part.place = inner.clone();
                }
                let used = self.use_of_parts(&together);
                builder.push(name, member, used);
            }
        }
        self.finish_union(builder, alternatives.discriminator)
    }

    fn add_member(&mut self, member: &Part<'a>, name: Option<String>, builder: &mut Builder) {
        if let Node::Schema(_) = member.node {
            let atoms = self.atoms(std::slice::from_ref(member));
            let merged = self.merge(&atoms, None);
            if let Form::Named(Named::Enum(_, literals) | Named::Literals(literals)) =
                self.form(&merged, &atoms)
            {
                // A list with a reference among its parts is one that has a name.
                if atoms
                    .iter()
                    .all(|atom| matches!(atom.node, Node::Schema(_)))
                {
                    let docs = data(member.node)
                        .filter(|_| literals.len() == 1)
                        .and_then(|data| data.description.clone());
                    for literal in literals {
                        builder.push_literal(literal, member, docs.clone());
                    }
                    return;
                }
            }
        }
        let suggestion = name.clone().unwrap_or_else(|| self.kind_name(member));
        let placed = Part {
            place: builder.place.inside(&suggestion),
            ..member.clone()
        };
        let used = self.use_of_parts(&[placed]);
        let name = name.unwrap_or_else(|| self.type_label(&used.ty));
        builder.push(name, member, used);
    }

    /// A union of scalars.
    pub(super) fn literal_union(&mut self, literals: &[Literal], parts: &[Part<'a>]) -> Union {
        let mut builder = Builder::new(&Place::new("", ""));
        if let Some(part) = parts.last() {
            for literal in literals {
                builder.push_literal(literal.clone(), part, None);
            }
        }
        self.finish_union(builder, None)
    }

    /// A union of JSON types.
    pub(super) fn kind_union(
        &mut self,
        kinds: &[&'a str],
        merged: &Merged<'a>,
        place: &Place,
        parts: &[Part<'a>],
    ) -> Union {
        let mut builder = Builder::new(place);
        let Some(part) = parts.last() else {
            return self.finish_union(builder, None);
        };
        for &kind in kinds {
            let one = merged.of_type(kind);
            let label = type_name_of_kind(kind);
            let inner = place.inside(label);
            let ty = match self.form(&one, parts) {
                Form::Plain(plain) => self.plain(plain, &one, &inner, parts),
                Form::Named(named) => {
                    let name = self.type_names.take(inner.name().to_owned());
                    let inner = Place::new(name.as_str(), inner.module);
                    let id = self.reserve(name);
                    let kind = self.named(named, &one, &inner, parts);
                    let annotations = super::docs::Annotations::default();
                    self.define(
                        id,
                        annotations.into_definition(inner, part.at.clone(), kind),
                    );
                    Type::Named(id)
                }
            };
            let name = self.type_label(&ty);
            let name = if matches!(ty, Type::Named(_)) {
                label.to_owned()
            } else {
                name
            };
            builder.push(name, part, Use::of(ty));
        }
        self.finish_union(builder, None)
    }

    /// A base whose discriminator names its children: a value of it is one of them.
    pub(super) fn base_union(
        &mut self,
        key: &'a str,
        children: &[&'a str],
        part: &Part<'a>,
    ) -> TypeKind {
        let discriminator = data(part.node).and_then(|data| data.discriminator.as_ref());
        let mapped = discriminator
            .into_iter()
            .flat_map(|discriminator| discriminator.mapping.values());
        let mut keys: Vec<&'a str> = Vec::new();
        for target in mapped {
            let target = component_key(ComponentKind::Schema, target).unwrap_or(target);
            if target != key && self.components.contains_key(target) && !keys.contains(&target) {
                keys.push(target);
            }
        }
        for &child in children {
            if !keys.contains(&child) {
                keys.push(child);
            }
        }
        let mut builder = Builder::new(&part.place);
        for child in keys {
            if let (Some(ty), Some(target)) =
                (self.component_type(child), self.component_part(child))
            {
                let name = self.type_label(&ty);
                builder.push(name, &target, Use::of(ty));
            }
        }
        TypeKind::Union(self.finish_union(builder, discriminator))
    }

    fn finish_union(&mut self, builder: Builder, discriminator: Option<&Discriminator>) -> Union {
        for at in builder.repeated {
            self.diagnostics.note(
                code::REPEATED_VARIANT,
                at,
                "an earlier variant is the same; this one is left out",
            );
        }
        let mut union = Union {
            variants: builder.variants,
            tag: discriminator.map(|discriminator| Tag {
                property: discriminator.property_name.clone(),
            }),
            // Decided when the tag is known.
            open: false,
        };
        let Some(discriminator) = discriminator else {
            return union;
        };
        for variant in &mut union.variants {
            if let VariantForm::Value {
                ty: Type::Named(id),
                tags,
                ..
            } = &mut variant.form
            {
                let leads_here = |target: &&String| {
                    let key = component_key(ComponentKind::Schema, target).unwrap_or(target);
                    self.components
                        .get(key)
                        .is_some_and(|component| component.id == *id)
                };
                let mapped = discriminator
                    .mapping
                    .iter()
                    .filter(|(_, target)| leads_here(target));
                tags.extend(mapped.map(|(value, _)| value.clone()));
            }
        }
        union
    }

    /// The name of a variant: that of its component, or of the constant that tells it apart; `None` where its type names it.
    fn member_name(&mut self, member: &Part<'a>, tag: Option<&str>) -> Option<String> {
        let atoms = self.atoms(std::slice::from_ref(member));
        if let [
            Part {
                node: Node::Reference(key),
                ..
            },
        ] = atoms.as_slice()
        {
            return self
                .components
                .get(key)
                .map(|component| component.place.name().to_owned());
        }
        let merged = self.merge(&atoms, None);
        if !merged.is_object() {
            return None;
        }
        let constant = |parts: &Vec<Part<'a>>| parts.iter().rev().find_map(only_text);
        if let Some(parts) = tag.and_then(|tag| merged.properties.get(tag)) {
            return constant(parts).map(names::variant_name);
        }
        let mut required = merged
            .properties
            .iter()
            .filter(|(name, _)| merged.required.contains(*name));
        required
            .find_map(|(_, parts)| constant(parts))
            .map(names::variant_name)
    }

    /// What an inline member is called for the name of its type, before the type is made.
    fn kind_name(&mut self, member: &Part<'a>) -> String {
        let atoms = self.atoms(std::slice::from_ref(member));
        let merged = self.merge(&atoms, None);
        let is_map =
            merged.properties.is_empty() && matches!(merged.additional, Additional::Schema(_));
        match merged.only_type() {
            Some("object") if is_map => "Map".to_owned(),
            Some(kind) => type_name_of_kind(kind).to_owned(),
            None => "Any".to_owned(),
        }
    }

    /// What a type is called as a variant.
    fn type_label(&self, ty: &Type) -> String {
        match ty {
            Type::Any => "Any".to_owned(),
            Type::String => "String".to_owned(),
            Type::Bool => "Bool".to_owned(),
            Type::Integer(_) => "Integer".to_owned(),
            Type::Float => "Number".to_owned(),
            Type::Null => "Null".to_owned(),
            Type::Binary => "File".to_owned(),
            Type::Array(item) => format!("{}Array", self.type_label(item)),
            Type::Map(value) if **value == Type::Any => "Object".to_owned(),
            Type::Map(value) => format!("{}Map", self.type_label(value)),
            Type::Tuple(_) => "Tuple".to_owned(),
            Type::Nullable(inner) => self.type_label(inner),
            Type::Named(id) => self.names.get(id.0).cloned().unwrap_or_default(),
            Type::External(external) => {
                let path = external.path.split('<').next().unwrap_or_default();
                names::type_name(path.rsplit("::").next().unwrap_or_default())
            }
        }
    }
}

/// Parts without their unions, for what stands beside them.
fn without_unions<'a>(parts: &[Part<'a>], has_base: bool) -> Vec<Part<'a>> {
    if !has_base {
        return Vec::new();
    }
    parts
        .iter()
        .map(|part| Part {
            skip_unions: true,
            ..part.clone()
        })
        .collect()
}

/// The only string that a schema allows.
fn only_text<'a>(part: &Part<'a>) -> Option<&'a str> {
    let Node::Schema(schema) = part.node else {
        return None;
    };
    match keywords(schema)?.enumeration.as_slice() {
        [only] => only.as_str(),
        _ => None,
    }
}
