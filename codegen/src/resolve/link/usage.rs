//! The types that requests and responses contain.

use crate::ir::{Api, Type, TypeDef, TypeId};

/// Sets `usage` of every type.
pub(super) fn set_usage(api: &mut Api) {
    let operations = &api.operations;
    let sent = reachable(
        &api.types,
        operations
            .iter()
            .flat_map(|operation| operation.request_types()),
    );
    let received = reachable(
        &api.types,
        operations
            .iter()
            .flat_map(|operation| operation.response_types()),
    );
    for (index, definition) in api.types.iter_mut().enumerate() {
        definition.usage.request = sent[index];
        definition.usage.response = received[index];
    }
}

fn reachable<'t>(types: &[TypeDef], roots: impl Iterator<Item = &'t Type>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    let mut waiting = Vec::new();
    for root in roots {
        root.visit_named(&mut |TypeId(index)| waiting.push(index));
    }
    while let Some(index) = waiting.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            let kind = &types[index].kind;
            kind.visit_named(&mut |TypeId(held)| waiting.push(held));
        }
    }
    reached
}
