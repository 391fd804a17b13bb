//! Two surfaces compared, by the rules of semantic versions (Cargo book, "SemVer Compatibility").

use std::collections::BTreeSet;

use super::item::{ApiItem, ItemChange, ItemChangeKind, ItemKind, PublicApi};
use crate::diff::verdict::SemverLevel;

/// The differences, by path.
pub(super) fn compare(old: &PublicApi, new: &PublicApi) -> Vec<ItemChange> {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut changes = Vec::new();
    for path in paths {
        match (old.get(path), new.get(path)) {
            (Some(before), Some(after)) => both(path, before, after, (old, new), &mut changes),
            (Some(before), None) if !is_told(path, old, new) => {
                changes.push(ItemChange {
                    path: path.clone(),
                    difference: ItemChangeKind::Removed,
                    level: SemverLevel::Major,
                    old: Some(before.shown.clone()),
                    new: None,
                });
            }
            (None, Some(after)) if !is_told(path, new, old) => {
                changes.push(ItemChange {
                    path: path.clone(),
                    difference: ItemChangeKind::Added,
                    level: added(path, after, old),
                    old: None,
                    new: Some(after.shown.clone()),
                });
            }
            _ => {}
        }
    }
    changes
}

/// Whether the item that holds this one has come, gone or become something else: that is told, and its members are not.
fn is_told(path: &str, own: &PublicApi, other: &PublicApi) -> bool {
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

/// What an addition asks for.
fn added(path: &str, item: &ApiItem, old: &PublicApi) -> SemverLevel {
    let parent = path.rsplit_once("::").and_then(|(path, _)| old.get(path));
    let is_open = parent.is_none_or(|parent| parent.is_open);
    match item.kind {
        // Literals and exhaustive matches of what is not `non_exhaustive` name every member.
        ItemKind::Field | ItemKind::Variant if !is_open => SemverLevel::Major,
        _ => SemverLevel::Minor,
    }
}

fn both(
    path: &str,
    before: &ApiItem,
    after: &ApiItem,
    (old, new): (&PublicApi, &PublicApi),
    changes: &mut Vec<ItemChange>,
) {
    let mut push = |difference, level, old: String, new: String| {
        changes.push(ItemChange {
            path: path.to_owned(),
            difference,
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
    if is_told(path, old, new) {
        return;
    }
    if before.signature != after.signature || is_swapped(&before.arguments, &after.arguments) {
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
        let is_gone = before.attributes.contains(attribute);
        let level = level_of_attribute(attribute, is_gone);
        let (old, new) = if is_gone {
            (format!("#[{attribute}]"), String::new())
        } else {
            (String::new(), format!("#[{attribute}]"))
        };
        changes.push(ItemChange {
            path: path.to_owned(),
            difference: ItemChangeKind::Attribute,
            level,
            old: Some(old).filter(|text| !text.is_empty()),
            new: Some(new).filter(|text| !text.is_empty()),
        });
    }
}

/// Whether an argument stands elsewhere than it did: where the types are the same, what callers give for it is taken for
/// another, and no compiler tells.
fn is_swapped(old: &[String], new: &[String]) -> bool {
    let place = |name: &String| new.iter().position(|other| other == name);
    let mut arguments = old.iter().enumerate();
    arguments.any(|(index, name)| place(name).is_some_and(|other| other != index))
}

fn level_of_attribute(attribute: &str, is_gone: bool) -> SemverLevel {
    match (attribute, is_gone) {
        ("non_exhaustive", false) => SemverLevel::Major,
        ("non_exhaustive", true) | ("deprecated" | "must_use", false) => SemverLevel::Minor,
        ("deprecated" | "must_use", true) => SemverLevel::Patch,
        // A derive.
        (_, true) => SemverLevel::Major,
        (_, false) => SemverLevel::Minor,
    }
}
