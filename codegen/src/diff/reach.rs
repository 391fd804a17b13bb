//! Who reaches a type: the operations and types that hold it, however far up.

use std::collections::BTreeSet;

use crate::ir::{Api, Operation, Type, TypeId, TypeKind, VariantForm};

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
            each_part(&definition.kind, &mut |TypeId(part)| {
                reach.types[part].push(index);
            });
        }
        for (index, operation) in api.operations.iter().enumerate() {
            each_use(operation, &mut |TypeId(part)| {
                reach.operations[part].push(index);
            });
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

fn each_named(ty: &Type, found: &mut impl FnMut(TypeId)) {
    match ty {
        Type::Named(id) => found(*id),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => each_named(inner, found),
        Type::Tuple(parts) => parts.iter().for_each(|part| each_named(part, found)),
        _ => {}
    }
}

fn each_part(kind: &TypeKind, found: &mut impl FnMut(TypeId)) {
    match kind {
        TypeKind::Struct(structure) => {
            for property in &structure.properties {
                each_named(&property.ty, found);
            }
            if let Some(additional) = &structure.additional {
                each_named(&additional.ty, found);
            }
        }
        TypeKind::Union(union) => {
            for variant in &union.variants {
                if let VariantForm::Value { ty, .. } = &variant.form {
                    each_named(ty, found);
                }
            }
        }
        TypeKind::Alias(target) => each_named(target, found),
        TypeKind::Enum(_) => {}
    }
}

fn each_use(operation: &Operation, found: &mut impl FnMut(TypeId)) {
    for parameter in &operation.parameters {
        each_named(&parameter.ty, found);
    }
    let bodies = operation.body.iter().flat_map(|body| &body.contents);
    let answers = operation.responses.iter();
    for content in bodies.chain(answers.clone().flat_map(|response| &response.contents)) {
        each_named(&content.ty, found);
    }
    for header in answers.flat_map(|response| &response.headers) {
        each_named(&header.ty, found);
    }
}
