//! Compares two listings: removals and changes are major, additions are minor.

use super::item::{Item, Kind, Listing};
use apicrate_codegen::diff::SemverLevel;
use std::collections::BTreeSet;

/// A difference between two listings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diff_verify) struct Difference {
    /// The required version bump.
    pub(in crate::diff_verify) level: SemverLevel,
    /// The item and its change.
    pub(in crate::diff_verify) text: String,
}

/// Returns the differences, ordered by path.
pub(in crate::diff_verify) fn compare(old: &Listing, new: &Listing) -> Vec<Difference> {
    let paths: BTreeSet<&String> = old.items.keys().chain(new.items.keys()).collect();
    let mut found = Vec::new();
    for path in paths {
        match (old.items.get(path), new.items.get(path)) {
            (Some(before), Some(after)) => both(path, before, after, &mut found),
            (Some(before), None) => found.push(Difference {
                level: SemverLevel::Major,
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

/// An addition is a minor change, unless callers may have listed all members.
fn added(path: &str, item: &Item, old: &Listing) -> SemverLevel {
    let holder = path
        .rsplit_once("::")
        .and_then(|(path, _)| old.items.get(path));
    let is_member = matches!(item.kind, Kind::Field | Kind::Variant);
    match holder {
        Some(holder) if is_member && !holder.is_open => SemverLevel::Major,
        _ => SemverLevel::Minor,
    }
}

fn both(path: &str, before: &Item, after: &Item, found: &mut Vec<Difference>) {
    let mut push = |level, text: String| found.push(Difference { level, text });
    if before.signature != after.signature {
        let (old, new) = (&before.signature, &after.signature);
        push(SemverLevel::Major, format!("{path}: {old} -> {new}"));
    } else if before.kind == Kind::Function && is_moved(&before.order, &after.order) {
        let (old, new) = (before.order.join(", "), after.order.join(", "));
        push(
            SemverLevel::Major,
            format!("{path}: arguments of the same types in another order: ({old}) -> ({new})"),
        );
    } else if before.kind == Kind::Enum && is_reordered(&before.order, &after.order) {
        push(
            SemverLevel::Patch,
            format!("{path}: variants in another order"),
        );
    }
    for attribute in before.attributes.symmetric_difference(&after.attributes) {
        let has_come = after.attributes.contains(attribute);
        let level = match (*attribute, has_come) {
            ("non_exhaustive", true) => SemverLevel::Major,
            (_, true) | ("non_exhaustive", false) => SemverLevel::Minor,
            (_, false) => SemverLevel::Patch,
        };
        let sign = if has_come { '+' } else { '-' };
        push(level, format!("{path}: {sign} #[{attribute}]"));
    }
}

/// Returns `true` if an argument has moved: values that callers pass would reach another one.
fn is_moved(old: &[String], new: &[String]) -> bool {
    let place = |name: &String| new.iter().position(|other| other == name);
    let mut arguments = old.iter().enumerate();
    arguments.any(|(index, name)| place(name).is_some_and(|other| other != index))
}

/// Returns `true` if the common items of two lists have another order.
fn is_reordered(old: &[String], new: &[String]) -> bool {
    let kept = old.iter().filter(|name| new.contains(name));
    let still = new.iter().filter(|name| old.contains(name));
    kept.ne(still)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(signature: &str, order: &[&str]) -> Item {
        Item {
            kind: Kind::Function,
            signature: signature.to_owned(),
            order: order.iter().map(ToString::to_string).collect(),
            attributes: BTreeSet::new(),
            is_open: false,
            uses: None,
        }
    }

    fn level(before: Option<Item>, after: Option<Item>) -> SemverLevel {
        let listing = |item: Option<Item>| Listing {
            items: item
                .map(|item| ("f".to_owned(), item))
                .into_iter()
                .collect(),
            unused: 0,
        };
        let found = compare(&listing(before), &listing(after));
        found.iter().map(|one| one.level).max().unwrap_or_default()
    }

    #[test]
    fn removals_and_changes_are_major_and_additions_minor() {
        let one = || Some(function("fn(&str)", &["id"]));
        let other = || Some(function("fn(i64)", &["id"]));
        assert_eq!(level(one(), one()), SemverLevel::None);
        assert_eq!(level(one(), None), SemverLevel::Major);
        assert_eq!(level(one(), other()), SemverLevel::Major);
        assert_eq!(level(None, one()), SemverLevel::Minor);
    }

    #[test]
    fn a_moved_argument_is_a_change() {
        let of = |order: &[&str]| Some(function("fn(&str, &str)", order));
        assert_eq!(level(of(&["a", "b"]), of(&["b", "a"])), SemverLevel::Major);
        assert_eq!(level(of(&["a", "m"]), of(&["m", "z"])), SemverLevel::Major);
        assert_eq!(level(of(&["a", "b"]), of(&["c", "b"])), SemverLevel::None);
    }

    #[test]
    fn reordered_variants_are_a_patch_if_none_is_new() {
        let names = |names: [&str; 3]| names.map(str::to_owned);
        assert!(is_reordered(
            &names(["a", "b", "c"]),
            &names(["b", "a", "d"])
        ));
        assert!(!is_reordered(
            &names(["a", "b", "c"]),
            &names(["d", "a", "b"])
        ));
    }
}
