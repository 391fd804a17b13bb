//! The comparison of definitions.

use std::collections::HashSet;

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use crate::diff::rules;
use crate::diff::verdict::{Direction, WireCompatibility};
use crate::ir::{Type, TypeDef, TypeId, TypeKind};

impl<'a> Comparer<'a> {
    pub(super) fn definitions(&mut self) {
        let pairs: Vec<_> = self.pairs.iter().map(|(pair, way)| (*pair, *way)).collect();
        for ((old, new), direction) in &pairs {
            self.definition(*old, *new, *direction);
        }
        self.add_items_by_kind();
        let before: HashSet<TypeId> = pairs.iter().map(|((old, _), _)| *old).collect();
        let after: HashSet<TypeId> = pairs.iter().map(|((_, new), _)| *new).collect();
        for (index, definition) in self.old.types.iter().enumerate() {
            let id = TypeId(index);
            if !before.contains(&id) {
                let context = alone(definition, (Some(id), None)).only_old();
                let mut change = context.change(
                    &rules::TYPE_REMOVED,
                    "was removed",
                    WireCompatibility::Compatible,
                );
                change.softening = Some(
                    "Keep the schema in `components` as deprecated for a release, to warn callers."
                        .to_owned(),
                );
                self.changes.push(change);
            }
        }
        for (index, definition) in self.new.types.iter().enumerate() {
            let id = TypeId(index);
            if !after.contains(&id) {
                let context = alone(definition, (None, Some(id))).only_new();
                self.report(
                    &context,
                    &rules::TYPE_ADDED,
                    "was added",
                    WireCompatibility::Compatible,
                );
            }
        }
    }

    fn definition(&mut self, old: TypeId, new: TypeId, direction: Direction) {
        let (before, after) = (self.old_def(old), self.new_def(new));
        let context = ChangeContext {
            subject: after.name.clone(),
            old: Some(before.at.clone()),
            new: Some(after.at.clone()),
            direction,
            explains: vec![
                format!("types::{}", before.name),
                format!("types::{}", after.name),
            ],
            holders: (Some(old), Some(new)),
            ..ChangeContext::default()
        };
        if before.name != after.name {
            let message = format!("was renamed from `{}`", before.name);
            let mut change =
                context.change(&rules::TYPE_RENAMED, message, WireCompatibility::Compatible);
            change.renamed = Some((before.name.clone(), after.name.clone()));
            change.softening = Some(format!(
                "To make it minor, add `#[deprecated] pub type {} = {};`.",
                before.name, after.name
            ));
            self.changes.push(change);
        }
        let is_struct = matches!(after.kind, TypeKind::Struct(_));
        if is_struct && before.usage.request != after.usage.request {
            let context = ChangeContext {
                explains: ["new", "with_*", "impl Default"]
                    .iter()
                    .map(|name| format!("types::{}::{name}", after.name))
                    .collect(),
                ..context.clone()
            };
            let message = if after.usage.request {
                "is now used in requests: `new` and `with_*` were added"
            } else {
                "is no longer used in requests: `new` and `with_*` were removed"
            };
            self.report(
                &context,
                &rules::TYPE_SENT,
                message,
                WireCompatibility::Compatible,
            );
        }
        self.deprecation(
            &context,
            &rules::TYPE_DEPRECATED,
            (before.deprecated, after.deprecated),
        );
        match (&before.kind, &after.kind) {
            (TypeKind::Struct(one), TypeKind::Struct(other)) => {
                self.properties(&context, one, other);
                self.additional(&context, one, other);
            }
            (TypeKind::Enum(one), TypeKind::Enum(other)) => self.enumeration(&context, one, other),
            (TypeKind::Union(one), TypeKind::Union(other)) => self.union(&context, one, other),
            (TypeKind::Alias(one), TypeKind::Alias(other)) => self.types(&context, one, other),
            _ => self.kind(&context, (old, before), (new, after)),
        }
        let limits = (&*before.constraints, &*after.constraints);
        self.constraint_lists(&context, limits);
        self.docs(
            &context,
            "description",
            before.docs.as_ref(),
            after.docs.as_ref(),
        );
        let (one, other) = (&*before.constraints, &*after.constraints);
        self.notes(&context, (&before.notes, one), (&after.notes, other), true);
    }

    /// Compares two definitions of different kinds.
    fn kind(
        &mut self,
        context: &ChangeContext,
        old: (TypeId, &'a TypeDef),
        new: (TypeId, &'a TypeDef),
    ) {
        let word = |definition: &TypeDef| match &definition.kind {
            TypeKind::Struct(_) => "an object",
            TypeKind::Enum(_) => "an enum",
            TypeKind::Union(_) => "a union",
            TypeKind::Alias(_) => "an alias",
        };
        let target = |(id, definition): (TypeId, &'a TypeDef)| match &definition.kind {
            TypeKind::Alias(target) => target.clone(),
            _ => Type::Named(id),
        };
        let effect = self.value_effect(&target(old), &target(new));
        let message = format!("changed from {} to {}", word(old.1), word(new.1));
        let (rule, message) = match (&old.1.kind, &new.1.kind) {
            (TypeKind::Enum(_), TypeKind::Alias(ty)) if is_scalar(ty) => (
                &rules::ENUM_TO_TEXT,
                format!(
                    "changed from an enum to `{}`",
                    display::type_text(self.new, ty)
                ),
            ),
            (TypeKind::Alias(ty), TypeKind::Enum(_)) if is_scalar(ty) => (
                &rules::TEXT_TO_ENUM,
                format!(
                    "changed from `{}` to an enum",
                    display::type_text(self.old, ty)
                ),
            ),
            _ => (&rules::TYPE_KIND_CHANGED, message),
        };
        let context = ChangeContext {
            explains: context
                .explains
                .iter()
                .flat_map(|path| [path.clone(), format!("{path}::*")])
                .collect(),
            ..context.clone()
        };
        self.report_effect(&context, rule, message, effect);
    }

    /// Adds to the changes of the kind of a type, or of an alias, the items whose Rust types depend on it.
    fn add_items_by_kind(&mut self) {
        for change in &mut self.changes {
            let [(Some(old), Some(new))] = change.holders[..] else {
                continue;
            };
            if let Some(items) = self.items_by_kind.get(&(old, new)) {
                let name = format!("types::{}", self.new.type_def(new).name);
                if change.explains.contains(&name) {
                    change.explains.extend(items.iter().cloned());
                }
            }
        }
    }
}

fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Integer(_))
}

/// Returns the context of a definition that only one document has.
fn alone(definition: &TypeDef, holders: (Option<TypeId>, Option<TypeId>)) -> ChangeContext {
    ChangeContext {
        subject: definition.name.clone(),
        old: Some(definition.at.clone()),
        new: Some(definition.at.clone()),
        direction: Direction {
            request: definition.usage.request,
            response: definition.usage.response,
        },
        explains: vec![
            format!("types::{}", definition.name),
            format!("types::{}::*", definition.name),
        ],
        holders,
        ..ChangeContext::default()
    }
}
