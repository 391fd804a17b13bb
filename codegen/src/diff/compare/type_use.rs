//! Uses of types: what two of them at the same place differ in.

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use super::type_comparison::TypeComparison;
use crate::diff::rules;
use crate::diff::verdict::Effect;
use crate::ir::{Type, TypeId, TypeKind};

impl<'a> Comparer<'a> {
    /// Notes that items are written with a pair, and with the aliases that it stands for.
    fn note_use(&mut self, items: &[String], old: TypeId, new: TypeId) {
        let (before, after) = (self.old_def(old), self.new_def(new));
        let targets = match (&before.kind, &after.kind) {
            (TypeKind::Alias(one), TypeKind::Alias(other)) => Some((one, other)),
            (TypeKind::Alias(_), _) | (_, TypeKind::Alias(_)) => None,
            _ => return,
        };
        let known = self.written_with.entry((old, new)).or_default();
        known.extend(items.iter().cloned());
        if let Some((one, other)) = targets {
            self.note_uses(items, one, other);
        }
    }

    fn note_uses(&mut self, items: &[String], old: &'a Type, new: &'a Type) {
        match self.compare_types(old, new) {
            TypeComparison::Pair(one, other) => self.note_use(items, one, other),
            TypeComparison::Inside(parts) => {
                for (one, other) in parts {
                    self.note_uses(items, one, other);
                }
            }
            TypeComparison::Null { rest, .. } => self.note_uses(items, rest.0, rest.1),
            TypeComparison::Same | TypeComparison::Differ(..) => {}
        }
    }

    /// What two uses of types say, at the context of the use.
    pub(super) fn uses(&mut self, context: &ChangeContext, old: &'a Type, new: &'a Type) {
        match self.compare_types(old, new) {
            TypeComparison::Same => {}
            TypeComparison::Pair(one, other) => self.note_use(&context.explains, one, other),
            TypeComparison::Inside(parts) => {
                for (one, other) in parts {
                    self.uses(context, one, other);
                }
            }
            TypeComparison::Null { came, rest } => {
                self.null(context, came);
                self.uses(context, rest.0, rest.1);
            }
            TypeComparison::Differ(rule, effect) => {
                let (old, new) = (
                    display::type_text(self.old, old),
                    display::type_text(self.new, new),
                );
                let message = format!("`{old}` became `{new}`");
                self.changes
                    .push(context.change_with(rule, message, effect));
            }
        }
    }

    /// Null came or went where it has no place of its own.
    pub(super) fn null(&mut self, context: &ChangeContext, came: bool) {
        let change = if came {
            let message = "null may stand in it now";
            context.change_with(&rules::ITEM_BECAME_NULLABLE, message, Effect::WIDENS)
        } else {
            let message = "null no longer stands in it";
            context.change_with(&rules::ITEM_BECAME_NON_NULL, message, Effect::NARROWS)
        };
        self.changes.push(change);
    }
}
