//! Assigns the differences of the public API to the changes that explain them.
//!
//! A renamed type explains every signature that differs only in its name. Other changes explain the items that they list. The
//! type of an inline schema is added and removed with the change of its parent. All other differences are unexplained.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::compare::model_change::ModelChange;
use super::public_api::item::{ItemChange, ItemChangeKind};
use super::rule::{Rule, RuleGroup};
use super::rules;
use crate::location::SourceLocation;

/// A change with the differences that it explains.
pub(super) struct ExplainedChange {
    pub(super) change: ModelChange,
    pub(super) items: Vec<ItemChange>,
    /// The number of added, removed or renamed inline types that are part of the change.
    pub(super) inline_types: usize,
}

/// Assigns each difference to the changes that explain it. Returns the unexplained differences separately.
pub(super) fn explain(
    changes: Vec<ModelChange>,
    items: Vec<ItemChange>,
    is_inline: &dyn Fn(&ModelChange) -> bool,
) -> (Vec<ExplainedChange>, Vec<ItemChange>) {
    let owners = owners(&changes, is_inline);
    let index = ExplanationIndex::new(&changes);
    let mut explained: Vec<ExplainedChange> = changes
        .into_iter()
        .map(|change| ExplainedChange {
            change,
            items: Vec::new(),
            inline_types: 0,
        })
        .collect();
    let mut unexplained = Vec::new();
    for item in items {
        let by = index.find(&item, &explained);
        if by.is_empty() {
            unexplained.push(item);
            continue;
        }
        let by: BTreeSet<usize> = by.into_iter().map(|index| owners[index]).collect();
        for index in by {
            explained[index].items.push(item.clone());
        }
    }
    unexplained.retain(|item| match reexport_user(item, &explained) {
        Some(index) => {
            explained[owners[index]].items.push(item.clone());
            false
        }
        None => true,
    });
    for (index, owner) in owners.iter().enumerate() {
        if index != *owner {
            explained[*owner].inline_types += 1;
        }
    }
    let changes = explained.into_iter().enumerate();
    let kept = changes
        .filter(|(index, _)| owners[*index] == *index)
        .map(|(_, change)| change)
        .collect();
    (kept, unexplained)
}

/// Returns the change that adds or removes a re-export: one with an item that names it, otherwise one that adds or removes a
/// whole item.
fn reexport_user(item: &ItemChange, changes: &[ExplainedChange]) -> Option<usize> {
    let text = item.old.as_ref().or(item.new.as_ref())?;
    if text != "use" {
        return None;
    }
    let path = format!("{}::", item.path);
    let names_it = |one: &ItemChange| {
        let texts = [&one.old, &one.new];
        texts.into_iter().flatten().any(|text| text.contains(&path))
    };
    let is_whole = |one: &ItemChange| {
        one.kind == item.kind && !one.path.trim_start_matches("types::").contains("::")
    };
    let of = |test: &dyn Fn(&ItemChange) -> bool| {
        let mut changes = changes.iter();
        changes.position(|change| change.items.iter().any(test))
    };
    of(&names_it).or_else(|| of(&is_whole))
}

/// An index of the items that changes explain.
struct ExplanationIndex {
    exact: HashMap<String, Vec<usize>>,
    /// By the part of the path before the `*`.
    prefixes: HashMap<String, Vec<usize>>,
    renamed: BTreeMap<String, (String, usize)>,
}

impl ExplanationIndex {
    fn new(changes: &[ModelChange]) -> Self {
        let mut index_of = Self {
            exact: HashMap::new(),
            prefixes: HashMap::new(),
            renamed: BTreeMap::new(),
        };
        for (index, change) in changes.iter().enumerate() {
            for path in &change.explains {
                let (map, key) = match path.strip_suffix('*') {
                    Some(prefix) => (&mut index_of.prefixes, prefix),
                    None => (&mut index_of.exact, path.as_str()),
                };
                let known = map.entry(key.to_owned()).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
            if let Some((old, new)) = &change.renamed {
                let renamed = &mut index_of.renamed;
                renamed.insert(old.clone(), (new.clone(), index));
            }
        }
        index_of
    }

    /// Returns the changes that explain an item: a rename, otherwise those with its exact path, otherwise those with its longest
    /// prefix.
    fn find(&self, item: &ItemChange, changes: &[ExplainedChange]) -> Vec<usize> {
        if let Some(index) = self.find_rename(item) {
            return vec![index];
        }
        let may = |index: &&usize| may_explain(changes[**index].change.rule, item);
        let exact = self.exact.get(&item.path).into_iter().flatten();
        let exact: Vec<usize> = exact.filter(may).copied().collect();
        if !exact.is_empty() {
            return exact;
        }
        let ends = item.path.char_indices().map(|(at, _)| at).rev();
        for end in std::iter::once(item.path.len()).chain(ends) {
            let matching = self.prefixes.get(&item.path[..end]).into_iter().flatten();
            let matching: Vec<usize> = matching.filter(may).copied().collect();
            if !matching.is_empty() {
                return matching;
            }
        }
        Vec::new()
    }

    /// Returns the first rename of an item that differs only by renames.
    fn find_rename(&self, item: &ItemChange) -> Option<usize> {
        let (old, new) = (item.old.as_ref()?, item.new.as_ref()?);
        let mut first = None;
        let mut replaced = String::with_capacity(new.len());
        for part in old.split_inclusive(|character: char| !is_word(character)) {
            let name = part.trim_end_matches(|character: char| !is_word(character));
            match self.renamed.get(name) {
                Some((other, index)) => {
                    first.get_or_insert(*index);
                    replaced.push_str(other);
                    replaced.push_str(&part[name.len()..]);
                }
                None => replaced.push_str(part),
            }
        }
        first.filter(|_| replaced == *new)
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Returns `true` if changes of this rule can cause the difference of an item.
fn may_explain(rule: &Rule, item: &ItemChange) -> bool {
    let is_deprecation = item.kind == ItemChangeKind::Attribute
        && [&item.old, &item.new]
            .into_iter()
            .flatten()
            .any(|text| text == "#[deprecated]");
    let deprecates = rule.id.ends_with("-deprecated");
    let is_default = item.path.contains("::DEFAULT_");
    let leaves_api = rule.is_docs()
        || rule.id.starts_with("constraint-")
        || [
            &rules::OBJECT_CLOSED,
            &rules::PARAMETER_ENCODING_CHANGED,
            &rules::PARAMETER_RENAMED,
        ]
        .contains(&rule);
    if is_deprecation || deprecates {
        return is_deprecation && deprecates;
    }
    !leaves_api && (*rule != rules::DEFAULT_CHANGED || is_default)
}

/// Returns `true` if changes of this rule add or remove inline schemas.
fn is_structural(rule: &Rule) -> bool {
    let is_of_values = rule.group == RuleGroup::Values
        && !rule.id.starts_with("constraint-")
        && *rule != rules::DEFAULT_CHANGED;
    let is_of_values = is_of_values || [&rules::ENUM_TO_TEXT, &rules::TEXT_TO_ENUM].contains(&rule);
    let suffixes = ["-added", "-removed", "-renamed", "-changed", "-moved"];
    is_of_values
        || rule.group != RuleGroup::Values
            && rule.group != RuleGroup::Documentation
            && suffixes.iter().any(|suffix| rule.id.ends_with(suffix))
}

/// Returns for each change the change that it is part of, or itself.
fn owners(changes: &[ModelChange], is_inline: &dyn Fn(&ModelChange) -> bool) -> Vec<usize> {
    let mut by_location: [HashMap<&SourceLocation, Vec<usize>>; 2] =
        [HashMap::new(), HashMap::new()];
    for (index, change) in changes.iter().enumerate() {
        if !is_structural(change.rule) {
            continue;
        }
        for (side, at) in [&change.old, &change.new].into_iter().enumerate() {
            if let Some(at) = at {
                by_location[side].entry(at).or_default().push(index);
            }
        }
    }
    let mut owners: Vec<usize> = (0..changes.len()).collect();
    let mut inline: Vec<usize> = (0..changes.len())
        .filter(|index| {
            let rules = [
                &rules::TYPE_ADDED,
                &rules::TYPE_REMOVED,
                &rules::TYPE_RENAMED,
            ];
            rules.contains(&changes[*index].rule) && is_inline(&changes[*index])
        })
        .collect();
    let at = |index: usize| {
        let change: &ModelChange = &changes[index];
        if change.old.is_some() {
            (0, change.old.as_ref())
        } else {
            (1, change.new.as_ref())
        }
    };
    inline.sort_by_key(|index| at(*index).1.map_or(0, |at| at.pointer.len()));
    for index in inline {
        let (side, Some(location)) = at(index) else {
            continue;
        };
        if let Some(owner) = owner(index, location, &by_location[side], changes) {
            owners[index] = owners[owner];
        }
    }
    owners
}

/// Returns the nearest other change at or above a location.
fn owner(
    index: usize,
    location: &SourceLocation,
    by_location: &HashMap<&SourceLocation, Vec<usize>>,
    changes: &[ModelChange],
) -> Option<usize> {
    let mut at = location.clone();
    loop {
        let is_same = at == *location;
        let mut here = by_location.get(&at).into_iter().flatten().copied();
        let other = here.find(|other| {
            let is_type = changes[*other].rule.group == RuleGroup::Types;
            *other != index && !(is_same && is_type)
        });
        if other.is_some() {
            return other;
        }
        let end = at.pointer.rfind('/')?;
        at.pointer.truncate(end);
    }
}
