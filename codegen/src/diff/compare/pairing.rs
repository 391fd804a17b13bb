//! The pairing of old and new definitions, and the directions in which each pair is sent.

use std::collections::BTreeMap;

use super::comparer::Comparer;
use super::similarity::shape;
use super::type_comparison::TypeComparison;
use super::{content, parameter, property, unions};
use crate::diff::verdict::Direction;
use crate::ir::{Api, Operation, Type, TypeId, TypeKind, VariantForm};

impl<'a> Comparer<'a> {
    /// Pairs the definitions that matched operations use.
    pub(super) fn pair_used_types(&mut self, operations: &[(&'a Operation, &'a Operation)]) {
        let mut waiting = Vec::new();
        for (old, new) in operations {
            for (before, after) in parameter::match_parameters(old, new).pairs() {
                self.pair_uses(&before.ty, &after.ty, Direction::REQUEST, &mut waiting);
            }
            if let (Some(before), Some(after)) = (&old.body, &new.body) {
                for (before, after) in
                    content::match_contents(&before.contents, &after.contents).pairs()
                {
                    self.pair_uses(&before.ty, &after.ty, Direction::REQUEST, &mut waiting);
                }
            }
            for (before, after) in content::match_responses(old, new).pairs() {
                for (before, after) in
                    content::match_contents(&before.contents, &after.contents).pairs()
                {
                    self.pair_uses(&before.ty, &after.ty, Direction::RESPONSE, &mut waiting);
                }
                for (before, after) in content::match_headers(before, after).pairs() {
                    self.pair_uses(&before.ty, &after.ty, Direction::RESPONSE, &mut waiting);
                }
            }
        }
        self.pair_members(waiting);
    }

    /// Pairs the definitions that no operation uses, by name and then by shape.
    pub(super) fn pair_unused_types(&mut self) {
        let mut waiting = Vec::new();
        for (index, definition) in self.old.types.iter().enumerate() {
            let id = TypeId(index);
            let by_name = self.names.1.get(definition.name.as_str());
            if let Some(&other) = by_name
                && self.is_pair(id, other)
            {
                self.record_pair(id, other, Direction::default(), &mut waiting);
            }
        }
        self.pair_members(std::mem::take(&mut waiting));
        for (old, new) in self.renames_by_shape() {
            if self.is_pair(old, new) {
                self.record_pair(old, new, Direction::default(), &mut waiting);
            }
        }
        self.pair_members(waiting);
    }

    fn pair_members(&mut self, mut waiting: Vec<(TypeId, TypeId, Direction)>) {
        while let Some((old, new, direction)) = waiting.pop() {
            match (&self.old_def(old).kind, &self.new_def(new).kind) {
                (TypeKind::Struct(before), TypeKind::Struct(after)) => {
                    for (one, other) in property::match_properties(self, before, after).pairs {
                        self.pair_uses(&one.ty, &other.ty, direction, &mut waiting);
                    }
                    if let (Some(one), Some(other)) = (&before.additional, &after.additional) {
                        self.pair_uses(&one.ty, &other.ty, direction, &mut waiting);
                    }
                }
                (TypeKind::Union(before), TypeKind::Union(after)) => {
                    for (one, other) in unions::match_variants(self, before, after).pairs() {
                        if let (
                            VariantForm::Value { ty: one, .. },
                            VariantForm::Value { ty: other, .. },
                        ) = (&one.form, &other.form)
                        {
                            self.pair_uses(one, other, direction, &mut waiting);
                        }
                    }
                }
                (TypeKind::Alias(one), TypeKind::Alias(other)) => {
                    self.pair_uses(one, other, direction, &mut waiting);
                }
                _ => {}
            }
        }
    }

    fn pair_uses(
        &mut self,
        old: &'a Type,
        new: &'a Type,
        direction: Direction,
        waiting: &mut Vec<(TypeId, TypeId, Direction)>,
    ) {
        match self.compare_types(old, new) {
            TypeComparison::Pair(one, other) => self.record_pair(one, other, direction, waiting),
            TypeComparison::Inside(parts) => {
                for (one, other) in parts {
                    self.pair_uses(one, other, direction, waiting);
                }
            }
            TypeComparison::Null { rest, .. } => self.pair_uses(rest.0, rest.1, direction, waiting),
            TypeComparison::Same | TypeComparison::Differ(..) => {}
        }
    }

    fn record_pair(
        &mut self,
        old: TypeId,
        new: TypeId,
        direction: Direction,
        waiting: &mut Vec<(TypeId, TypeId, Direction)>,
    ) {
        if self.old_def(old).name != self.new_def(new).name {
            self.renamed.0.insert(old, new);
            self.renamed.1.insert(new, old);
        }
        let known = self.pairs.get(&(old, new)).copied();
        let together = known.unwrap_or_default().or(direction);
        if known != Some(together) {
            self.pairs.insert((old, new), together);
            waiting.push((old, new, together));
        }
    }

    /// Returns the unpaired definitions whose shape occurs exactly once in each document.
    fn renames_by_shape(&self) -> Vec<(TypeId, TypeId)> {
        let removed = without_namesake(self.old, |name| self.names.1.contains_key(name));
        let added = without_namesake(self.new, |name| self.names.0.contains_key(name));
        let removed = removed
            .into_iter()
            .filter(|id| !self.renamed.0.contains_key(id));
        let added = added
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
        let removed = by_shape(self.old, &mut removed.into_iter());
        let added = by_shape(self.new, &mut added.into_iter());
        removed
            .iter()
            .filter_map(|(shape, before)| match (&**before, &**added.get(shape)?) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            })
            .collect()
    }
}

/// Returns the definitions whose name is missing in the other document.
fn without_namesake(api: &Api, is_known: impl Fn(&str) -> bool) -> Vec<TypeId> {
    let definitions = api.types.iter().enumerate();
    definitions
        .filter(|(_, definition)| !is_known(&definition.name))
        .map(|(index, _)| TypeId(index))
        .collect()
}
