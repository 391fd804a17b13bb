//! Compares models and public APIs, and combines the results in a review.

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
/// Returns [`DiffError`] if the documents are unrelated, or a generated file is not valid Rust.
pub fn diff(
    old: &Revision<'_>,
    new: &Revision<'_>,
    settings: &Settings,
) -> Result<Review, DiffError> {
    with_large_stack(|| compare_revisions(old, new, settings))
}

fn compare_revisions(
    old: &Revision<'_>,
    new: &Revision<'_>,
    settings: &Settings,
) -> Result<Review, DiffError> {
    let aliases = (aliases(old.api), aliases(new.api));
    let (model_changes, differences) = rayon::join(
        || compare::compare(old.api, new.api, settings.strict),
        || public_api::compare(&old.files, &new.files, (&aliases.0, &aliases.1)),
    );
    let model_changes = merge(model_changes.map_err(|_| DiffError::Unrelated)?);
    let differences = differences.map_err(|error| DiffError::Unreadable(error.path))?;
    let (items, mut files) = (differences.items, differences.files);
    let is_order = differences.is_order && old.manifest == new.manifest;
    if old.manifest != new.manifest {
        files.insert("Cargo.toml".to_owned());
    }
    // Only the order of keys differs, which has no meaning.
    if model_changes.is_empty() && is_order {
        files.clear();
    }
    // A change of the generated text is at least a patch.
    let min_level = if files.is_empty() {
        SemverLevel::None
    } else {
        SemverLevel::Patch
    };
    let api_level = items.iter().map(|item| item.level).max();
    let is_inline = |change: &ModelChange| {
        change.holders.iter().all(|(before, after)| {
            let before = before.map(|id| old.api.type_def(id));
            let after = after.map(|id| new.api.type_def(id));
            let mut both = before.into_iter().chain(after);
            both.all(|one| one.component.is_none())
        })
    };
    let (explained, unexplained) = explain(model_changes, items, &is_inline);
    let reach = (Reach::new(old.api), Reach::new(new.api));
    let mut changes: Vec<Change> = explained
        .into_iter()
        .map(|one| into_change(one, (old, new), &reach, min_level))
        .collect();
    changes.extend(unexplained.into_iter().map(unexplained_item));
    if changes.is_empty() && !files.is_empty() {
        changes.push(unexplained_text(&files));
    }
    for change in &mut changes {
        accept(change, &settings.accepted);
    }
    changes.sort_by_cached_key(sort_key);
    Ok(Review {
        changes,
        api_level: api_level.unwrap_or_default().max(min_level),
        files,
    })
}

fn sort_key(change: &Change) -> impl Ord + use<> {
    (
        change.is_docs(),
        std::cmp::Reverse((
            change.effective_level(),
            change.wire,
            change.silent.is_some(),
        )),
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

/// The properties by which changes are merged: rule, message, and unless they are merged across operations, their locations.
type MergeKey = (
    &'static str,
    String,
    Option<(Option<SourceLocation>, Option<SourceLocation>)>,
);

/// Merges changes with the same cause, such as a component that several operations refer to.
fn merge(changes: Vec<ModelChange>) -> Vec<ModelChange> {
    let mut merged: Vec<ModelChange> = Vec::new();
    let mut known: BTreeMap<MergeKey, usize> = BTreeMap::new();
    for one in changes {
        let has_location = one.old.is_some() || one.new.is_some();
        if one.renamed.is_some() || !has_location {
            merged.push(one);
            continue;
        }
        let locations = (!one.spans_operations).then(|| (one.old.clone(), one.new.clone()));
        let key = (one.rule.id, one.message.clone(), locations);
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

/// Adds to a change of the models its differences of the crate, the affected operations and types, and its positions.
fn into_change(
    explained: ExplainedChange,
    (old, new): (&Revision<'_>, &Revision<'_>),
    reach: &(Reach<'_>, Reach<'_>),
    min_level: SemverLevel,
) -> Change {
    let ExplainedChange {
        change,
        items,
        inline_types,
    } = explained;
    let mut operations = change.operations;
    let mut types = BTreeSet::new();
    for (before, after) in change.holders {
        let before = before.map(|id| reach.0.of(id));
        let after = after.map(|id| reach.1.of(id));
        for (using_operations, using_types) in before.into_iter().chain(after) {
            operations.extend(using_operations);
            types.extend(using_types);
        }
    }
    let level = items.iter().map(|item| item.level).max();
    let rust = level.unwrap_or_default().max(min_level);
    let silent = match change.silent {
        _ if rust == SemverLevel::Major => None,
        None if change.wire == WireCompatibility::Breaking => Some(SilentChange::Wire),
        Some(SilentChange::Wire) if change.wire == WireCompatibility::Compatible => None,
        silent => silent,
    };
    let several = operations.len();
    let subject = if change.spans_operations && several > 1 {
        format!("{several} operations")
    } else {
        change.subject
    };
    let message = match inline_types {
        0 => change.message,
        1 => format!("{}, with its inline type", change.message),
        count => format!("{}, with its {count} inline types", change.message),
    };
    Change {
        rule: change.rule,
        subject,
        message,
        old: change.old.map(|at| excerpt(at, old.sources)),
        new: change.new.map(|at| excerpt(at, new.sources)),
        direction: change.direction,
        wire: change.wire,
        rust,
        silent,
        softening: change.softening.filter(|_| rust == SemverLevel::Major),
        items,
        operations: operations.into_iter().collect(),
        types: types.into_iter().collect(),
        accepted: None,
    }
}

/// Returns the change for a difference of the public API that no rule explains.
fn unexplained_item(item: ItemChange) -> Change {
    Change {
        subject: item.path.clone(),
        message: item.to_string(),
        rust: item.level,
        items: vec![item],
        ..empty_change(&rules::UNEXPLAINED_RUST_CHANGE)
    }
}

/// Returns the change for differences of the generated text that no rule explains.
fn unexplained_text(files: &BTreeSet<String>) -> Change {
    let names: Vec<_> = files.iter().map(String::as_str).collect();
    Change {
        subject: "the crate".to_owned(),
        message: match names.as_slice() {
            [name] => format!("the text of {name} changed"),
            [name, ..] => format!(
                "the text of {name} and {} more files changed",
                names.len() - 1
            ),
            [] => String::new(),
        },
        rust: SemverLevel::Patch,
        ..empty_change(&rules::UNEXPLAINED_TEXT_CHANGE)
    }
}

fn empty_change(rule: &'static Rule) -> Change {
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

/// Sets the entry of the accepted changes that applies to a change.
fn accept(change: &mut Change, accepted: &[Acceptance]) {
    let applies = |one: &&Acceptance| {
        let subject = one.subject.as_ref();
        one.rule == change.rule.id && subject.is_none_or(|subject| *subject == change.subject)
    };
    // An entry for one subject takes precedence over one for the whole rule.
    let best = accepted
        .iter()
        .filter(applies)
        .max_by_key(|one| one.subject.is_some());
    change.accepted = best.cloned();
}
