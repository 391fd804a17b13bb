//! One step down two types side by side.

use super::Comparer;
use crate::diff::change::Effect;
use crate::diff::rule::{self, Rule};
use crate::ir::{Api, IntegerKind, Type, TypeId, TypeKind};

/// What is found where two types are used for the same thing.
pub(super) enum Step<'a> {
    /// They are the same scalar.
    Same,
    /// They are definitions of which one became the other.
    Pair(TypeId, TypeId),
    /// They are containers of the same kind: their contents go on.
    Inside(Vec<(&'a Type, &'a Type)>),
    /// Null came or went; the rest goes on.
    Null {
        /// Whether null is a value now.
        came: bool,
        rest: (&'a Type, &'a Type),
    },
    /// They differ.
    Differ(&'static Rule, Effect),
}

/// A type with the names of it followed: what an alias stands for.
pub(super) fn resolve<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    // Aliases do not form cycles; a faulty model must not hang.
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

impl<'a> Comparer<'a> {
    /// The step from a use of a type to what the other document has there.
    pub(super) fn step(&self, old: &'a Type, new: &'a Type) -> Step<'a> {
        if let (Type::Named(one), Type::Named(other)) = (old, new)
            && self.is_pair(*one, *other)
        {
            return Step::Pair(*one, *other);
        }
        let (before, after) = (resolve(self.old, old), resolve(self.new, new));
        match (before, after) {
            (Type::Named(one), Type::Named(other)) if self.is_pair(*one, *other) => {
                Step::Pair(*one, *other)
            }
            (Type::Array(one), Type::Array(other)) | (Type::Map(one), Type::Map(other)) => {
                Step::Inside(vec![(&**one, &**other)])
            }
            (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => {
                Step::Inside(one.iter().zip(other).collect())
            }
            (Type::Nullable(one), Type::Nullable(other)) => Step::Inside(vec![(&**one, &**other)]),
            (Type::Nullable(one), other) if *other != Type::Any => Step::Null {
                came: false,
                rest: (&**one, other),
            },
            (one, Type::Nullable(other)) if *one != Type::Any => Step::Null {
                came: true,
                rest: (one, &**other),
            },
            (Type::Named(_), _) | (_, Type::Named(_)) => self.named(before, after),
            (one, other) if one == other => Step::Same,
            (one, other) => {
                let (rule, effect) = scalars(one, other);
                Step::Differ(rule, effect)
            }
        }
    }

    /// A definition on one side at least, and no pair.
    fn named(&self, old: &'a Type, new: &'a Type) -> Step<'a> {
        let effect = self.relate(old, new);
        let is_enum = |api: &Api, ty: &Type| match ty {
            Type::Named(id) => matches!(api.type_def(*id).kind, TypeKind::Enum(_)),
            _ => false,
        };
        let is_scalar = |ty: &Type| matches!(ty, Type::String | Type::Integer(_));
        let rule = match (old, new) {
            (_, Type::Any) => &rule::VALUE_OPENED,
            (Type::Any, _) => &rule::VALUE_CLOSED,
            _ if is_enum(self.old, old) && is_scalar(new) => &rule::ENUM_TO_TEXT,
            _ if is_scalar(old) && is_enum(self.new, new) => &rule::TEXT_TO_ENUM,
            _ => &rule::TYPE_CHANGED,
        };
        Step::Differ(rule, effect)
    }
}

/// What became of a scalar, or of a container.
pub(super) fn scalars(old: &Type, new: &Type) -> (&'static Rule, Effect) {
    match (old, new) {
        (_, Type::Any) => (&rule::VALUE_OPENED, Effect::WIDENS),
        (Type::Any, _) => (&rule::VALUE_CLOSED, Effect::NARROWS),
        (Type::Integer(_) | Type::Float, Type::Integer(_) | Type::Float) => {
            let effect = numbers(old, new);
            let rule = if effect == Effect::WIDENS {
                &rule::NUMBER_WIDENED
            } else {
                &rule::NUMBER_NARROWED
            };
            (rule, effect)
        }
        (Type::String | Type::Integer(_) | Type::Float, Type::External(_)) => {
            (&rule::FORMAT_ADDED, Effect::NARROWS)
        }
        (Type::External(_), Type::String | Type::Integer(_) | Type::Float) => {
            (&rule::FORMAT_REMOVED, Effect::WIDENS)
        }
        _ => (&rule::TYPE_CHANGED, Effect::BOTH),
    }
}

/// What happened to the set of numbers.
fn numbers(old: &Type, new: &Type) -> Effect {
    let (before, after) = (range(old), range(new));
    Effect {
        narrows: before.0 < after.0 || before.1 > after.1 || before.2 && !after.2,
        widens: after.0 < before.0 || after.1 > before.1 || after.2 && !before.2,
    }
}

/// The least and the greatest number of a type, and whether it has fractions.
fn range(ty: &Type) -> (f64, f64, bool) {
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
        // JSON knows one kind of number, of any size.
        _ => (f64::MIN, f64::MAX, true),
    }
}
