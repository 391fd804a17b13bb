//! Definitions: those that are in both models, and those that are in one alone.

use std::collections::HashSet;

use super::operation::deprecation;
use super::step::Step;
use super::{Comparer, Site, show};
use crate::diff::change::{Direction, Effect, Wire};
use crate::diff::rule;
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
                let site = alone(definition, (Some(id), None)).only_old();
                let mut found = site.found(&rule::TYPE_REMOVED, "is gone", Wire::Compatible);
                found.softening = Some(
                    "Kept under `components` as deprecated, it would warn callers for a release."
                        .to_owned(),
                );
                self.found.push(found);
            }
        }
        for (index, definition) in self.new.types.iter().enumerate() {
            let id = TypeId(index);
            if !after.contains(&id) {
                let site = alone(definition, (None, Some(id))).only_new();
                self.found
                    .push(site.found(&rule::TYPE_ADDED, "is new", Wire::Compatible));
            }
        }
    }

    fn definition(&mut self, old: TypeId, new: TypeId, direction: Direction) {
        let (before, after) = (self.old_def(old), self.new_def(new));
        let site = Site {
            subject: after.name.clone(),
            old: Some(before.at.clone()),
            new: Some(after.at.clone()),
            direction,
            explains: vec![
                format!("types::{}", before.name),
                format!("types::{}", after.name),
            ],
            holders: (Some(old), Some(new)),
            ..Site::default()
        };
        if before.name != after.name {
            let message = format!("was called `{}`", before.name);
            let mut found = site.found(&rule::TYPE_RENAMED, message, Wire::Compatible);
            found.renamed = Some((before.name.clone(), after.name.clone()));
            found.softening = Some(format!(
                "`#[deprecated] pub type {} = {};` makes it minor.",
                before.name, after.name
            ));
            self.found.push(found);
        }
        let is_struct = matches!(after.kind, TypeKind::Struct(_));
        if is_struct && before.usage.request != after.usage.request {
            let site = Site {
                explains: ["new", "with_*"]
                    .iter()
                    .map(|name| format!("types::{}::{name}", after.name))
                    .collect(),
                ..site.clone()
            };
            let message = if after.usage.request {
                "is in requests now: it has `new` and `with_*`"
            } else {
                "is no longer in requests: `new` and `with_*` are gone"
            };
            let found = site.found(&rule::TYPE_SENT, message, Wire::Compatible);
            self.found.push(found);
        }
        if before.deprecated != after.deprecated {
            let message = deprecation(after.deprecated);
            let found = site.found(&rule::TYPE_DEPRECATED, message, Wire::Compatible);
            self.found.push(found);
        }
        match (&before.kind, &after.kind) {
            (TypeKind::Struct(one), TypeKind::Struct(other)) => {
                self.properties(&site, one, other);
                self.additional(&site, one, other);
            }
            (TypeKind::Enum(one), TypeKind::Enum(other)) => self.enumeration(&site, one, other),
            (TypeKind::Union(one), TypeKind::Union(other)) => self.union(&site, one, other),
            (TypeKind::Alias(one), TypeKind::Alias(other)) => self.uses(&site, one, other),
            _ => self.kind(&site, (old, before), (new, after)),
        }
        let limits = (&*before.constraints, &*after.constraints);
        self.limits(&site, limits);
        self.docs(
            &site,
            "description",
            before.docs.as_ref(),
            after.docs.as_ref(),
        );
        let (one, other) = (&*before.constraints, &*after.constraints);
        self.notes(&site, (&before.notes, one), (&after.notes, other), true);
    }

    /// A definition that is another kind of thing.
    fn kind(&mut self, site: &Site, old: (TypeId, &'a TypeDef), new: (TypeId, &'a TypeDef)) {
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
        let effect = self.relate(&target(old), &target(new));
        let message = format!("is {} now, was {}", word(new.1), word(old.1));
        let (rule, message) = match (&old.1.kind, &new.1.kind) {
            (TypeKind::Enum(_), TypeKind::Alias(ty)) if is_scalar(ty) => (
                &rule::ENUM_TO_TEXT,
                format!("an enum became `{}`", show::ty(self.new, ty)),
            ),
            (TypeKind::Alias(ty), TypeKind::Enum(_)) if is_scalar(ty) => (
                &rule::TEXT_TO_ENUM,
                format!("`{}` became an enum", show::ty(self.old, ty)),
            ),
            _ => (&rule::TYPE_KIND_CHANGED, message),
        };
        let site = Site {
            explains: site
                .explains
                .iter()
                .flat_map(|path| [path.clone(), format!("{path}::*")])
                .collect(),
            ..site.clone()
        };
        self.found.push(site.effect(rule, message, effect));
    }

    /// Lets a change of what an alias stands for explain the items that have that in its place.
    fn explain_aliases(&mut self) {
        for found in &mut self.found {
            let [(Some(old), Some(new))] = found.holders[..] else {
                continue;
            };
            if let Some(items) = self.written_with.get(&(old, new)) {
                let name = format!("types::{}", self.new.type_def(new).name);
                if found.explains.contains(&name) {
                    found.explains.extend(items.iter().cloned());
                }
            }
        }
    }

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
        match self.step(old, new) {
            Step::Pair(one, other) => self.note_use(items, one, other),
            Step::Inside(parts) => {
                for (one, other) in parts {
                    self.note_uses(items, one, other);
                }
            }
            Step::Null { rest, .. } => self.note_uses(items, rest.0, rest.1),
            Step::Same | Step::Differ(..) => {}
        }
    }

    /// What two uses of types say, at the site of the use.
    pub(super) fn uses(&mut self, site: &Site, old: &'a Type, new: &'a Type) {
        match self.step(old, new) {
            Step::Same => {}
            Step::Pair(one, other) => self.note_use(&site.explains, one, other),
            Step::Inside(parts) => {
                for (one, other) in parts {
                    self.uses(site, one, other);
                }
            }
            Step::Null { came, rest } => {
                self.null(site, came);
                self.uses(site, rest.0, rest.1);
            }
            Step::Differ(rule, effect) => {
                let (old, new) = (show::ty(self.old, old), show::ty(self.new, new));
                let message = format!("`{old}` became `{new}`");
                self.found.push(site.effect(rule, message, effect));
            }
        }
    }

    /// Null came or went where it has no place of its own.
    pub(super) fn null(&mut self, site: &Site, came: bool) {
        let found = if came {
            let message = "null may stand in it now";
            site.effect(&rule::ITEM_BECAME_NULLABLE, message, Effect::WIDENS)
        } else {
            let message = "null no longer stands in it";
            site.effect(&rule::ITEM_BECAME_NON_NULL, message, Effect::NARROWS)
        };
        self.found.push(found);
    }

    fn additional(&mut self, site: &Site, old: &'a crate::ir::Struct, new: &'a crate::ir::Struct) {
        let names = self.type_names(site);
        let items = |name: &str, field: &str| {
            vec![
                format!("types::{name}::{field}"),
                format!("types::{name}::with_{}", field.trim_start_matches("r#")),
            ]
        };
        let mut explains = Vec::new();
        for (name, structure) in [(&names.0, old), (&names.1, new)] {
            if let Some(additional) = &structure.additional {
                explains.extend(items(name, &additional.field));
            }
        }
        let site = Site {
            explains,
            ..site.clone()
        };
        match (&old.additional, &new.additional) {
            (None, None) => {}
            (Some(one), Some(other)) => self.uses(&site, &one.ty, &other.ty),
            (None, Some(other)) => {
                let message = format!(
                    "members without a field are `{}`",
                    show::ty(self.new, &other.ty)
                );
                let rule = &rule::ADDITIONAL_PROPERTIES_ADDED;
                self.found.push(site.found(rule, message, Wire::Unknown));
            }
            (Some(one), None) => {
                let message = format!(
                    "members without a field were `{}`",
                    show::ty(self.old, &one.ty)
                );
                let rule = &rule::ADDITIONAL_PROPERTIES_REMOVED;
                self.found.push(site.found(rule, message, Wire::Unknown));
            }
        }
    }
}

fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Integer(_))
}

/// The site of a definition that one document has alone.
fn alone(definition: &TypeDef, holders: (Option<TypeId>, Option<TypeId>)) -> Site {
    Site {
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
        ..Site::default()
    }
}
