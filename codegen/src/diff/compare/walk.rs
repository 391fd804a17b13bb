//! Walks the types of matched operations side by side: which definition became which, and who sends them.

use super::Comparer;
use super::content;
use super::rename::is_similar;
use super::step::Step;
use crate::diff::change::Direction;
use crate::ir::{Operation, Type, TypeId, TypeKind, VariantForm};

impl<'a> Comparer<'a> {
    /// Whether one definition became the other: they have one name, or each has a name that the other side lacks and both
    /// are alike.
    pub(super) fn is_pair(&self, old: TypeId, new: TypeId) -> bool {
        if let Some(known) = self.renamed.0.get(&old) {
            return *known == new;
        }
        if self.renamed.1.contains_key(&new) {
            return false;
        }
        let (before, after) = (self.old_def(old), self.new_def(new));
        if before.name == after.name {
            return true;
        }
        let is_gone = !self.names.1.contains_key(before.name.as_str());
        let is_new = !self.names.0.contains_key(after.name.as_str());
        is_gone && is_new && is_similar(before, after)
    }

    pub(super) fn walk(&mut self, operations: &[(&'a Operation, &'a Operation)]) {
        let mut waiting = Vec::new();
        for (old, new) in operations {
            for (before, after) in super::parameter::matched(old, new) {
                self.visit(&before.ty, &after.ty, Direction::REQUEST, &mut waiting);
            }
            if let (Some(before), Some(after)) = (&old.body, &new.body) {
                for (before, after) in content::matched(&before.contents, &after.contents) {
                    self.visit(&before.ty, &after.ty, Direction::REQUEST, &mut waiting);
                }
            }
            for (before, after) in content::matched_responses(old, new) {
                for (before, after) in content::matched(&before.contents, &after.contents) {
                    self.visit(&before.ty, &after.ty, Direction::RESPONSE, &mut waiting);
                }
                for (before, after) in content::matched_headers(before, after) {
                    self.visit(&before.ty, &after.ty, Direction::RESPONSE, &mut waiting);
                }
            }
        }
        self.follow(waiting);
    }

    /// Pairs what no operation reaches, by name and then by shape.
    pub(super) fn pair_the_rest(&mut self) {
        let mut waiting = Vec::new();
        for (index, definition) in self.old.types.iter().enumerate() {
            let id = TypeId(index);
            let by_name = self.names.1.get(definition.name.as_str());
            if let Some(&other) = by_name
                && self.is_pair(id, other)
            {
                self.meet(id, other, Direction::default(), &mut waiting);
            }
        }
        self.follow(std::mem::take(&mut waiting));
        for (old, new) in self.renames_by_shape() {
            if self.is_pair(old, new) {
                self.meet(old, new, Direction::default(), &mut waiting);
            }
        }
        self.follow(waiting);
    }

    fn follow(&mut self, mut waiting: Vec<(TypeId, TypeId, Direction)>) {
        while let Some((old, new, direction)) = waiting.pop() {
            match (&self.old_def(old).kind, &self.new_def(new).kind) {
                (TypeKind::Struct(before), TypeKind::Struct(after)) => {
                    for (one, other) in super::property::matched(self, before, after).pairs {
                        self.visit(&one.ty, &other.ty, direction, &mut waiting);
                    }
                    if let (Some(one), Some(other)) = (&before.additional, &after.additional) {
                        self.visit(&one.ty, &other.ty, direction, &mut waiting);
                    }
                }
                (TypeKind::Union(before), TypeKind::Union(after)) => {
                    for (one, other) in super::union::matched(self, before, after).pairs {
                        if let (
                            VariantForm::Value { ty: one, .. },
                            VariantForm::Value { ty: other, .. },
                        ) = (&one.form, &other.form)
                        {
                            self.visit(one, other, direction, &mut waiting);
                        }
                    }
                }
                (TypeKind::Alias(one), TypeKind::Alias(other)) => {
                    self.visit(one, other, direction, &mut waiting);
                }
                _ => {}
            }
        }
    }

    fn visit(
        &mut self,
        old: &'a Type,
        new: &'a Type,
        direction: Direction,
        waiting: &mut Vec<(TypeId, TypeId, Direction)>,
    ) {
        match self.step(old, new) {
            Step::Pair(one, other) => self.meet(one, other, direction, waiting),
            Step::Inside(parts) => {
                for (one, other) in parts {
                    self.visit(one, other, direction, waiting);
                }
            }
            Step::Null { rest, .. } => self.visit(rest.0, rest.1, direction, waiting),
            Step::Same | Step::Differ(..) => {}
        }
    }

    fn meet(
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
}
