//! Definitions that have another name and the same shape.

use std::collections::{BTreeMap, BTreeSet};

use super::{Comparer, show};
use crate::ir::{Api, TypeDef, TypeId, TypeKind, VariantForm};

/// Whether one definition may have become the other: they are of one kind and have at least half of their members in common.
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

/// What the members of a definition are called on the wire.
fn members(kind: &TypeKind) -> BTreeSet<String> {
    match kind {
        TypeKind::Struct(structure) => structure
            .properties
            .iter()
            .map(|property| property.wire.clone())
            .collect(),
        TypeKind::Enum(listed) => listed
            .values
            .iter()
            .map(|value| show::literal(&value.wire))
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .map(|variant| match &variant.form {
                VariantForm::Literal(value) => show::literal(value),
                VariantForm::Value { .. } => variant.name.clone(),
            })
            .collect(),
        TypeKind::Alias(_) => BTreeSet::new(),
    }
}

/// All that a definition says of its values, as text: two with the same text differ in name alone.
fn shape(api: &Api, definition: &TypeDef) -> String {
    match &definition.kind {
        TypeKind::Struct(structure) => {
            let mut parts: Vec<_> = structure
                .properties
                .iter()
                .map(|property| format!("{}: {}", property.wire, show::field(api, property)))
                .collect();
            parts.sort();
            let more = structure.additional.as_ref();
            let more = more.map(|additional| show::ty(api, &additional.ty));
            format!("struct {{{}}} {more:?}", parts.join(", "))
        }
        TypeKind::Enum(_) => format!("enum {:?}", members(&definition.kind)),
        TypeKind::Union(union) => {
            let parts: Vec<_> = union
                .variants
                .iter()
                .map(|variant| match &variant.form {
                    VariantForm::Literal(value) => show::literal(value),
                    VariantForm::Value { ty, .. } => show::ty(api, ty),
                })
                .collect();
            format!("union {}", parts.join(" | "))
        }
        TypeKind::Alias(target) => format!("alias {}", show::ty(api, target)),
    }
}

impl Comparer<'_> {
    /// What no operation reaches, and is gone under its name and there under another: where the shape is that of one alone.
    pub(super) fn renames_by_shape(&self) -> Vec<(TypeId, TypeId)> {
        let gone = left(self.old, |name| self.names.1.contains_key(name));
        let come = left(self.new, |name| self.names.0.contains_key(name));
        let gone = gone
            .into_iter()
            .filter(|id| !self.renamed.0.contains_key(id));
        let come = come
            .into_iter()
            .filter(|id| !self.renamed.1.contains_key(id));
        let by_shape = |api: &Api, ids: &mut dyn Iterator<Item = TypeId>| {
            let mut shapes: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
            for id in ids {
                let shape = shape(api, api.type_def(id));
                shapes.entry(shape).or_default().push(id);
            }
            shapes
        };
        let gone = by_shape(self.old, &mut gone.into_iter());
        let come = by_shape(self.new, &mut come.into_iter());
        gone.iter()
            .filter_map(|(shape, before)| match (&**before, &**come.get(shape)?) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            })
            .collect()
    }
}

/// The definitions whose name the other side lacks.
fn left(api: &Api, is_known: impl Fn(&str) -> bool) -> Vec<TypeId> {
    let definitions = api.types.iter().enumerate();
    definitions
        .filter(|(_, definition)| !is_known(&definition.name))
        .map(|(index, _)| TypeId(index))
        .collect()
}
