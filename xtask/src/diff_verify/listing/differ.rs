//! Two listings compared: what is gone or has changed is a major change, what has come a minor one.

use super::{Item, Kind, Listing};
use codegen::diff::Level;
use std::collections::{BTreeMap, BTreeSet};

/// A difference between two listings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diff_verify) struct Difference {
    /// What it asks of the version.
    pub(in crate::diff_verify) level: Level,
    /// The item and what happened to it.
    pub(in crate::diff_verify) text: String,
}

/// The differences by path.
pub(in crate::diff_verify) fn compare(old: &Listing, new: &Listing) -> Vec<Difference> {
    let paths: BTreeSet<&String> = old.items.keys().chain(new.items.keys()).collect();
    let mut found = Vec::new();
    for path in paths {
        match (old.items.get(path), new.items.get(path)) {
            (Some(before), Some(after)) => both(path, before, after, &mut found),
            (Some(before), None) => found.push(Difference {
                level: Level::Major,
                text: format!("- {path}: {}", before.signature),
            }),
            (None, Some(after)) => found.push(Difference {
                level: added(path, after, old),
                text: format!("+ {path}: {}", after.signature),
            }),
            (None, None) => {}
        }
    }
    found
}

/// An addition is a minor change, save where callers may have named all that there was.
fn added(path: &str, item: &Item, old: &Listing) -> Level {
    let holder = path
        .rsplit_once("::")
        .and_then(|(path, _)| old.items.get(path));
    let is_member = matches!(item.kind, Kind::Field | Kind::Variant);
    match holder {
        Some(holder) if is_member && !holder.is_open => Level::Major,
        _ => Level::Minor,
    }
}

fn both(path: &str, before: &Item, after: &Item, found: &mut Vec<Difference>) {
    let mut push = |level, text: String| found.push(Difference { level, text });
    if before.signature != after.signature {
        let (old, new) = (&before.signature, &after.signature);
        push(Level::Major, format!("{path}: {old} -> {new}"));
    } else if is_swapped(&before.arguments, &after.arguments) {
        let (old, new) = (before.arguments.join(", "), after.arguments.join(", "));
        push(
            Level::Major,
            format!("{path}: arguments of the same types in another order: ({old}) -> ({new})"),
        );
    }
    for attribute in before.attributes.symmetric_difference(&after.attributes) {
        let has_come = after.attributes.contains(attribute);
        let level = match (*attribute, has_come) {
            ("non_exhaustive", true) => Level::Major,
            (_, true) | ("non_exhaustive", false) => Level::Minor,
            (_, false) => Level::Patch,
        };
        let sign = if has_come { '+' } else { '-' };
        push(level, format!("{path}: {sign} #[{attribute}]"));
    }
}

/// Whether an argument's name stands elsewhere than it did: what callers pass for it is taken for another.
fn is_swapped(old: &[String], new: &[String]) -> bool {
    let places: BTreeMap<&String, usize> = new.iter().zip(0..).collect();
    let mut moved = old.iter().zip(0..).filter_map(|(name, place)| {
        let other = *places.get(name)?;
        (other != place).then_some(other)
    });
    moved.next().is_some()
}
