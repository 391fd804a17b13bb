//! Variants that no value is ever decoded as.

use super::lookup::definition_of;
use crate::diagnostic::{Diagnostics, code};
use crate::ir::{Property, Struct, TypeDef, TypeKind, Variant, VariantForm};

/// Reports objects whose values are all accepted by an earlier object of the union, without loss.
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
            let Some((accepting, _)) = earlier.iter().find(|(_, other)| accepts_all(other, object))
            else {
                continue;
            };
            let message = format!(
                "no value is decoded as `{}`: the earlier variant `{}` of `{}` accepts all of its values",
                variant.name, accepting.name, definition.name
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

/// Returns `true` if one object accepts every value of another and keeps all of its members.
fn accepts_all(one: &Struct, other: &Struct) -> bool {
    let is_distinguishable = one.properties.iter().any(|property| {
        property.constant.is_some()
            || property.required
                && other
                    .property(&property.wire_name)
                    .is_none_or(|same| !same.required)
    });
    let has = |property: &Property| {
        one.property(&property.wire_name)
            .is_some_and(|same| same.ty == property.ty && (same.nullable || !property.nullable))
    };
    !is_distinguishable
        && other.properties.iter().all(has)
        && (other.additional.is_none() || one.additional == other.additional)
}
