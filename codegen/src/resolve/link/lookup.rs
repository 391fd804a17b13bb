//! Lookups of definitions.

use crate::ir::{Literal, Type, TypeDef, TypeId, TypeKind};

/// The type behind aliases.
pub(super) fn resolve_aliases<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> &'t Type {
    while let Type::Named(TypeId(index)) = ty {
        match &types[*index].kind {
            TypeKind::Alias(inner) => ty = inner,
            _ => break,
        }
    }
    ty
}

/// The definition behind aliases; `None` for a type without one.
pub(super) fn definition_of<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t TypeDef> {
    match resolve_aliases(types, ty) {
        Type::Named(TypeId(index)) => Some(&types[*index]),
        _ => None,
    }
}

/// The strings that a type lists, with their variants; none where it is no enum of strings.
pub(super) fn listed_strings<'t>(types: &'t [TypeDef], ty: &'t Type) -> Vec<(&'t str, &'t str)> {
    let Some(TypeKind::Enum(listed)) = definition_of(types, ty).map(|definition| &definition.kind)
    else {
        return Vec::new();
    };
    let texts = listed.values.iter().filter_map(|value| match &value.wire {
        Literal::String(wire) => Some((wire.as_str(), value.variant.as_str())),
        _ => None,
    });
    texts.collect()
}
