//! Boxes, without which a type that contains itself by value would have no size.
//!
//! The rule depends only on the cycle, not on any order: every property of a struct whose type
//! leads back to the struct is boxed. A cycle without a struct is boxed at the variants of its
//! unions.

use crate::ir::{Type, TypeDef, TypeId, TypeKind, VariantForm};

/// Sets `boxed` for every field that closes a cycle.
pub(super) fn insert_boxes(types: &mut [TypeDef]) {
    let components = strongly_connected(&edges(types, true));
    for (index, definition) in types.iter_mut().enumerate() {
        if let TypeKind::Struct(structure) = &mut definition.kind {
            for property in &mut structure.properties {
                property.boxed = leads_back(&property.ty, index, &components);
            }
        }
    }
    let components = strongly_connected(&edges(types, false));
    for (index, definition) in types.iter_mut().enumerate() {
        if let TypeKind::Union(union) = &mut definition.kind {
            for variant in &mut union.variants {
                if let VariantForm::Value { ty, boxed, .. } = &mut variant.form {
                    *boxed = leads_back(ty, index, &components);
                }
            }
        }
    }
}

/// Returns the aliases that lead back to themselves, also through arrays and maps.
pub(super) fn alias_cycles(types: &[TypeDef]) -> Vec<usize> {
    let targets = |definition: &TypeDef| {
        let mut targets = Vec::new();
        if let TypeKind::Alias(ty) = &definition.kind {
            ty.visit_named(&mut |TypeId(target)| targets.push(target));
        }
        targets
    };
    let components = strongly_connected(&types.iter().map(targets).collect::<Vec<_>>());
    let cyclic = components.cyclic.iter().enumerate();
    cyclic
        .filter_map(|(index, &is_cyclic)| is_cyclic.then_some(index))
        .collect()
}

fn leads_back(ty: &Type, from: usize, components: &Components) -> bool {
    let mut back = false;
    each_held_by_value(ty, &mut |target| {
        back |= components.cyclic[from] && components.of[target] == components.of[from]
    });
    back
}

/// Visits the named types that a type contains by value.
fn each_held_by_value(ty: &Type, visit: &mut impl FnMut(usize)) {
    match ty {
        Type::Named(TypeId(index)) => visit(*index),
        Type::Nullable(inner) => each_held_by_value(inner, visit),
        Type::Tuple(items) => items
            .iter()
            .for_each(|item| each_held_by_value(item, visit)),
        _ => {}
    }
}

/// Returns the types that each type contains by value.
fn edges(types: &[TypeDef], through_structs: bool) -> Vec<Vec<usize>> {
    let targets = |definition: &TypeDef| {
        let mut targets = Vec::new();
        let mut add = |ty: &Type| each_held_by_value(ty, &mut |target| targets.push(target));
        match &definition.kind {
            TypeKind::Struct(structure) if through_structs => {
                structure
                    .properties
                    .iter()
                    .for_each(|property| add(&property.ty));
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    if let VariantForm::Value { ty, .. } = &variant.form {
                        add(ty);
                    }
                }
            }
            TypeKind::Alias(ty) => add(ty),
            TypeKind::Struct(_) | TypeKind::Enum(_) => {}
        }
        targets
    };
    types.iter().map(targets).collect()
}

/// The strongly connected components of a graph.
struct Components {
    of: Vec<usize>,
    /// `true` for each node that is on a cycle.
    cyclic: Vec<bool>,
}

/// Kosaraju's algorithm without recursion, because a chain of types may be long.
fn strongly_connected(edges: &[Vec<usize>]) -> Components {
    let count = edges.len();
    let mut reversed = vec![Vec::new(); count];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            reversed[to].push(from);
        }
    }
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    for start in 0..count {
        if !seen[start] {
            finish_order(start, edges, &mut seen, &mut order);
        }
    }
    let mut of = vec![usize::MAX; count];
    let mut sizes = vec![0_usize; count];
    for &start in order.iter().rev() {
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            if of[node] == usize::MAX {
                of[node] = start;
                sizes[start] += 1;
                waiting.extend(&reversed[node]);
            }
        }
    }
    let cyclic = (0..count)
        .map(|node| sizes[of[node]] > 1 || edges[node].contains(&node))
        .collect();
    Components { of, cyclic }
}

/// Appends the nodes that are reachable from `start`, each after its successors.
fn finish_order(start: usize, edges: &[Vec<usize>], seen: &mut [bool], order: &mut Vec<usize>) {
    seen[start] = true;
    let mut path = vec![(start, 0)];
    while let Some((node, next)) = path.last_mut() {
        match edges[*node].get(*next) {
            Some(&target) => {
                *next += 1;
                if !std::mem::replace(&mut seen[target], true) {
                    path.push((target, 0));
                }
            }
            None => {
                order.push(*node);
                path.pop();
            }
        }
    }
}
