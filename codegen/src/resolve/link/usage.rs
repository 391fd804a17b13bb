//! Who sends what: which types requests and responses hold.

use super::every_named;
use crate::ir::{Api, Type, TypeDef, TypeId, TypeKind, VariantForm};

/// Sets `usage` of every type.
pub(super) fn usage(api: &mut Api) {
    let mut sent: Vec<&Type> = Vec::new();
    let mut received: Vec<&Type> = Vec::new();
    for operation in &api.operations {
        sent.extend(operation.parameters.iter().map(|parameter| &parameter.ty));
        sent.extend(
            operation
                .body
                .iter()
                .flat_map(|body| &body.contents)
                .map(|content| &content.ty),
        );
        for response in &operation.responses {
            received.extend(response.contents.iter().map(|content| &content.ty));
            received.extend(response.headers.iter().map(|header| &header.ty));
        }
    }
    let sent = reached(&api.types, &sent);
    let received = reached(&api.types, &received);
    for (index, definition) in api.types.iter_mut().enumerate() {
        definition.usage.request = sent[index];
        definition.usage.response = received[index];
    }
}

fn reached(types: &[TypeDef], roots: &[&Type]) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    let mut waiting = Vec::new();
    let mut visit = |ty: &Type, waiting: &mut Vec<usize>| {
        every_named(ty, &mut |TypeId(index)| {
            if !std::mem::replace(&mut reached[index], true) {
                waiting.push(index);
            }
        });
    };
    for root in roots {
        visit(root, &mut waiting);
    }
    while let Some(index) = waiting.pop() {
        match &types[index].kind {
            TypeKind::Struct(structure) => {
                structure
                    .properties
                    .iter()
                    .for_each(|property| visit(&property.ty, &mut waiting));
                structure
                    .additional
                    .iter()
                    .for_each(|additional| visit(&additional.ty, &mut waiting));
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    if let VariantForm::Value { ty, .. } = &variant.form {
                        visit(ty, &mut waiting);
                    }
                }
            }
            TypeKind::Alias(ty) => visit(ty, &mut waiting),
            TypeKind::Enum(_) => {}
        }
    }
    reached
}
