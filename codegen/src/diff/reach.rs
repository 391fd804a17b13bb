//! The operations and types that use a type, directly or through other types.

use std::collections::BTreeSet;

use crate::ir::{Api, TypeId};

/// The users of every type of a model.
pub(super) struct Reach<'a> {
    api: &'a Api,
    /// The types that name each type.
    types: Vec<Vec<usize>>,
    /// The operations that name each type.
    operations: Vec<Vec<usize>>,
}

impl<'a> Reach<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut reach = Self {
            api,
            types: vec![Vec::new(); api.types.len()],
            operations: vec![Vec::new(); api.types.len()],
        };
        for (index, definition) in api.types.iter().enumerate() {
            definition.kind.visit_named(&mut |TypeId(part)| {
                reach.types[part].push(index);
            });
        }
        for (index, operation) in api.operations.iter().enumerate() {
            for ty in operation.request_types().chain(operation.response_types()) {
                ty.visit_named(&mut |TypeId(part)| reach.operations[part].push(index));
            }
        }
        reach
    }

    /// Returns the ids of the operations and the names of the types that use a type, including the type itself.
    pub(super) fn of(&self, id: TypeId) -> (BTreeSet<String>, BTreeSet<String>) {
        let mut seen = BTreeSet::from([id.0]);
        let mut waiting = vec![id.0];
        let mut operations = BTreeSet::new();
        while let Some(index) = waiting.pop() {
            for &operation in &self.operations[index] {
                operations.insert(self.api.operations[operation].id.clone());
            }
            for &holder in &self.types[index] {
                if seen.insert(holder) {
                    waiting.push(holder);
                }
            }
        }
        let name = |index: usize| self.api.types[index].name.clone();
        (operations, seen.into_iter().map(name).collect())
    }
}
