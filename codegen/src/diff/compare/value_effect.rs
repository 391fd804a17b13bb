//! The effect on the set of valid values if one type replaces another, compared in full depth.

use std::collections::HashSet;

use super::comparer::Comparer;
use crate::diff::rule::Rule;
use crate::diff::rules;
use crate::diff::verdict::Effect;
use crate::ir::{
    Api, Enum, IntegerKind, Property, Struct, Type, TypeId, TypeKind, Union, VariantForm,
};

/// The pairs that have been compared. A recursive pair adds no effect.
type Seen = HashSet<(TypeId, TypeId)>;

impl Comparer<'_> {
    /// Returns the effect on the set of valid values if `new` replaces `old`.
    pub(super) fn value_effect(&self, old: &Type, new: &Type) -> Effect {
        self.type_effect(old, new, &mut Seen::new())
    }

    fn type_effect(&self, old: &Type, new: &Type, seen: &mut Seen) -> Effect {
        let (old, new) = (
            resolve_aliases(self.old, old),
            resolve_aliases(self.new, new),
        );
        match (old, new) {
            (Type::Named(one), Type::Named(other)) => self.definition_effect(*one, *other, seen),
            (Type::Array(one), Type::Array(other))
            | (Type::Map(one), Type::Map(other))
            | (Type::Nullable(one), Type::Nullable(other)) => self.type_effect(one, other, seen),
            (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => one
                .iter()
                .zip(other)
                .map(|(one, other)| self.type_effect(one, other, seen))
                .fold(Effect::NONE, Effect::and),
            (_, Type::Any) if *old != Type::Any => Effect::WIDENS,
            (Type::Any, _) if *new != Type::Any => Effect::NARROWS,
            (Type::Nullable(one), other) => Effect::NARROWS.and(self.type_effect(one, other, seen)),
            (one, Type::Nullable(other)) => Effect::WIDENS.and(self.type_effect(one, other, seen)),
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
            (one, other) => scalar_change(one, other).1,
        }
    }

    fn definition_effect(&self, old: TypeId, new: TypeId, seen: &mut Seen) -> Effect {
        if !seen.insert((old, new)) {
            return Effect::NONE;
        }
        match (&self.old_def(old).kind, &self.new_def(new).kind) {
            (TypeKind::Struct(one), TypeKind::Struct(other)) => {
                self.struct_effect(one, other, seen)
            }
            (TypeKind::Enum(one), TypeKind::Enum(other)) => enum_effect(one, other),
            (TypeKind::Union(one), TypeKind::Union(other)) => self.union_effect(one, other, seen),
            (TypeKind::Union(union), _) => {
                let whole = Type::Named(new);
                let is_variant = variant_types(union).any(|ty| match ty {
                    Type::Named(id) => self.definition_effect(*id, new, seen) == Effect::NONE,
                    _ => *ty == whole,
                });
                if is_variant {
                    Effect::NARROWS
                } else {
                    Effect::BOTH
                }
            }
            (_, TypeKind::Union(union)) => {
                let is_variant = variant_types(union).any(|ty| match ty {
                    Type::Named(id) => self.definition_effect(old, *id, seen) == Effect::NONE,
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

    fn struct_effect(&self, old: &Struct, new: &Struct, seen: &mut Seen) -> Effect {
        let mut effect = Effect::NONE;
        for property in &old.properties {
            let other = new
                .properties
                .iter()
                .find(|one| one.wire_name == property.wire_name);
            let Some(other) = other else {
                effect.widens |= property.required;
                effect.narrows |= self.strict;
                continue;
            };
            effect.widens |= property.required && !other.required;
            effect.narrows |= !property.required && other.required;
            effect.widens |= !property.nullable && other.nullable;
            effect.narrows |= property.nullable && !other.nullable;
            effect = effect.and(self.type_effect(&property.ty, &other.ty, seen));
        }
        let is_new = |property: &&Property| {
            old.properties
                .iter()
                .all(|one| one.wire_name != property.wire_name)
        };
        for property in new.properties.iter().filter(is_new) {
            effect.narrows |= property.required;
            effect.widens |= self.strict;
        }
        effect
    }

    fn union_effect(&self, old: &Union, new: &Union, seen: &mut Seen) -> Effect {
        let mut is_same = |one: &VariantForm, other: &VariantForm| match (one, other) {
            (VariantForm::Literal(one), VariantForm::Literal(other)) => one == other,
            (VariantForm::Value { ty: one, .. }, VariantForm::Value { ty: other, .. }) => {
                self.type_effect(one, other, seen) == Effect::NONE
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

    /// Returns `true` if a type is equivalent to that of a variant of a union. `is_old` is `true` if the union is in the old model.
    fn is_variant(&self, union: &Union, ty: &Type, seen: &mut Seen, is_old: bool) -> bool {
        variant_types(union).any(|held| {
            let effect = if is_old {
                self.type_effect(held, ty, seen)
            } else {
                self.type_effect(ty, held, seen)
            };
            effect == Effect::NONE
        })
    }
}

/// Returns the types of the variants of a union.
fn variant_types(union: &Union) -> impl Iterator<Item = &Type> {
    union
        .variants
        .iter()
        .filter_map(|variant| match &variant.form {
            VariantForm::Value { ty, .. } => Some(ty),
            VariantForm::Literal(_) => None,
        })
}

fn enum_effect(old: &Enum, new: &Enum) -> Effect {
    if old.repr != new.repr {
        return Effect::BOTH;
    }
    let lacks = |one: &Enum, other: &Enum| {
        one.values.iter().any(|value| {
            other
                .values
                .iter()
                .all(|listed| listed.wire_value != value.wire_value)
        })
    };
    Effect {
        narrows: lacks(old, new),
        widens: lacks(new, old),
    }
}

/// Returns the target of a type that is an alias, otherwise the type itself.
pub(super) fn resolve_aliases<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    // Aliases do not form cycles; the limit prevents an endless loop for an invalid model.
    for _ in 0..api.types.len() {
        match ty {
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(target) => ty = target,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    ty
}

/// Returns the rule and the effect for two different types of which none is a definition.
pub(super) fn scalar_change(old: &Type, new: &Type) -> (&'static Rule, Effect) {
    match (old, new) {
        (_, Type::Any) => (&rules::VALUE_OPENED, Effect::WIDENS),
        (Type::Any, _) => (&rules::VALUE_CLOSED, Effect::NARROWS),
        (Type::Integer(_) | Type::Float, Type::Integer(_) | Type::Float) => {
            let effect = number_effect(old, new);
            let rule = if effect == Effect::WIDENS {
                &rules::NUMBER_WIDENED
            } else {
                &rules::NUMBER_NARROWED
            };
            (rule, effect)
        }
        (Type::String | Type::Integer(_) | Type::Float, Type::External(_)) => {
            (&rules::FORMAT_ADDED, Effect::NARROWS)
        }
        (Type::External(_), Type::String | Type::Integer(_) | Type::Float) => {
            (&rules::FORMAT_REMOVED, Effect::WIDENS)
        }
        _ => (&rules::TYPE_CHANGED, Effect::BOTH),
    }
}

/// Returns the effect of replacing one numeric type by another.
fn number_effect(old: &Type, new: &Type) -> Effect {
    let (before, after) = (number_range(old), number_range(new));
    Effect {
        narrows: before.0 < after.0 || before.1 > after.1 || before.2 && !after.2,
        widens: after.0 < before.0 || after.1 > before.1 || after.2 && !before.2,
    }
}

/// Returns the minimum and the maximum of a numeric type, and `true` if it allows fractions.
fn number_range(ty: &Type) -> (f64, f64, bool) {
    match ty {
        Type::Integer(kind) => {
            let (signed, bits) = match kind {
                IntegerKind::I8 => (true, 8),
                IntegerKind::U8 => (false, 8),
                IntegerKind::I16 => (true, 16),
                IntegerKind::U16 => (false, 16),
                IntegerKind::I32 => (true, 32),
                IntegerKind::U32 => (false, 32),
                IntegerKind::I64 => (true, 64),
                IntegerKind::U64 => (false, 64),
                IntegerKind::I128 => (true, 128),
                IntegerKind::U128 => (false, 128),
            };
            if signed {
                let limit = 2_f64.powi(bits - 1);
                (-limit, limit, false)
            } else {
                (0.0, 2_f64.powi(bits), false)
            }
        }
        // JSON numbers have no limits.
        _ => (f64::MIN, f64::MAX, true),
    }
}
