//! The comparison of two public APIs by Cargo's rules (Cargo book, "SemVer Compatibility").

use std::collections::BTreeSet;

use super::item::{ApiItem, ItemChange, ItemChangeKind, ItemKind, PublicApi};
use crate::diff::verdict::SemverLevel;

/// Returns the differences, ordered by path.
pub(super) fn compare(old: &PublicApi, new: &PublicApi) -> Vec<ItemChange> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut changes = Vec::new();
    for path in paths {
        match (old.get(path), new.get(path)) {
            (Some(before), Some(after)) => {
                compare_items(path, before, after, (old, new), &mut changes)
            }
            (Some(before), None) if !is_covered_by_parent(path, old, new) => {
                changes.push(ItemChange {
                    path: path.clone(),
                    kind: ItemChangeKind::Removed,
                    level: SemverLevel::Major,
                    old: Some(before.shown.clone()),
                    new: None,
                });
            }
            (None, Some(after)) if !is_covered_by_parent(path, new, old) => {
                changes.push(ItemChange {
                    path: path.clone(),
                    kind: ItemChangeKind::Added,
                    level: level_of_addition(path, after, old),
                    old: None,
                    new: Some(after.shown.clone()),
                });
            }
            _ => {}
        }
    }
    changes
}

/// Returns `true` if the parent of an item was added, removed or replaced by another kind: its members are then not reported.
fn is_covered_by_parent(path: &str, own: &PublicApi, other: &PublicApi) -> bool {
    let Some((parent, _)) = path
        .split_once("::impl ")
        .or_else(|| path.rsplit_once("::"))
    else {
        return false;
    };
    match (own.get(parent), other.get(parent)) {
        (Some(_), None) => true,
        (Some(one), Some(other)) => one.kind != other.kind,
        _ => false,
    }
}

/// Returns the semver level of an added item.
fn level_of_addition(path: &str, item: &ApiItem, old: &PublicApi) -> SemverLevel {
    let parent = path.rsplit_once("::").and_then(|(path, _)| old.get(path));
    let is_open = parent.is_none_or(|parent| parent.is_open);
    match item.kind {
        // Without `non_exhaustive`, struct literals and exhaustive matches name every member.
        ItemKind::Field | ItemKind::Variant if !is_open => SemverLevel::Major,
        _ => SemverLevel::Minor,
    }
}

/// Adds the differences between two versions of an item.
fn compare_items(
    path: &str,
    before: &ApiItem,
    after: &ApiItem,
    (old, new): (&PublicApi, &PublicApi),
    changes: &mut Vec<ItemChange>,
) {
    let mut push = |kind, level, old: String, new: String| {
        changes.push(ItemChange {
            path: path.to_owned(),
            kind,
            level,
            old: Some(old),
            new: Some(new),
        });
    };
    if before.kind != after.kind {
        let (old, new) = (before.shown.clone(), after.shown.clone());
        push(ItemChangeKind::Kind, SemverLevel::Major, old, new);
        return;
    }
    if is_covered_by_parent(path, old, new) {
        return;
    }
    if before.signature != after.signature || is_reordered(&before.arguments, &after.arguments) {
        let (old, new) = (before.shown.clone(), after.shown.clone());
        push(ItemChangeKind::Signature, SemverLevel::Major, old, new);
    }
    if let (Some(one), Some(other)) = (&before.value, &after.value)
        && one != other
    {
        push(
            ItemChangeKind::Attribute,
            SemverLevel::Patch,
            one.clone(),
            other.clone(),
        );
    }
    for attribute in before.attributes.symmetric_difference(&after.attributes) {
        let is_removed = before.attributes.contains(attribute);
        let level = level_of_attribute(attribute, is_removed);
        let (old, new) = if is_removed {
            (format!("#[{attribute}]"), String::new())
        } else {
            (String::new(), format!("#[{attribute}]"))
        };
        changes.push(ItemChange {
            path: path.to_owned(),
            kind: ItemChangeKind::Attribute,
            level,
            old: Some(old).filter(|text| !text.is_empty()),
            new: Some(new).filter(|text| !text.is_empty()),
        });
    }
}

/// Returns `true` if an argument has another position. If the types are the same, existing calls compile but pass the wrong
/// values.
fn is_reordered(old: &[String], new: &[String]) -> bool {
    let position = |name: &String| new.iter().position(|other| other == name);
    let mut arguments = old.iter().enumerate();
    arguments.any(|(index, name)| position(name).is_some_and(|other| other != index))
}

/// Returns the semver level of an added or removed attribute.
fn level_of_attribute(attribute: &str, is_removed: bool) -> SemverLevel {
    match (attribute, is_removed) {
        ("non_exhaustive", false) => SemverLevel::Major,
        ("non_exhaustive", true) | ("deprecated" | "must_use", false) => SemverLevel::Minor,
        ("deprecated" | "must_use", true) => SemverLevel::Patch,
        // A derive.
        (_, true) => SemverLevel::Major,
        (_, false) => SemverLevel::Minor,
    }
}
