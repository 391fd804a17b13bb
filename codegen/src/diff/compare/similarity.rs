//! The similarity of definitions, for finding renamed ones.

use std::collections::BTreeSet;

use super::display;
use crate::ir::{Api, TypeDef, TypeKind, VariantForm};

/// Returns `true` if both definitions are of the same kind and have at least half of their members in common.
pub(super) fn is_similar(old: &TypeDef, new: &TypeDef) -> bool {
    match (&old.kind, &new.kind) {
        (TypeKind::Alias(one), TypeKind::Alias(other)) => {
            std::mem::discriminant(one) == std::mem::discriminant(other)
        }
        (one, other) if std::mem::discriminant(one) != std::mem::discriminant(other) => false,
        (one, other) => {
            let (one, other) = (members(one), members(other));
            let common = one.intersection(&other).count();
            2 * common >= one.len().max(other.len())
        }
    }
}

/// Returns the wire names of the members of a definition.
fn members(kind: &TypeKind) -> BTreeSet<String> {
    match kind {
        TypeKind::Struct(structure) => structure
            .properties
            .iter()
            .map(|property| property.wire_name.clone())
            .collect(),
        TypeKind::Enum(listed) => listed
            .values
            .iter()
            .map(|value| display::literal(&value.wire_value))
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .map(|variant| match &variant.form {
                VariantForm::Literal(value) => display::literal(value),
                VariantForm::Value { .. } => variant.name.clone(),
            })
            .collect(),
        TypeKind::Alias(_) => BTreeSet::new(),
    }
}

/// Returns a text that is the same for definitions which differ only in their names.
pub(super) fn shape(api: &Api, definition: &TypeDef) -> String {
    match &definition.kind {
        TypeKind::Struct(structure) => {
            let mut parts: Vec<_> = structure
                .properties
                .iter()
                .map(|property| {
                    format!(
                        "{}: {}",
                        property.wire_name,
                        display::field_type(api, property)
                    )
                })
                .collect();
            parts.sort();
            let more = structure.additional.as_ref();
            let more = more.map(|additional| display::type_text(api, &additional.ty));
            format!("struct {{{}}} {more:?}", parts.join(", "))
        }
        TypeKind::Enum(_) => format!("enum {:?}", members(&definition.kind)),
        TypeKind::Union(union) => {
            let parts: Vec<_> = union
                .variants
                .iter()
                .map(|variant| match &variant.form {
                    VariantForm::Literal(value) => display::literal(value),
                    VariantForm::Value { ty, .. } => display::type_text(api, ty),
                })
                .collect();
            format!("union {}", parts.join(" | "))
        }
        TypeKind::Alias(target) => format!("alias {}", display::type_text(api, target)),
    }
}
