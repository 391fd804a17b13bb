//! The pass that needs all types: constants, how variants are distinguished, boxes, and the types
//! that requests and responses contain.

mod boxes;
mod lookup;
mod open;
mod presets;
mod tags;
mod unreachable;
mod usage;

use std::collections::HashSet;

use lookup::{constant_of, definition_of, json_kinds, listed_values, resolve_aliases};

use crate::config::Options;
use crate::diagnostic::{Diagnostics, code};
use crate::ir::{
    Api, Constant, ConstantValue, Literal, Property, Type, TypeDef, TypeId, TypeKind, Union,
    VariantForm, VariantMatcher,
};

/// Links the types of an API.
///
/// `bases` are the unions for components with a discriminator.
pub(super) fn link(
    api: &mut Api,
    bases: &[TypeId],
    options: &Options,
    diagnostics: &mut Diagnostics,
) {
    break_alias_cycles(&mut api.types, diagnostics);
    set_constants(&mut api.types);
    set_matchers(&mut api.types);
    tags::assign_tags(&mut api.types, options, diagnostics);
    set_inherited_constants(&mut api.types, bases);
    check_defaults(&mut api.types, diagnostics);
    tags::mark_matched_by_shape(&mut api.types);
    unreachable::report_unreachable(&api.types, diagnostics);
    presets::set_presets(api);
    boxes::insert_boxes(&mut api.types);
    usage::set_usage(api);
}

/// Replaces an alias of itself, such as an array of itself, by any JSON value, because Rust has no
/// such type.
fn break_alias_cycles(types: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    for index in boxes::alias_cycles(types) {
        if reaches_itself(types, index)
            && let TypeKind::Alias(ty) = &mut types[index].kind
        {
            *ty = Type::Any;
            let message = "typed as `serde_json::Value`: the schema is an array or a map of itself";
            diagnostics.note(code::UNTYPED, types[index].at.clone(), message);
        }
    }
}

fn reaches_itself(types: &[TypeDef], start: usize) -> bool {
    let mut seen = HashSet::new();
    let mut waiting = vec![start];
    while let Some(index) = waiting.pop() {
        let TypeKind::Alias(ty) = &types[index].kind else {
            continue;
        };
        let mut cyclic = false;
        ty.visit_named(&mut |TypeId(target)| {
            cyclic |= target == start;
            if seen.insert(target) {
                waiting.push(target);
            }
        });
        if cyclic {
            return true;
        }
    }
    false
}

/// Sets the constant of every property whose type is an enum of one value, and removes those that
/// are not values of their type.
fn set_constants(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let TypeKind::Struct(structure) = &types[index].kind else {
            continue;
        };
        let found: Vec<Option<Constant>> = structure
            .properties
            .iter()
            .map(|property| match listed_values(types, &property.ty)[..] {
                [(value, variant)] => Some(Constant {
                    wire_value: ConstantValue::Scalar(value.clone()),
                    variant: variant.to_owned(),
                }),
                _ if *resolve_aliases(types, &property.ty) == Type::Null => {
                    let null = ConstantValue::Scalar(Literal::Null);
                    constant_of(types, &property.ty, &null)
                }
                _ => {
                    let constant = property.constant.as_ref();
                    constant.and_then(|one| constant_of(types, &property.ty, &one.wire_value))
                }
            })
            .collect();
        if let TypeKind::Struct(structure) = &mut types[index].kind {
            for (property, constant) in structure.properties.iter_mut().zip(found) {
                property.constant = constant;
            }
        }
    }
}

/// Sets the constant of properties in structs that extend a component with a discriminator, or that
/// exist only as variants of a union with one, if the discriminator has one value for the struct. A
/// union that only lists the struct does not have this effect.
fn set_inherited_constants(types: &mut [TypeDef], bases: &[TypeId]) {
    let mut found: Vec<(TypeId, String, Constant)> = Vec::new();
    for (index, definition) in types.iter().enumerate() {
        let TypeKind::Union(Union {
            variants,
            tag: Some(tag),
            ..
        }) = &definition.kind
        else {
            continue;
        };
        let is_base = bases.contains(&TypeId(index));
        for variant in variants {
            if let VariantForm::Value {
                ty: Type::Named(id),
                tags,
                ..
            } = &variant.form
                && let [wire] = tags.as_slice()
                && (is_base || variant.component.is_some() && types[id.0].component.is_none())
                && let TypeKind::Struct(structure) = &types[id.0].kind
                && let Some(property) = structure.property(&tag.property)
                && let wire = ConstantValue::Scalar(wire.clone())
                && let Some(constant) = constant_of(types, &property.ty, &wire)
            {
                found.push((*id, tag.property.clone(), constant));
            }
        }
    }
    for (id, wire, constant) in found {
        if let TypeKind::Struct(structure) = &mut types[id.0].kind
            && let Some(property) = structure
                .properties
                .iter_mut()
                .find(|property| property.wire_name == wire)
        {
            property.constant.get_or_insert(constant);
        }
    }
}

/// Reports and removes defaults that are not values of their type.
fn check_defaults(types: &mut [TypeDef], diagnostics: &mut Diagnostics) {
    for index in 0..types.len() {
        let TypeKind::Struct(structure) = &types[index].kind else {
            continue;
        };
        let misfits: Vec<usize> = structure
            .properties
            .iter()
            .enumerate()
            .filter(|(_, property)| !default_fits(types, property))
            .map(|(index, _)| index)
            .collect();
        let TypeKind::Struct(structure) = &mut types[index].kind else {
            continue;
        };
        for misfit in misfits {
            let property = &mut structure.properties[misfit];
            property.default = None;
            let message = format!(
                "the default of `{}` is not a value of its type; no constant is generated",
                property.wire_name
            );
            let at = property.at.child("default");
            diagnostics.note(code::MISFIT_DEFAULT, at, message);
        }
    }
}

/// Returns `true` if a default may be a value of its type. Values of unions and user-defined types
/// are not checked.
fn default_fits(types: &[TypeDef], property: &Property) -> bool {
    let Some(default) = &property.default else {
        return true;
    };
    match (resolve_aliases(types, &property.ty), default) {
        // For an optional property, null means that there is no default.
        (_, Literal::Null) => property.nullable || !property.required,
        (Type::Any | Type::External(_), _) => true,
        (Type::String, default) => matches!(default, Literal::String(_)),
        (Type::Bool, default) => matches!(default, Literal::Bool(_)),
        (Type::Float, default) => matches!(default, Literal::Integer(_) | Literal::Number(_)),
        (Type::Integer(kind), Literal::Integer(number)) => kind.holds(*number),
        (Type::Integer(_), Literal::Number(number)) => number.fract() == 0.0,
        (Type::Named(TypeId(index)), default) => match &types[*index].kind {
            TypeKind::Enum(listed) => listed
                .values
                .iter()
                .any(|value| value.wire_value == *default),
            TypeKind::Union(_) | TypeKind::Alias(_) => true,
            TypeKind::Struct(_) => false,
        },
        _ => false,
    }
}

/// Sets how the values of each variant are matched.
fn set_matchers(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let TypeKind::Union(union) = &types[index].kind else {
            continue;
        };
        let found: Vec<Option<VariantMatcher>> = union
            .variants
            .iter()
            .map(|variant| match &variant.form {
                VariantForm::Literal(_) => None,
                VariantForm::Value { ty, .. } => Some(variant_matcher(types, ty)),
            })
            .collect();
        if let TypeKind::Union(union) = &mut types[index].kind {
            for (variant, found) in union.variants.iter_mut().zip(found) {
                if let (VariantForm::Value { matcher, .. }, Some(found)) =
                    (&mut variant.form, found)
                {
                    *matcher = found;
                }
            }
        }
    }
}

fn variant_matcher(types: &[TypeDef], ty: &Type) -> VariantMatcher {
    match definition_of(types, ty).map(|definition| &definition.kind) {
        Some(TypeKind::Struct(_)) => VariantMatcher::Object,
        Some(TypeKind::Union(_)) => VariantMatcher::Union,
        _ => VariantMatcher::Kinds(json_kinds(types, ty)),
    }
}
