//! The input of a report, its summary, and functions that several formats use.

use crate::diff::change::Change;
use crate::diff::review::Review;
use crate::diff::verdict::{SemverLevel, SilentChange, WireCompatibility};

/// A review with the names that its reports display.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The review.
    pub review: &'a Review,
    /// The displayed name of the old document: `HEAD:spec/portkey.yaml`.
    pub old: &'a str,
    /// The displayed name of the new document.
    pub new: &'a str,
    /// A sentence about the version that the crate requires, if there is a crate.
    pub version: Option<&'a str>,
}

/// The number of changes of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct ChangeCounts {
    major: usize,
    minor: usize,
    patch: usize,
    none: usize,
    breaking: usize,
    unknown: usize,
    silent: usize,
    docs: usize,
    accepted: usize,
}

impl ChangeCounts {
    fn of(changes: &[Change]) -> Self {
        let mut counts = Self::default();
        for change in changes {
            counts.accepted += usize::from(change.accepted.is_some());
            if change.is_docs() {
                counts.docs += 1;
                continue;
            }
            match change.effective_level() {
                SemverLevel::Major => counts.major += 1,
                SemverLevel::Minor => counts.minor += 1,
                SemverLevel::Patch => counts.patch += 1,
                SemverLevel::None => counts.none += 1,
            }
            match change.wire {
                WireCompatibility::Breaking => counts.breaking += 1,
                WireCompatibility::Unknown => counts.unknown += 1,
                WireCompatibility::Compatible => {}
            }
            counts.silent += usize::from(change.silent == Some(SilentChange::Wire));
        }
        counts
    }
}

/// Returns a number with its noun.
fn with_noun(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

impl Report<'_> {
    /// Returns the verdicts and the number of changes, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let review = self.review;
        if review.is_empty() {
            return "No changes.".to_owned();
        }
        let counts = ChangeCounts::of(&review.changes);
        let changes = with_noun(review.changes.len(), "change");
        let levels = [
            (counts.major, "major"),
            (counts.minor, "minor"),
            (counts.patch, "patch"),
            (counts.none, "without effect on the crate"),
            (counts.docs, "of documentation only"),
        ];
        let levels: Vec<_> = levels
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, label)| format!("{number} {label}"))
            .collect();
        let mut text = format!(
            "Rust: {}. Wire: {}. {changes}: {}",
            review.rust(),
            review.wire(),
            levels.join(", ")
        );
        let more = [
            (counts.breaking, "breaking on the wire"),
            (counts.unknown, "unknown on the wire"),
            (counts.silent, "silent"),
            (counts.accepted, "accepted"),
        ];
        let more: Vec<_> = more
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, label)| format!("{number} {label}"))
            .collect();
        if !more.is_empty() {
            text.push_str("; ");
            text.push_str(&more.join(", "));
        }
        text.push('.');
        text
    }
}

/// Returns the first items of a list, and the number of the others.
pub(super) fn list_first<T: AsRef<str>>(all: &[T], most: usize) -> String {
    let shown: Vec<_> = all.iter().take(most).map(AsRef::as_ref).collect();
    let text = shown.join(", ");
    match all.len().checked_sub(most) {
        Some(more) if more > 0 => format!("{text} and {more} more"),
        _ => text,
    }
}

/// Returns the positions of a change in both documents.
pub(super) fn positions(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (Some(old), None) => format!("{old} (old)"),
        (None, Some(new)) => format!("{new} (new)"),
        (None, None) => String::new(),
    }
}
