//! Who reaches a type: the operations and types that hold it, however far up.

use std::collections::BTreeSet;

use crate::ir::{Api, TypeId};

/// The holders of every type of a model.
pub(super) struct Reach<'a> {
    api: &'a Api,
    /// By type, the types that name it.
    types: Vec<Vec<usize>>,
    /// By type, the operations that name it.
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

    /// The ids of the operations and the names of the types that reach a type, itself included.
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
