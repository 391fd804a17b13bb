//! The data of a report, its summary line, and what all formats share.

use crate::diff::change::Change;
use crate::diff::review::Review;
use crate::diff::verdict::{SemverLevel, SilentChange, WireCompatibility};

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The changes.
    pub review: &'a Review,
    /// What the old document is called: `HEAD:spec/portkey.yaml`.
    pub old: &'a str,
    /// What the new document is called.
    pub new: &'a str,
    /// What the version of the crate must become, where there is a crate: a sentence.
    pub version: Option<&'a str>,
}

/// How many changes there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
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

impl Counts {
    fn of(changes: &[Change]) -> Self {
        let mut counts = Self::default();
        for change in changes {
            counts.accepted += usize::from(change.accepted.is_some());
            if change.is_docs() {
                counts.docs += 1;
                continue;
            }
            match change.counted() {
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

/// A number with its noun.
fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

impl Report<'_> {
    /// The verdicts and counts, one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let review = self.review;
        if review.is_empty() {
            return "No change.".to_owned();
        }
        let counts = Counts::of(&review.changes);
        let changes = counted(review.changes.len(), "change");
        let levels = [
            (counts.major, "major"),
            (counts.minor, "minor"),
            (counts.patch, "patch"),
            (counts.none, "without effect on the crate"),
            (counts.docs, "of documentation"),
        ];
        let levels: Vec<_> = levels
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
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
            .map(|(number, what)| format!("{number} {what}"))
            .collect();
        if !more.is_empty() {
            text.push_str("; ");
            text.push_str(&more.join(", "));
        }
        text.push('.');
        text
    }
}

/// The first of many, and how many more there are.
pub(super) fn first<T: AsRef<str>>(all: &[T], most: usize) -> String {
    let shown: Vec<_> = all.iter().take(most).map(AsRef::as_ref).collect();
    let text = shown.join(", ");
    match all.len().checked_sub(most) {
        Some(more) if more > 0 => format!("{text} and {more} more"),
        _ => text,
    }
}

/// The places of a change in both documents.
pub(super) fn places(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (Some(old), None) => format!("{old} -> gone"),
        (None, Some(new)) => format!("new -> {new}"),
        (None, None) => String::new(),
    }
}
