//! The types that requests and responses contain.

use crate::ir::{Api, Property, Type, TypeDef, TypeId, TypeKind};

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
        if let (TypeKind::Struct(structure), true) = (&mut definition.kind, sent[index]) {
            for property in &mut structure.properties {
                property.omitted = is_omitted(property);
            }
        }
    }
}

/// Returns `true` for a property that "SHOULD NOT be sent as part of the request" (OpenAPI 3.0.3, Schema Object). A constant is
/// sent, because it may distinguish the variants of a union.
fn is_omitted(property: &Property) -> bool {
    property.read_only && !property.write_only && property.constant.is_none()
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
