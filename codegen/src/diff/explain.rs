//! Which change explains which difference of the public surface.
//!
//! A type that is renamed explains every signature that differs in its name alone. A change that names an item explains it.
//! What is made up for a schema in place comes and goes with what holds the schema. The rest is unexplained.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::compare::model_change::ModelChange;
use super::public_api::item::{ItemChange, ItemChangeKind};
use super::rule::{Rule, RuleGroup};
use super::rules;
use crate::location::SourceLocation;

/// A change with the items that it explains.
pub(super) struct ExplainedChange {
    pub(super) found: ModelChange,
    pub(super) items: Vec<ItemChange>,
    /// Other changes that are part of it.
    pub(super) parts: usize,
}

/// Gives each difference to the changes that explain it; what nobody explains is handed back.
pub(super) fn explain(
    found: Vec<ModelChange>,
    items: Vec<ItemChange>,
    is_inline: &dyn Fn(&ModelChange) -> bool,
) -> (Vec<ExplainedChange>, Vec<ItemChange>) {
    let homes = homes(&found, is_inline);
    let explained = ExplanationIndex::new(&found);
    let mut changes: Vec<ExplainedChange> = found
        .into_iter()
        .map(|found| ExplainedChange {
            found,
            items: Vec::new(),
            parts: 0,
        })
        .collect();
    let mut left = Vec::new();
    for item in items {
        let by = explained.by(&item, &changes);
        if by.is_empty() {
            left.push(item);
            continue;
        }
        let by: BTreeSet<usize> = by.into_iter().map(|index| homes[index]).collect();
        for index in by {
            changes[index].items.push(item.clone());
        }
    }
    left.retain(|item| match user_of(item, &changes) {
        Some(index) => {
            changes[homes[index]].items.push(item.clone());
            false
        }
        None => true,
    });
    for (index, home) in homes.iter().enumerate() {
        if index != *home {
            changes[*home].parts += 1;
        }
    }
    let own = changes.into_iter().enumerate();
    let kept = own
        .filter(|(index, _)| homes[*index] == *index)
        .map(|(_, change)| change)
        .collect();
    (kept, left)
}

/// The change that makes the crate export a name from elsewhere, or no longer: one whose items name it, else one by which
/// something came or went whose parts are not told.
fn user_of(item: &ItemChange, changes: &[ExplainedChange]) -> Option<usize> {
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
        one.difference == item.difference && !one.path.trim_start_matches("types::").contains("::")
    };
    let of = |test: &dyn Fn(&ItemChange) -> bool| {
        let mut changes = changes.iter();
        changes.position(|change| change.items.iter().any(test))
    };
    of(&names_it).or_else(|| of(&is_whole))
}

/// What each change explains, for looking it up.
struct ExplanationIndex {
    exact: HashMap<String, Vec<usize>>,
    /// By what goes before the `*`.
    starts: HashMap<String, Vec<usize>>,
    renamed: BTreeMap<String, (String, usize)>,
}

impl ExplanationIndex {
    fn new(found: &[ModelChange]) -> Self {
        let mut explained = Self {
            exact: HashMap::new(),
            starts: HashMap::new(),
            renamed: BTreeMap::new(),
        };
        for (index, found) in found.iter().enumerate() {
            for path in &found.explains {
                let (map, key) = match path.strip_suffix('*') {
                    Some(start) => (&mut explained.starts, start),
                    None => (&mut explained.exact, path.as_str()),
                };
                let known = map.entry(key.to_owned()).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
            if let Some((old, new)) = &found.renamed {
                let renamed = &mut explained.renamed;
                renamed.insert(old.clone(), (new.clone(), index));
            }
        }
        explained
    }

    /// The changes that explain an item.
    fn by(&self, item: &ItemChange, changes: &[ExplainedChange]) -> Vec<usize> {
        if let Some(index) = self.by_renaming(item) {
            return vec![index];
        }
        let may = |index: &&usize| may_explain(changes[**index].found.rule, item);
        let exact = self.exact.get(&item.path).into_iter().flatten();
        let exact: Vec<usize> = exact.filter(may).copied().collect();
        if !exact.is_empty() {
            return exact;
        }
        let ends = item.path.char_indices().map(|(at, _)| at).rev();
        for end in std::iter::once(item.path.len()).chain(ends) {
            let started = self.starts.get(&item.path[..end]).into_iter().flatten();
            let started: Vec<usize> = started.filter(may).copied().collect();
            if !started.is_empty() {
                return started;
            }
        }
        Vec::new()
    }

    /// The renaming without which an item would be the same.
    fn by_renaming(&self, item: &ItemChange) -> Option<usize> {
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

/// Whether a rule can be why an item differs.
fn may_explain(rule: &Rule, item: &ItemChange) -> bool {
    let is_deprecation = item.difference == ItemChangeKind::Attribute
        && [&item.old, &item.new]
            .into_iter()
            .flatten()
            .any(|text| text == "#[deprecated]");
    let deprecates = rule.id.ends_with("-deprecated");
    let is_default = item.path.contains("::DEFAULT_");
    let is_silent = rule.is_docs()
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
    !is_silent && (*rule != rules::DEFAULT_CHANGED || is_default)
}

/// Whether a change makes the types of schemas in place come and go.
fn is_structural(rule: &Rule) -> bool {
    let is_of_values = rule.group == RuleGroup::Values
        && !rule.id.starts_with("constraint-")
        && *rule != rules::DEFAULT_CHANGED;
    let is_of_values = is_of_values || [&rules::ENUM_TO_TEXT, &rules::TEXT_TO_ENUM].contains(&rule);
    let words = ["-added", "-removed", "-renamed", "-changed", "-moved"];
    is_of_values
        || rule.group != RuleGroup::Values
            && rule.group != RuleGroup::Documentation
            && words.iter().any(|word| rule.id.ends_with(word))
}

/// By change, the change that it is part of; itself where it stands alone.
fn homes(found: &[ModelChange], is_inline: &dyn Fn(&ModelChange) -> bool) -> Vec<usize> {
    let mut places: [HashMap<&SourceLocation, Vec<usize>>; 2] = [HashMap::new(), HashMap::new()];
    for (index, one) in found.iter().enumerate() {
        if !is_structural(one.rule) {
            continue;
        }
        for (side, at) in [&one.old, &one.new].into_iter().enumerate() {
            if let Some(at) = at {
                places[side].entry(at).or_default().push(index);
            }
        }
    }
    let mut homes: Vec<usize> = (0..found.len()).collect();
    let mut inline: Vec<usize> = (0..found.len())
        .filter(|index| {
            let rules = [
                &rules::TYPE_ADDED,
                &rules::TYPE_REMOVED,
                &rules::TYPE_RENAMED,
            ];
            rules.contains(&found[*index].rule) && is_inline(&found[*index])
        })
        .collect();
    let at = |index: usize| {
        let one: &ModelChange = &found[index];
        if one.old.is_some() {
            (0, one.old.as_ref())
        } else {
            (1, one.new.as_ref())
        }
    };
    inline.sort_by_key(|index| at(*index).1.map_or(0, |at| at.pointer.len()));
    for index in inline {
        let (side, Some(place)) = at(index) else {
            continue;
        };
        if let Some(home) = home(index, place, &places[side], found) {
            homes[index] = homes[home];
        }
    }
    homes
}

/// The nearest change at or above a place.
fn home(
    index: usize,
    place: &SourceLocation,
    places: &HashMap<&SourceLocation, Vec<usize>>,
    found: &[ModelChange],
) -> Option<usize> {
    let mut at = place.clone();
    loop {
        let is_here = at == *place;
        let mut here = places.get(&at).into_iter().flatten().copied();
        let other = here.find(|other| {
            let is_type = found[*other].rule.group == RuleGroup::Types;
            *other != index && !(is_here && is_type)
        });
        if other.is_some() {
            return other;
        }
        let end = at.pointer.rfind('/')?;
        at.pointer.truncate(end);
    }
}
