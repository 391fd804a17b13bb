//! Lookups of definitions.

use crate::ir::{Literal, Type, TypeDef, TypeId, TypeKind};

/// Returns the type that aliases refer to.
pub(super) fn resolve_aliases<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> &'t Type {
    while let Type::Named(TypeId(index)) = ty {
        match &types[*index].kind {
            TypeKind::Alias(inner) => ty = inner,
            _ => break,
        }
    }
    ty
}

/// Returns the definition of a type, through aliases; `None` for a type without one.
pub(super) fn definition_of<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t TypeDef> {
    match resolve_aliases(types, ty) {
        Type::Named(TypeId(index)) => Some(&types[*index]),
        _ => None,
    }
}

/// Returns the strings of a string enum with their variants; empty for any other type.
pub(super) fn listed_strings<'t>(types: &'t [TypeDef], ty: &'t Type) -> Vec<(&'t str, &'t str)> {
    let Some(TypeKind::Enum(listed)) = definition_of(types, ty).map(|definition| &definition.kind)
    else {
        return Vec::new();
    };
    let texts = listed
        .values
        .iter()
        .filter_map(|value| match &value.wire_value {
            Literal::String(wire) => Some((wire.as_str(), value.variant.as_str())),
            _ => None,
        });
    texts.collect()
}
