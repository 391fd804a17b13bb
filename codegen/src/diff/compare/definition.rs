//! Definitions: those that are in both models, and those that are in one alone.

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
        self.explain_aliases();
        let before: HashSet<TypeId> = pairs.iter().map(|((old, _), _)| *old).collect();
        let after: HashSet<TypeId> = pairs.iter().map(|((_, new), _)| *new).collect();
        for (index, definition) in self.old.types.iter().enumerate() {
            let id = TypeId(index);
            if !before.contains(&id) {
                let context = alone(definition, (Some(id), None)).only_old();
                let mut change = context.change(
                    &rules::TYPE_REMOVED,
                    "is gone",
                    WireCompatibility::Compatible,
                );
                change.softening = Some(
                    "Kept under `components` as deprecated, it would warn callers for a release."
                        .to_owned(),
                );
                self.changes.push(change);
            }
        }
        for (index, definition) in self.new.types.iter().enumerate() {
            let id = TypeId(index);
            if !after.contains(&id) {
                let context = alone(definition, (None, Some(id))).only_new();
                self.changes.push(context.change(
                    &rules::TYPE_ADDED,
                    "is new",
                    WireCompatibility::Compatible,
                ));
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
            let message = format!("was called `{}`", before.name);
            let mut change =
                context.change(&rules::TYPE_RENAMED, message, WireCompatibility::Compatible);
            change.renamed = Some((before.name.clone(), after.name.clone()));
            change.softening = Some(format!(
                "`#[deprecated] pub type {} = {};` makes it minor.",
                before.name, after.name
            ));
            self.changes.push(change);
        }
        let is_struct = matches!(after.kind, TypeKind::Struct(_));
        if is_struct && before.usage.request != after.usage.request {
            let context = ChangeContext {
                explains: ["new", "with_*"]
                    .iter()
                    .map(|name| format!("types::{}::{name}", after.name))
                    .collect(),
                ..context.clone()
            };
            let message = if after.usage.request {
                "is in requests now: it has `new` and `with_*`"
            } else {
                "is no longer in requests: `new` and `with_*` are gone"
            };
            let change = context.change(&rules::TYPE_SENT, message, WireCompatibility::Compatible);
            self.changes.push(change);
        }
        if before.deprecated != after.deprecated {
            let message = display::deprecation(after.deprecated);
            let change = context.change(
                &rules::TYPE_DEPRECATED,
                message,
                WireCompatibility::Compatible,
            );
            self.changes.push(change);
        }
        match (&before.kind, &after.kind) {
            (TypeKind::Struct(one), TypeKind::Struct(other)) => {
                self.properties(&context, one, other);
                self.additional(&context, one, other);
            }
            (TypeKind::Enum(one), TypeKind::Enum(other)) => self.enumeration(&context, one, other),
            (TypeKind::Union(one), TypeKind::Union(other)) => self.union(&context, one, other),
            (TypeKind::Alias(one), TypeKind::Alias(other)) => self.uses(&context, one, other),
            _ => self.kind(&context, (old, before), (new, after)),
        }
        let limits = (&*before.constraints, &*after.constraints);
        self.limits(&context, limits);
        self.docs(
            &context,
            "description",
            before.docs.as_ref(),
            after.docs.as_ref(),
        );
        let (one, other) = (&*before.constraints, &*after.constraints);
        self.notes(&context, (&before.notes, one), (&after.notes, other), true);
    }

    /// A definition that is another kind of thing.
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
            TypeKind::Alias(_) => "another name of a type",
        };
        let target = |(id, definition): (TypeId, &'a TypeDef)| match &definition.kind {
            TypeKind::Alias(target) => target.clone(),
            _ => Type::Named(id),
        };
        let effect = self.value_effect(&target(old), &target(new));
        let message = format!("is {} now, was {}", word(new.1), word(old.1));
        let (rule, message) = match (&old.1.kind, &new.1.kind) {
            (TypeKind::Enum(_), TypeKind::Alias(ty)) if is_scalar(ty) => (
                &rules::ENUM_TO_TEXT,
                format!("an enum became `{}`", display::type_text(self.new, ty)),
            ),
            (TypeKind::Alias(ty), TypeKind::Enum(_)) if is_scalar(ty) => (
                &rules::TEXT_TO_ENUM,
                format!("`{}` became an enum", display::type_text(self.old, ty)),
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
        self.changes
            .push(context.change_with(rule, message, effect));
    }

    /// Lets a change of what an alias stands for explain the items that have that in its place.
    fn explain_aliases(&mut self) {
        for change in &mut self.changes {
            let [(Some(old), Some(new))] = change.holders[..] else {
                continue;
            };
            if let Some(items) = self.written_with.get(&(old, new)) {
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

/// The context of a definition that one document has alone.
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
