//! The report for a terminal.

use std::fmt::Write;

use super::summary::{Report, first, places};
use crate::diff::change::Change;
use crate::diff::verdict::SemverLevel;

/// Items of a change that are shown.
const ITEMS: usize = 8;
/// Operations and types that are named.
const NAMES: usize = 5;

impl Report<'_> {
    /// The report as text: a summary, then every change, the worst first.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{} -> {}\n{}\n", self.old, self.new, self.summary());
        if let Some(version) = self.version {
            let _ = writeln!(out, "{version}");
        }
        let mut heading = None;
        for change in &self.review.changes {
            let own = heading_of(change);
            if heading != Some(own) {
                heading = Some(own);
                let _ = writeln!(out, "\n{own}");
            }
            write_change(change, &mut out);
        }
        out
    }
}

fn heading_of(change: &Change) -> &'static str {
    if change.is_docs() {
        return "Documentation";
    }
    match change.counted() {
        SemverLevel::Major => "Major: code that compiled may no longer compile",
        SemverLevel::Minor => "Minor: there is more, or something is deprecated",
        SemverLevel::Patch => "Patch: callers compile as before",
        SemverLevel::None => "No effect on the crate",
    }
}

fn write_change(change: &Change, out: &mut String) {
    let _ = writeln!(
        out,
        "\n  {}  [{}]\n    {}",
        change.subject, change.rule.id, change.message
    );
    let place = places(change);
    if !place.is_empty() {
        let _ = writeln!(out, "    at {place}");
    }
    // Of what is new and touches nothing there is no more to say.
    let is_plain = change.is_docs() || ["type-added", "operation-added"].contains(&change.rule.id);
    if is_plain {
        return;
    }
    let _ = writeln!(
        out,
        "    wire {} ({}), rust {}",
        change.wire,
        change.direction.as_str(),
        change.rust
    );
    for item in change.items.iter().take(ITEMS) {
        let _ = writeln!(out, "      {item}");
    }
    if change.items.len() > ITEMS {
        let _ = writeln!(out, "      and {} items more", change.items.len() - ITEMS);
    }
    if !change.operations.is_empty() {
        let _ = writeln!(out, "    reached by {}", first(&change.operations, NAMES));
    }
    if let Some(silent) = change.silent {
        let _ = writeln!(out, "    {}", silent.sentence());
    }
    let _ = writeln!(out, "    {} {}", change.reason(), change.rule.advice);
    if let Some(softening) = &change.softening {
        let _ = writeln!(out, "    {softening}");
    }
    if let Some(accepted) = &change.accepted {
        let _ = writeln!(
            out,
            "    Accepted as {}: {}",
            accepted.level, accepted.reason
        );
    }
}
