//! Variants that no value is ever read as.

use super::lookup::definition_of;
use crate::diagnostic::{Diagnostics, code};
use crate::ir::{Property, Struct, TypeDef, TypeKind, Variant, VariantForm};

/// Tells of objects whose every value an earlier object of the union takes as well, member for member.
pub(super) fn report_unreachable(types: &[TypeDef], diagnostics: &mut Diagnostics) {
    for definition in types {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        if union.tag.is_some() {
            continue;
        }
        let objects: Vec<(&Variant, &Struct)> = union
            .variants
            .iter()
            .filter_map(|variant| Some((variant, struct_of(types, variant)?)))
            .collect();
        for (index, (variant, object)) in objects.iter().enumerate() {
            let earlier = &objects[..index];
            let Some((taker, _)) = earlier.iter().find(|(_, other)| takes_all(other, object))
            else {
                continue;
            };
            let message = format!(
                "nothing is read as `{}`: what fits it fits the earlier variant `{}` of `{}` as well",
                variant.name, taker.name, definition.name
            );
            diagnostics.note(code::UNREACHABLE_VARIANT, variant.at.clone(), message);
        }
    }
}

fn struct_of<'t>(types: &'t [TypeDef], variant: &'t Variant) -> Option<&'t Struct> {
    let VariantForm::Value { ty, .. } = &variant.form else {
        return None;
    };
    match &definition_of(types, ty)?.kind {
        TypeKind::Struct(structure) => Some(structure),
        _ => None,
    }
}

/// Whether one object takes every value of another and keeps as much of it.
fn takes_all(one: &Struct, other: &Struct) -> bool {
    let is_distinguishable = one.properties.iter().any(|property| {
        property.constant.is_some()
            || property.required
                && other
                    .property(&property.wire)
                    .is_none_or(|same| !same.required)
    });
    let has = |property: &Property| {
        one.property(&property.wire)
            .is_some_and(|same| same.ty == property.ty && (same.nullable || !property.nullable))
    };
    !is_distinguishable
        && other.properties.iter().all(has)
        && (other.additional.is_none() || one.additional == other.additional)
}
