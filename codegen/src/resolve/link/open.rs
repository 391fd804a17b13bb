//! Values of unions that belong to no variant.

use std::collections::HashSet;

use super::lookup::{definition_of, json_kinds, object_type, scalars_of};
use crate::ir::{JsonKind, Property, Struct, Type, TypeDef, TypeKind, Union, VariantForm};

/// The maximum depth of nested unions.
const DEPTH_LIMIT: usize = 8;

/// Returns `true` if each object of a union is inline and distinguished by the name of its only
/// property, as serde's default form of an enum is. A new variant of the server has another name.
pub(super) fn is_keyed(types: &[TypeDef], union: &Union) -> bool {
    let mut keys = HashSet::new();
    let mut others = 0;
    for variant in &union.variants {
        let Some(ty) = object_type(&variant.form) else {
            others += usize::from(matches!(variant.form, VariantForm::Literal(_)));
            continue;
        };
        let definition =
            definition_of(types, ty).filter(|definition| definition.component.is_none());
        let Some(key) = definition.and_then(key) else {
            return false;
        };
        if !keys.insert(key) {
            return false;
        }
    }
    keys.len() > 1 || !keys.is_empty() && others > 0
}

/// Returns the name of the only property of a struct, if it is required and has no constant.
fn key(definition: &TypeDef) -> Option<&str> {
    let TypeKind::Struct(structure) = &definition.kind else {
        return None;
    };
    match structure.properties.as_slice() {
        [only] if only.required && !only.write_only && only.constant.is_none() => {
            Some(&only.wire_name)
        }
        _ => None,
    }
}

/// Returns `true` if a value may match two objects of a union, neither of which has all of its
/// members.
pub(super) fn may_combine(types: &[TypeDef], union: &Union) -> bool {
    let objects = union.variants.iter().filter_map(|variant| {
        let ty = object_type(&variant.form)?;
        let mut structs = Vec::new();
        collect_structs(types, ty, &mut structs, 0);
        Some(structs)
    });
    let objects: Vec<Vec<&Struct>> = objects.collect();
    let mut rest = objects.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let mut others_of = others.iter().flatten();
        if others_of.any(|other| first.iter().any(|one| are_combinable(types, one, other))) {
            return true;
        }
        rest = others;
    }
    false
}

fn collect_structs<'t>(
    types: &'t [TypeDef],
    ty: &'t Type,
    structs: &mut Vec<&'t Struct>,
    depth: usize,
) {
    match definition_of(types, ty).map(|definition| &definition.kind) {
        Some(TypeKind::Struct(structure)) => structs.push(structure),
        Some(TypeKind::Union(union)) if depth < DEPTH_LIMIT && structs.len() < 100 => {
            for ty in union
                .variants
                .iter()
                .filter_map(|variant| object_type(&variant.form))
            {
                collect_structs(types, ty, structs, depth + 1);
            }
        }
        _ => {}
    }
}

fn are_combinable(types: &[TypeDef], one: &Struct, other: &Struct) -> bool {
    let is_open = |structure: &Struct| !structure.closed && structure.additional.is_none();
    let has_own = |one: &Struct, other: &Struct| {
        let mut properties = one.properties.iter();
        properties.any(|property| other.property(&property.wire_name).is_none())
    };
    let mut properties = one.properties.iter();
    is_open(one)
        && is_open(other)
        && has_own(one, other)
        && has_own(other, one)
        && !properties.any(|property| {
            let same = other.property(&property.wire_name);
            same.is_some_and(|same| are_disjoint(types, property, same))
        })
}

/// Returns `true` if no value is one of both properties, and objects usually have them.
fn are_disjoint(types: &[TypeDef], one: &Property, other: &Property) -> bool {
    let (values, others) = (scalars_of(types, one), scalars_of(types, other));
    if !values.is_empty() && !others.is_empty() {
        return !values.iter().any(|value| others.contains(value));
    }
    let is_numeric = |kind: JsonKind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    let kinds = json_kinds(types, &one.ty);
    let others = json_kinds(types, &other.ty);
    let overlaps = |kind: &JsonKind| {
        others.contains(kind) || is_numeric(*kind) && others.iter().any(|kind| is_numeric(*kind))
    };
    one.required
        && other.required
        && !(one.nullable && other.nullable)
        && !kinds.iter().any(overlaps)
}
