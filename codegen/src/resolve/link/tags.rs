//! The property that distinguishes the objects of a union.
//!
//! It is the one that the discriminator names (OpenAPI 3.0.3, "Discriminator Object"). Without a
//! discriminator, it is a property that all objects require and whose listed values differ in each
//! of them. Otherwise, objects are matched by their properties.

use std::collections::{BTreeSet, HashSet};

use super::super::names::{Scope, variant_name};
use super::lookup::{definition_of, listed_strings, resolve_aliases};
use crate::config::Options;
use crate::diagnostic::{Diagnostics, code};
use crate::ir::{
    JsonKind, Property, Tag, Type, TypeDef, TypeId, TypeKind, Union, Variant, VariantForm,
    VariantMatcher,
};

/// The maximum depth of nested unions to search for tags.
const DEPTH_LIMIT: usize = 8;

/// The maximum number of tags of nested unions. Unions that share their variants multiply.
const NESTED_LIMIT: usize = 1 << 13;

/// Sets the tag of every union.
pub(super) fn assign_tags(types: &mut [TypeDef], options: &Options, diagnostics: &mut Diagnostics) {
    let decisions: Vec<Option<TagDecision>> = types
        .iter()
        .map(|definition| match &definition.kind {
            TypeKind::Union(union) => Some(decide_tag(types, union, definition, diagnostics)),
            _ => None,
        })
        .collect();
    for (definition, decision) in types.iter_mut().zip(decisions) {
        let (TypeKind::Union(union), Some(decision)) = (&mut definition.kind, decision) else {
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
        split_multi_tag_variants(union);
        let is_closed = options
            .closed_enums
            .contains(definition.component.as_deref(), &definition.at.pointer);
        union.open = !is_closed && (decision.tag.is_some() || has_literals);
        union.tag = decision.tag;
    }
}

/// Splits a variant with several tags that the union itself adds, because a value read with one tag
/// could not be written back with it otherwise.
fn split_multi_tag_variants(union: &mut Union) {
    let mut scope = Scope::variants();
    for variant in &union.variants {
        scope.take(variant.name.clone());
    }
    let mut variants = Vec::with_capacity(union.variants.len());
    for mut variant in std::mem::take(&mut union.variants) {
        let mut others = Vec::new();
        if let VariantForm::Value {
            tags,
            adds_tag: true,
            ..
        } = &mut variant.form
            && tags.len() > 1
        {
            others = tags.split_off(1);
        }
        variants.push(variant.clone());
        for tag in others {
            let name = scope.take(variant_name(&tag));
            let mut other = Variant {
                name,
                ..variant.clone()
            };
            if let VariantForm::Value { tags, .. } = &mut other.form {
                *tags = vec![tag];
            }
            variants.push(other);
        }
    }
    union.variants = variants;
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
    tags: Vec<String>,
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
        .filter(|property| !listed_strings(types, &property.ty).is_empty())
        .map(|property| property.wire_name.clone())
        .collect()
}

/// Returns the type of a variant that accepts objects.
fn object_type(form: &VariantForm) -> Option<&Type> {
    let VariantForm::Value { ty, matcher, .. } = form else {
        return None;
    };
    match matcher {
        VariantMatcher::Object | VariantMatcher::Union => Some(ty),
        VariantMatcher::Kinds(kinds) => kinds.contains(&JsonKind::Object).then_some(ty),
    }
}

/// Returns the values of a property that select each variant; `None` if they do not distinguish all
/// objects.
fn tags_by_property(
    types: &[TypeDef],
    union: &Union,
    property: &str,
    explicit: bool,
) -> Option<Vec<VariantTags>> {
    let mut taken: HashSet<String> = HashSet::new();
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
        let found = variant_tags(types, ty, property, tags, explicit)?;
        for tag in &found.tags {
            if !taken.insert(tag.clone()) {
                return None;
            }
        }
        variants.push(found);
    }
    (!taken.is_empty()).then_some(variants)
}

fn variant_tags(
    types: &[TypeDef],
    ty: &Type,
    property: &str,
    mapped: &[String],
    explicit: bool,
) -> Option<VariantTags> {
    let definition = definition_of(types, ty)?;
    let mut tags: Vec<String> = mapped.to_vec();
    let mut adds_tag = false;
    match &definition.kind {
        TypeKind::Struct(structure) => {
            let declared = structure
                .properties
                .iter()
                .find(|candidate| candidate.wire_name == property);
            tags.extend(declared_tags(types, declared, explicit)?);
            adds_tag = declared.is_none();
        }
        TypeKind::Union(_) => tags.extend(nested_tags(types, ty, property, 0)?),
        TypeKind::Enum(_) | TypeKind::Alias(_) => return None,
    }
    let mut seen = HashSet::new();
    tags.retain(|tag| seen.insert(tag.clone()));
    if tags.is_empty() && explicit {
        // Without a mapping, the value is the name of the component.
        tags.extend(definition.component.clone());
    }
    (!tags.is_empty()).then_some(VariantTags { tags, adds_tag })
}

/// Returns the values that a struct lists for the property; `None` if it cannot be a tag.
fn declared_tags(
    types: &[TypeDef],
    declared: Option<&Property>,
    explicit: bool,
) -> Option<Vec<String>> {
    let values = |property: &Property| {
        listed_strings(types, &property.ty)
            .iter()
            .map(|(wire, _)| (*wire).to_owned())
            .collect()
    };
    match declared {
        // An enum of all the tags that the variants share does not identify a variant.
        Some(property) if explicit => Some(
            property
                .constant
                .iter()
                .map(|constant| constant.wire_value.clone())
                .collect(),
        ),
        Some(property) if property.required && !property.nullable => Some(values(property)),
        None if explicit => Some(Vec::new()),
        _ => None,
    }
}

/// Returns the tags of all the variants of a nested union.
fn nested_tags(types: &[TypeDef], ty: &Type, property: &str, depth: usize) -> Option<Vec<String>> {
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
        let mapped: &[String] = if same_tag { tags } else { &[] };
        match definition_of(types, ty).map(|definition| &definition.kind) {
            Some(TypeKind::Struct(_)) => {
                all.extend(variant_tags(types, ty, property, mapped, same_tag)?.tags)
            }
            Some(TypeKind::Union(_)) => all.extend(nested_tags(types, ty, property, depth + 1)?),
            _ => return None,
        }
    }
    Some(all)
}
