//! The property that distinguishes the objects of a union.
//!
//! It is the one that the discriminator names (OpenAPI 3.0.3, "Discriminator Object"). Without a
//! discriminator, it is a property that all objects require and whose listed values differ in each
//! of them. Otherwise, objects are matched by their properties.

use std::collections::{BTreeSet, HashSet};

use super::super::literal::{LiteralKey, literal_key, literal_text};
use super::super::names::{Scope, variant_name};
use super::lookup::{definition_of, object_type, resolve_aliases, scalars_of};
use super::open;
use crate::config::Options;
use crate::diagnostic::{Diagnostics, code};
use crate::ir::{
    EnumRepr, Literal, Property, Tag, Type, TypeDef, TypeId, TypeKind, Union, Variant, VariantForm,
};

/// The maximum depth of nested unions to search for tags.
const DEPTH_LIMIT: usize = 8;

/// The maximum number of tags of nested unions. Unions that share their variants multiply.
const NESTED_LIMIT: usize = 1 << 13;

/// Sets the tag of every union.
pub(super) fn assign_tags(types: &mut [TypeDef], options: &Options, diagnostics: &mut Diagnostics) {
    let decide = |definition: &TypeDef| match &definition.kind {
        TypeKind::Union(union) => {
            let decision = decide_tag(types, union, definition, diagnostics);
            let is_untagged = decision.tag.is_none();
            let combines = is_untagged && union.combines && open::may_combine(types, union);
            let is_open = !is_untagged || combines || open::is_keyed(types, union);
            Some((decision, is_open, combines))
        }
        _ => None,
    };
    let decisions: Vec<_> = types.iter().map(decide).collect();
    for (definition, decision) in types.iter_mut().zip(decisions) {
        let (TypeKind::Union(union), Some((decision, is_open, combines))) =
            (&mut definition.kind, decision)
        else {
            continue;
        };
        for (variant, found) in union.variants.iter_mut().zip(decision.variants) {
            if let VariantForm::Value { tags, adds_tag, .. } = &mut variant.form {
                *tags = found.tags;
                *adds_tag = found.adds_tag;
            }
        }
        let has_literals = union
            .variants
            .iter()
            .any(|variant| matches!(variant.form, VariantForm::Literal(_)));
        let mut names = split_multi_tag_variants(union);
        let is_closed = options
            .closed_enums
            .contains(definition.component.as_deref(), &definition.at.pointer);
        union.unknown = (!is_closed && (is_open || has_literals)).then(|| names.take_unknown());
        union.combines = union.unknown.is_some() && combines;
        union.tag = decision.tag;
    }
}

/// Splits a variant with several tags that the union itself adds into one for each tag, because a
/// value read with one tag could not be written back with it otherwise. Returns the scope of all variants.
fn split_multi_tag_variants(union: &mut Union) -> Scope {
    let is_split = |variant: &Variant| matches!(&variant.form, VariantForm::Value { tags, adds_tag: true, .. } if tags.len() > 1);
    let mut scope = Scope::variants();
    for variant in union.variants.iter().filter(|variant| !is_split(variant)) {
        scope.take(variant.name.clone());
    }
    let mut variants = Vec::with_capacity(union.variants.len());
    for variant in std::mem::take(&mut union.variants) {
        let all = match &variant.form {
            VariantForm::Value { tags, .. } if is_split(&variant) => tags.clone(),
            _ => Vec::new(),
        };
        if all.is_empty() {
            variants.push(variant);
            continue;
        }
        for tag in all {
            let mut one = Variant {
                name: scope.take(variant_name(&literal_text(&tag))),
                ..variant.clone()
            };
            if let VariantForm::Value { tags, .. } = &mut one.form {
                *tags = vec![tag];
            }
            variants.push(one);
        }
    }
    union.variants = variants;
    scope
}

/// Marks the structs that are matched by their properties, because they are in a union without a
/// tag for them.
pub(super) fn mark_matched_by_shape(types: &mut [TypeDef]) {
    let mut found: Vec<TypeId> = Vec::new();
    for definition in types.iter() {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        let objects: Vec<&Type> = union
            .variants
            .iter()
            .filter_map(|variant| object_type(&variant.form))
            .collect();
        if union.tag.is_none() && objects.len() > 1 {
            found.extend(
                objects
                    .into_iter()
                    .filter_map(|ty| match resolve_aliases(types, ty) {
                        Type::Named(id) => Some(*id),
                        _ => None,
                    }),
            );
        }
    }
    // A nested union is matched by its own variants.
    let mut seen: HashSet<TypeId> = HashSet::new();
    while let Some(id) = found.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let TypeKind::Union(union) = &types[id.0].kind {
            let inner = union
                .variants
                .iter()
                .filter_map(|variant| object_type(&variant.form));
            found.extend(inner.filter_map(|ty| match resolve_aliases(types, ty) {
                Type::Named(id) => Some(*id),
                _ => None,
            }));
        }
    }
    for TypeId(index) in seen {
        if let TypeKind::Struct(structure) = &mut types[index].kind {
            structure.matched_by_shape = true;
        }
    }
}

struct TagDecision {
    tag: Option<Tag>,
    variants: Vec<VariantTags>,
}

#[derive(Debug, Clone, Default)]
struct VariantTags {
    tags: Vec<Literal>,
    adds_tag: bool,
}

fn decide_tag(
    types: &[TypeDef],
    union: &Union,
    of: &TypeDef,
    diagnostics: &mut Diagnostics,
) -> TagDecision {
    if let Some(tag) = &union.tag {
        if let Some(variants) = tags_by_property(types, union, &tag.property, true) {
            return TagDecision {
                tag: Some(tag.clone()),
                variants,
            };
        }
        let message = format!(
            "the discriminator `{}` does not distinguish the variants; matching them by their properties",
            tag.property
        );
        diagnostics.warning(code::AMBIGUOUS_DISCRIMINATOR, of.at.clone(), message);
    }
    for property in tag_candidates(types, union) {
        if let Some(variants) = tags_by_property(types, union, &property, false) {
            return TagDecision {
                tag: Some(Tag { property }),
                variants,
            };
        }
    }
    TagDecision {
        tag: None,
        variants: vec![VariantTags::default(); union.variants.len()],
    }
}

/// Returns the properties that may be a tag without a discriminator: the first object requires them
/// and lists their values.
fn tag_candidates(types: &[TypeDef], union: &Union) -> BTreeSet<String> {
    let objects: Vec<&Type> = union
        .variants
        .iter()
        .filter_map(|variant| object_type(&variant.form))
        .collect();
    let Some(first) = objects.first().filter(|_| objects.len() > 1) else {
        return BTreeSet::new();
    };
    let Some(TypeKind::Struct(structure)) =
        definition_of(types, first).map(|definition| &definition.kind)
    else {
        return BTreeSet::new();
    };
    let required = structure
        .properties
        .iter()
        .filter(|property| property.required && !property.nullable);
    required
        .filter(|property| !scalars_of(types, property).is_empty())
        .map(|property| property.wire_name.clone())
        .collect()
}

/// Returns the values of a property that select each variant; `None` if they do not distinguish all
/// objects.
fn tags_by_property(
    types: &[TypeDef],
    union: &Union,
    property: &str,
    explicit: bool,
) -> Option<Vec<VariantTags>> {
    let mut taken: HashSet<LiteralKey> = HashSet::new();
    let mut variants = Vec::with_capacity(union.variants.len());
    for variant in &union.variants {
        let VariantForm::Value { ty, tags, .. } = &variant.form else {
            variants.push(VariantTags::default());
            continue;
        };
        if object_type(&variant.form).is_none() {
            variants.push(VariantTags::default());
            continue;
        }
        let component = variant.component.as_deref();
        let found = variant_tags(types, ty, property, (tags, component), explicit)?;
        for tag in &found.tags {
            if !taken.insert(literal_key(tag)) {
                return None;
            }
        }
        variants.push(found);
    }
    (!taken.is_empty()).then_some(variants)
}

/// Returns the tags of a variant; `mapped` are those of the mapping, as text, and the component that
/// the variant refers to.
fn variant_tags(
    types: &[TypeDef],
    ty: &Type,
    property: &str,
    (mapped, component): (&[Literal], Option<&str>),
    explicit: bool,
) -> Option<VariantTags> {
    let definition = definition_of(types, ty)?;
    let component = component.or(definition.component.as_deref());
    // Without a mapping, the value is the name of the component.
    let implied = || component.map(|name| Literal::String(name.to_owned()));
    let mut tags: Vec<Literal> = Vec::new();
    let mut adds_tag = false;
    match &definition.kind {
        TypeKind::Struct(structure) => {
            let declared = structure.property(property);
            let typed = |tag| typed_tag(types, declared, tag);
            tags.extend(mapped.iter().cloned().filter_map(typed));
            tags.extend(declared_tags(types, declared, explicit)?);
            if tags.is_empty() && explicit {
                tags.extend(implied().and_then(typed));
            }
            adds_tag = declared.is_none();
        }
        TypeKind::Union(_) => {
            let nested = nested_tags(types, ty, property, 0)?;
            let has_text = |tag: &&Literal| {
                let text = literal_text(tag);
                !nested.iter().any(|nested| literal_text(nested) == text)
            };
            tags.extend(mapped.iter().filter(has_text).cloned());
            tags.extend(nested);
            if tags.is_empty() && explicit {
                tags.extend(implied());
            }
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => return None,
    }
    let mut seen = HashSet::new();
    tags.retain(|tag| seen.insert(literal_key(tag)));
    (!tags.is_empty()).then_some(VariantTags { tags, adds_tag })
}

/// Converts a tag in the text of a mapping to the type of the property; `None` if it is not of the
/// type. "Tooling MAY attempt to convert" property values and keys of the mapping (OpenAPI 3.1.1,
/// Discriminator Object).
fn typed_tag(types: &[TypeDef], declared: Option<&Property>, tag: Literal) -> Option<Literal> {
    let Some(property) = declared else {
        return Some(tag);
    };
    if property.constant.is_some() && scalars_of(types, property).is_empty() {
        return None;
    }
    let text = literal_text(&tag);
    let integer = || text.parse().ok().map(Literal::Integer);
    match resolve_aliases(types, &property.ty) {
        Type::Bool => text.parse().ok().map(Literal::Bool),
        Type::Integer(_) => integer(),
        Type::Float => integer().or_else(|| text.parse().ok().map(Literal::Number)),
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Enum(listed) if listed.repr != EnumRepr::String => integer(),
            _ => Some(tag),
        },
        Type::Null | Type::Array(_) | Type::Map(_) | Type::Tuple(_) => None,
        _ => Some(tag),
    }
}

/// Returns the values that a struct lists for the property; `None` if it cannot be a tag.
fn declared_tags(
    types: &[TypeDef],
    declared: Option<&Property>,
    explicit: bool,
) -> Option<Vec<Literal>> {
    match declared {
        // An enum of all the tags that the variants share does not identify a variant.
        Some(property) if explicit => Some(match &property.constant {
            Some(_) => scalars_of(types, property),
            None => Vec::new(),
        }),
        Some(property) if property.required && !property.nullable => {
            Some(scalars_of(types, property))
        }
        None if explicit => Some(Vec::new()),
        _ => None,
    }
}

/// Returns the tags of all the variants of a nested union.
fn nested_tags(types: &[TypeDef], ty: &Type, property: &str, depth: usize) -> Option<Vec<Literal>> {
    let Some(TypeKind::Union(union)) = definition_of(types, ty).map(|definition| &definition.kind)
    else {
        return None;
    };
    if depth > DEPTH_LIMIT {
        return None;
    }
    let mut all = Vec::new();
    for variant in &union.variants {
        if all.len() > NESTED_LIMIT {
            return None;
        }
        let VariantForm::Value { ty, tags, .. } = &variant.form else {
            return None;
        };
        let same_tag = union
            .tag
            .as_ref()
            .is_some_and(|tag| tag.property == property);
        let mapped: &[Literal] = if same_tag { tags } else { &[] };
        let component = variant.component.as_deref();
        match definition_of(types, ty).map(|definition| &definition.kind) {
            Some(TypeKind::Struct(_)) => {
                let mapped = (mapped, component);
                all.extend(variant_tags(types, ty, property, mapped, same_tag)?.tags)
            }
            Some(TypeKind::Union(_)) => all.extend(nested_tags(types, ty, property, depth + 1)?),
            _ => return None,
        }
    }
    Some(all)
}
