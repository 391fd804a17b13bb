//! The comparison of two types, one level deep.

use super::comparer::Comparer;
use super::value_effect::{resolve_aliases, scalar_change};
use crate::diff::rule::Rule;
use crate::diff::rules;
use crate::diff::verdict::Effect;
use crate::ir::{Api, Type, TypeId, TypeKind};

/// The result of comparing the types of the same part of both documents.
pub(super) enum TypeComparison<'a> {
    /// The types are the same scalar.
    Same,
    /// The types are a pair of definitions.
    Pair(TypeId, TypeId),
    /// The types are containers of the same kind, with these contents.
    Inside(Vec<(&'a Type, &'a Type)>),
    /// Only one of the types is nullable; the rest remains to be compared.
    Null {
        /// `true` if the new type is the nullable one.
        became_nullable: bool,
        rest: (&'a Type, &'a Type),
    },
    /// The types differ.
    Differ(&'static Rule, Effect),
}

impl<'a> Comparer<'a> {
    /// Compares two types one level deep.
    pub(super) fn compare_types(&self, old: &'a Type, new: &'a Type) -> TypeComparison<'a> {
        if let (Type::Named(one), Type::Named(other)) = (old, new)
            && self.is_pair(*one, *other)
        {
            return TypeComparison::Pair(*one, *other);
        }
        let (before, after) = (
            resolve_aliases(self.old, old),
            resolve_aliases(self.new, new),
        );
        match (before, after) {
            (Type::Named(one), Type::Named(other)) if self.is_pair(*one, *other) => {
                TypeComparison::Pair(*one, *other)
            }
            (Type::Array(one), Type::Array(other)) | (Type::Map(one), Type::Map(other)) => {
                TypeComparison::Inside(vec![(&**one, &**other)])
            }
            (Type::Tuple(one), Type::Tuple(other)) if one.len() == other.len() => {
                TypeComparison::Inside(one.iter().zip(other).collect())
            }
            (Type::Nullable(one), Type::Nullable(other)) => {
                TypeComparison::Inside(vec![(&**one, &**other)])
            }
            (Type::Nullable(one), other) if *other != Type::Any => TypeComparison::Null {
                became_nullable: false,
                rest: (&**one, other),
            },
            (one, Type::Nullable(other)) if *one != Type::Any => TypeComparison::Null {
                became_nullable: true,
                rest: (one, &**other),
            },
            (Type::Named(_), _) | (_, Type::Named(_)) => self.compare_unpaired(before, after),
            (one, other) if one == other => TypeComparison::Same,
            (one, other) => {
                let (rule, effect) = scalar_change(one, other);
                TypeComparison::Differ(rule, effect)
            }
        }
    }

    /// Compares two types that are not a pair, of which at least one is a definition.
    fn compare_unpaired(&self, old: &'a Type, new: &'a Type) -> TypeComparison<'a> {
        let effect = self.value_effect(old, new);
        let is_enum = |api: &Api, ty: &Type| match ty {
            Type::Named(id) => matches!(api.type_def(*id).kind, TypeKind::Enum(_)),
            _ => false,
        };
        let is_scalar = |ty: &Type| matches!(ty, Type::String | Type::Integer(_));
        let rule = match (old, new) {
            (_, Type::Any) => &rules::VALUE_OPENED,
            (Type::Any, _) => &rules::VALUE_CLOSED,
            _ if is_enum(self.old, old) && is_scalar(new) => &rules::ENUM_TO_TEXT,
            _ if is_scalar(old) && is_enum(self.new, new) => &rules::TEXT_TO_ENUM,
            _ => &rules::TYPE_CHANGED,
        };
        TypeComparison::Differ(rule, effect)
    }
}
