//! Compares models and public APIs, and joins both results into one review.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::compare;
use super::compare::display::type_without_aliases;
use super::compare::model_change::ModelChange;
use super::excerpt::excerpt;
use super::explain::{ExplainedChange, explain};
use super::public_api;
use super::public_api::item::ItemChange;
use super::public_api::signature::Aliases;
use super::reach::Reach;
use super::review::{DiffError, Review};
use super::revision::Revision;
use super::rule::Rule;
use super::rules;
use super::settings::{Acceptance, Settings};
use super::verdict::{Direction, SemverLevel, SilentChange, WireCompatibility};
use crate::ir::{Api, TypeKind};
use crate::location::SourceLocation;
use crate::stack::with_large_stack;

/// Compares two documents.
///
/// # Errors
///
/// [`DiffError`] where they have nothing in common, or a file is no Rust.
pub fn diff(
    old: &Revision<'_>,
    new: &Revision<'_>,
    settings: &Settings,
) -> Result<Review, DiffError> {
    with_large_stack(|| compared(old, new, settings))
}

fn compared(
    old: &Revision<'_>,
    new: &Revision<'_>,
    settings: &Settings,
) -> Result<Review, DiffError> {
    let aliases = (aliases(old.api), aliases(new.api));
    let (found, differences) = rayon::join(
        || compare::compare(old.api, new.api, settings.strict),
        || public_api::compare(&old.files, &new.files, (&aliases.0, &aliases.1)),
    );
    let found = merge(found.map_err(|_| DiffError::Unrelated)?);
    let differences = differences.map_err(|error| DiffError::Unreadable(error.path))?;
    let (items, mut files) = (differences.items, differences.files);
    let is_order = differences.is_order && old.manifest == new.manifest;
    if old.manifest != new.manifest {
        files.insert("Cargo.toml".to_owned());
    }
    // Keys in another order say the same, and so do the files that follow them.
    if found.is_empty() && is_order {
        files.clear();
    }
    let level = items
        .iter()
        .map(|item| item.level)
        .max()
        .unwrap_or_default();
    let level = if files.is_empty() {
        level
    } else {
        level.max(SemverLevel::Patch)
    };
    let is_inline = |found: &ModelChange| {
        found.holders.iter().all(|(before, after)| {
            let before = before.map(|id| old.api.type_def(id));
            let after = after.map(|id| new.api.type_def(id));
            let mut both = before.into_iter().chain(after);
            both.all(|one| one.component.is_none())
        })
    };
    let (attributed, left) = explain(found, items, &is_inline);
    let reach = (Reach::new(old.api), Reach::new(new.api));
    let floor = if files.is_empty() {
        SemverLevel::None
    } else {
        SemverLevel::Patch
    };
    let mut changes: Vec<Change> = attributed
        .into_iter()
        .map(|one| change(one, (old, new), &reach, floor))
        .collect();
    changes.extend(left.into_iter().map(unexplained));
    if changes.is_empty() && !files.is_empty() {
        changes.push(text_alone(&files));
    }
    for change in &mut changes {
        accept(change, &settings.accepted);
    }
    changes.sort_by_cached_key(order);
    Ok(Review {
        changes,
        api_level: level,
        files,
    })
}

fn order(change: &Change) -> impl Ord + use<> {
    (
        change.is_docs(),
        std::cmp::Reverse((change.counted(), change.wire, change.silent.is_some())),
        change.rule.group,
        change.rule.id,
        change.subject.clone(),
        change.message.clone(),
    )
}

fn aliases(api: &Api) -> Aliases {
    let named = api.types.iter();
    named
        .filter_map(|definition| match &definition.kind {
            TypeKind::Alias(target) => {
                let target = type_without_aliases(api, target);
                Some((definition.name.clone(), target))
            }
            _ => None,
        })
        .collect()
}

/// What one change has in common: rule, message, and the places in both documents where they count.
type Key = (
    &'static str,
    String,
    Option<(Option<SourceLocation>, Option<SourceLocation>)>,
);

/// Puts together what is one change: a component that many operations refer to, a requirement that all of them have.
fn merge(found: Vec<ModelChange>) -> Vec<ModelChange> {
    let mut merged: Vec<ModelChange> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for one in found {
        let is_nowhere = one.old.is_none() && one.new.is_none();
        if one.renamed.is_some() || is_nowhere {
            merged.push(one);
            continue;
        }
        let place = (!one.is_general).then(|| (one.old.clone(), one.new.clone()));
        let key = (one.rule.id, one.message.clone(), place);
        match known.get(&key) {
            Some(&index) => {
                let same = &mut merged[index];
                same.operations.extend(one.operations);
                same.explains.extend(one.explains);
                same.holders.extend(one.holders);
                same.direction = same.direction.or(one.direction);
                same.wire = same.wire.max(one.wire);
            }
            None => {
                known.insert(key, merged.len());
                merged.push(one);
            }
        }
    }
    merged
}

fn change(
    one: ExplainedChange,
    (old, new): (&Revision<'_>, &Revision<'_>),
    reach: &(Reach<'_>, Reach<'_>),
    floor: SemverLevel,
) -> Change {
    let ExplainedChange {
        found,
        items,
        parts,
    } = one;
    let mut operations = found.operations;
    let mut types = BTreeSet::new();
    for (before, after) in found.holders {
        let before = before.map(|id| reach.0.of(id));
        let after = after.map(|id| reach.1.of(id));
        for (by, held) in before.into_iter().chain(after) {
            operations.extend(by);
            types.extend(held);
        }
    }
    let level = items.iter().map(|item| item.level).max();
    let rust = level.unwrap_or_default().max(floor);
    let silent = match found.silent {
        _ if rust == SemverLevel::Major => None,
        None if found.wire == WireCompatibility::Breaking => Some(SilentChange::Wire),
        Some(SilentChange::Wire) if found.wire == WireCompatibility::Compatible => None,
        silent => silent,
    };
    let several = operations.len();
    let subject = if found.is_general && several > 1 {
        format!("{several} operations")
    } else {
        found.subject
    };
    let message = match parts {
        0 => found.message,
        1 => format!("{}, with a type made for it", found.message),
        parts => format!("{}, with {parts} types made for it", found.message),
    };
    Change {
        rule: found.rule,
        subject,
        message,
        old: found.old.map(|at| excerpt(at, old.sources)),
        new: found.new.map(|at| excerpt(at, new.sources)),
        direction: found.direction,
        wire: found.wire,
        rust,
        silent,
        softening: found.softening.filter(|_| rust == SemverLevel::Major),
        items,
        operations: operations.into_iter().collect(),
        types: types.into_iter().collect(),
        accepted: None,
    }
}

/// A difference of the surface that no rule explains is told by itself.
fn unexplained(item: ItemChange) -> Change {
    Change {
        subject: item.path.clone(),
        message: item.to_string(),
        rust: item.level,
        items: vec![item],
        ..plain(&rules::UNEXPLAINED_RUST_CHANGE)
    }
}

fn text_alone(files: &BTreeSet<String>) -> Change {
    let names: Vec<_> = files.iter().map(String::as_str).collect();
    Change {
        subject: "the crate".to_owned(),
        message: match names.as_slice() {
            [name] => format!("the text of {name} differs"),
            [name, ..] => format!(
                "the text of {name} and {} more files differs",
                names.len() - 1
            ),
            [] => String::new(),
        },
        rust: SemverLevel::Patch,
        ..plain(&rules::UNEXPLAINED_TEXT_CHANGE)
    }
}

fn plain(rule: &'static Rule) -> Change {
    Change {
        rule,
        subject: String::new(),
        message: String::new(),
        old: None,
        new: None,
        direction: Direction::default(),
        wire: WireCompatibility::Compatible,
        rust: SemverLevel::None,
        silent: None,
        items: Vec::new(),
        operations: Vec::new(),
        types: Vec::new(),
        softening: None,
        accepted: None,
    }
}

fn accept(change: &mut Change, accepted: &[Acceptance]) {
    let applies = |one: &&Acceptance| {
        let subject = one.subject.as_ref();
        one.rule == change.rule.id && subject.is_none_or(|subject| *subject == change.subject)
    };
    // The most particular one counts.
    let by = accepted
        .iter()
        .filter(applies)
        .max_by_key(|one| one.subject.is_some());
    change.accepted = by.cloned();
}
