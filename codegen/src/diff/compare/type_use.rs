//! The comparison of the types of a property, parameter, body or another value.

use std::mem;

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use super::type_comparison::TypeComparison;
use crate::diff::rule::Rule;
use crate::diff::rules;
use crate::diff::verdict::{Effect, WireCompatibility};
use crate::ir::{Type, TypeId, TypeKind};

impl<'a> Comparer<'a> {
    /// Records the items whose Rust types contain a pair of definitions, if one of these is an alias or if they are of different
    /// kinds: a setter takes what converts into an enum or a union, and a struct itself.
    fn record_kind_use(&mut self, items: &[String], old: TypeId, new: TypeId) {
        let (before, after) = (self.old_def(old), self.new_def(new));
        let targets = match (&before.kind, &after.kind) {
            (TypeKind::Alias(one), TypeKind::Alias(other)) => Some((one, other)),
            (TypeKind::Alias(_), _) | (_, TypeKind::Alias(_)) => None,
            (one, other) if mem::discriminant(one) == mem::discriminant(other) => return,
            _ => None,
        };
        let known = self.items_by_kind.entry((old, new)).or_default();
        known.extend(items.iter().cloned());
        if let Some((one, other)) = targets {
            self.record_kind_uses(items, one, other);
        }
    }

    fn record_kind_uses(&mut self, items: &[String], old: &'a Type, new: &'a Type) {
        match self.compare_types(old, new) {
            TypeComparison::Pair(one, other) => self.record_kind_use(items, one, other),
            TypeComparison::Inside(parts) => {
                for (one, other) in parts {
                    self.record_kind_uses(items, one, other);
                }
            }
            TypeComparison::Null { rest, .. } => self.record_kind_uses(items, rest.0, rest.1),
            TypeComparison::Same | TypeComparison::Differ(..) => {}
        }
    }

    /// Compares two types.
    pub(super) fn types(&mut self, context: &ChangeContext, old: &'a Type, new: &'a Type) {
        match self.compare_types(old, new) {
            TypeComparison::Same => {}
            TypeComparison::Pair(one, other) => self.record_kind_use(&context.explains, one, other),
            TypeComparison::Inside(parts) => {
                for (one, other) in parts {
                    self.types(context, one, other);
                }
            }
            TypeComparison::Null {
                became_nullable,
                rest,
            } => {
                self.nullability(context, became_nullable);
                self.types(context, rest.0, rest.1);
            }
            TypeComparison::Differ(rule, effect) => {
                let (old, new) = (
                    display::type_text(self.old, old),
                    display::type_text(self.new, new),
                );
                let message = format!("type changed from `{old}` to `{new}`");
                self.report_effect(context, rule, message, effect);
            }
        }
    }

    /// Reports that a body, or an item of an array or map, bebecame_nullable nullable or no longer is.
    pub(super) fn nullability(&mut self, context: &ChangeContext, became_nullable: bool) {
        let change = if became_nullable {
            let message = "null is now allowed";
            context.change_with(&rules::ITEM_BECAME_NULLABLE, message, Effect::WIDENS)
        } else {
            let message = "null is no longer allowed";
            context.change_with(&rules::ITEM_BECAME_NON_NULL, message, Effect::NARROWS)
        };
        self.changes.push(change);
    }

    /// Compares the boxing of a property or variant.
    pub(super) fn boxing(&mut self, context: &ChangeContext, was_boxed: bool, is_boxed: bool) {
        if was_boxed == is_boxed {
            return;
        }
        let message = if is_boxed {
            "is now boxed"
        } else {
            "is no longer boxed"
        };
        let rule = &rules::PROPERTY_RECURSION_CHANGED;
        self.report(context, rule, message, WireCompatibility::Compatible);
    }

    /// Compares `deprecated`.
    pub(super) fn deprecation(
        &mut self,
        context: &ChangeContext,
        rule: &'static Rule,
        (old, new): (bool, bool),
    ) {
        if old != new {
            let message = if new {
                "was deprecated"
            } else {
                "is no longer deprecated"
            };
            self.report(context, rule, message, WireCompatibility::Compatible);
        }
    }
}
