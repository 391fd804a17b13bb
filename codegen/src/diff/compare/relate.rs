//! What happens to the set of values where one type takes the place of another, however deep they go.

use std::collections::HashSet;

use super::Comparer;
use super::step::{resolve, scalars};
use crate::diff::change::Effect;
use crate::ir::{Enum, Property, Struct, Type, TypeId, TypeKind, Union, VariantForm};

/// The pairs that are being related: a pair that is met again adds nothing.
type Seen = HashSet<(TypeId, TypeId)>;

impl Comparer<'_> {
    /// What happens to the values where `new` takes the place of `old`.
    pub(super) fn relate(&self, old: &Type, new: &Type) -> Effect {
        self.relate_types(old, new, &mut Seen::new())
    }

    fn relate_types(&self, old: &Type, new: &Type, seen: &mut Seen) -> Effect {
        let (old, new) = (resolve(self.old, old), resolve(self.new, new));
        match (old, new) {
            (Type::Named(one), Type::Named(other)) => self.relate_definitions(*one, *other, seen),
            (Type::Array(one), Type::Array(other))
            | (Type::Map(one), Type::Map(other))
            | (Type::Nullable(one), Type::Nullable(other)) => self.relate_types(one, other, seen),
            (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => one
                .iter()
                .zip(other)
                .map(|(one, other)| self.relate_types(one, other, seen))
                .fold(Effect::NONE, Effect::and),
            (_, Type::Any) if *old != Type::Any => Effect::WIDENS,
            (Type::Any, _) if *new != Type::Any => Effect::NARROWS,
            (Type::Nullable(one), other) => {
                Effect::NARROWS.and(self.relate_types(one, other, seen))
            }
            (one, Type::Nullable(other)) => Effect::WIDENS.and(self.relate_types(one, other, seen)),
            (Type::Named(one), other) => match &self.old_def(*one).kind {
                TypeKind::Enum(_) if *other == Type::String => Effect::WIDENS,
                TypeKind::Union(union) if self.is_variant(union, other, seen, true) => {
                    Effect::NARROWS
                }
                _ => Effect::BOTH,
            },
            (one, Type::Named(other)) => match &self.new_def(*other).kind {
                TypeKind::Enum(_) if *one == Type::String => Effect::NARROWS,
                TypeKind::Union(union) if self.is_variant(union, one, seen, false) => {
                    Effect::WIDENS
                }
                _ => Effect::BOTH,
            },
            (one, other) if one == other => Effect::NONE,
            (one, other) => scalars(one, other).1,
        }
    }

    fn relate_definitions(&self, old: TypeId, new: TypeId, seen: &mut Seen) -> Effect {
        if !seen.insert((old, new)) {
            return Effect::NONE;
        }
        match (&self.old_def(old).kind, &self.new_def(new).kind) {
            (TypeKind::Struct(one), TypeKind::Struct(other)) => {
                self.relate_structs(one, other, seen)
            }
            (TypeKind::Enum(one), TypeKind::Enum(other)) => relate_enums(one, other),
            (TypeKind::Union(one), TypeKind::Union(other)) => self.relate_unions(one, other, seen),
            (TypeKind::Union(union), _) => {
                let whole = Type::Named(new);
                let is_variant = held(union).any(|ty| match ty {
                    Type::Named(id) => self.relate_definitions(*id, new, seen) == Effect::NONE,
                    _ => *ty == whole,
                });
                if is_variant {
                    Effect::NARROWS
                } else {
                    Effect::BOTH
                }
            }
            (_, TypeKind::Union(union)) => {
                let is_variant = held(union).any(|ty| match ty {
                    Type::Named(id) => self.relate_definitions(old, *id, seen) == Effect::NONE,
                    _ => false,
                });
                if is_variant {
                    Effect::WIDENS
                } else {
                    Effect::BOTH
                }
            }
            _ => Effect::BOTH,
        }
    }

    fn relate_structs(&self, old: &Struct, new: &Struct, seen: &mut Seen) -> Effect {
        let mut effect = Effect::NONE;
        for property in &old.properties {
            let other = new.properties.iter().find(|one| one.wire == property.wire);
            let Some(other) = other else {
                effect.widens |= property.required;
                effect.narrows |= self.strict;
                continue;
            };
            effect.widens |= property.required && !other.required;
            effect.narrows |= !property.required && other.required;
            effect.widens |= !property.nullable && other.nullable;
            effect.narrows |= property.nullable && !other.nullable;
            effect = effect.and(self.relate_types(&property.ty, &other.ty, seen));
        }
        let is_new =
            |property: &&Property| old.properties.iter().all(|one| one.wire != property.wire);
        for property in new.properties.iter().filter(is_new) {
            effect.narrows |= property.required;
            effect.widens |= self.strict;
        }
        effect
    }

    fn relate_unions(&self, old: &Union, new: &Union, seen: &mut Seen) -> Effect {
        let mut is_same = |one: &VariantForm, other: &VariantForm| match (one, other) {
            (VariantForm::Literal(one), VariantForm::Literal(other)) => one == other,
            (VariantForm::Value { ty: one, .. }, VariantForm::Value { ty: other, .. }) => {
                self.relate_types(one, other, seen) == Effect::NONE
            }
            _ => false,
        };
        let narrows = old.variants.iter().any(|variant| {
            !new.variants
                .iter()
                .any(|other| is_same(&variant.form, &other.form))
        });
        let widens = new.variants.iter().any(|variant| {
            !old.variants
                .iter()
                .any(|other| is_same(&other.form, &variant.form))
        });
        Effect { narrows, widens }
    }

    /// Whether a type is one of a union's, the union being in the old model or in the new one.
    fn is_variant(&self, union: &Union, ty: &Type, seen: &mut Seen, is_old: bool) -> bool {
        held(union).any(|held| {
            let effect = if is_old {
                self.relate_types(held, ty, seen)
            } else {
                self.relate_types(ty, held, seen)
            };
            effect == Effect::NONE
        })
    }
}

/// The types that the variants of a union hold.
fn held(union: &Union) -> impl Iterator<Item = &Type> {
    union
        .variants
        .iter()
        .filter_map(|variant| match &variant.form {
            VariantForm::Value { ty, .. } => Some(ty),
            VariantForm::Literal(_) => None,
        })
}

fn relate_enums(old: &Enum, new: &Enum) -> Effect {
    if old.repr != new.repr {
        return Effect::BOTH;
    }
    let lacks = |one: &Enum, other: &Enum| {
        one.values
            .iter()
            .any(|value| other.values.iter().all(|listed| listed.wire != value.wire))
    };
    Effect {
        narrows: lacks(old, new),
        widens: lacks(new, old),
    }
}
