//! The report as text, for terminals.

use std::fmt::Write;

use super::summary::{Report, list_first, positions};
use crate::diff::change::Change;
use crate::diff::verdict::SemverLevel;
use crate::escape::line;

/// The maximum number of items of a change.
const MAX_ITEMS: usize = 8;
/// The maximum number of operations of a change.
const MAX_NAMES: usize = 5;

impl Report<'_> {
    /// Returns the report as text: the summary, then all changes, most severe first.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!(
            "{} -> {}\n{}\n",
            line(self.old),
            line(self.new),
            self.summary()
        );
        if let Some(version) = self.version {
            let _ = writeln!(out, "{}", line(version));
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
    match change.effective_level() {
        SemverLevel::Major => "Major: existing code may no longer compile",
        SemverLevel::Minor => "Minor: items were added or deprecated",
        SemverLevel::Patch => "Patch: existing code still compiles",
        SemverLevel::None => "No effect on the crate",
    }
}

fn write_change(change: &Change, out: &mut String) {
    let _ = writeln!(
        out,
        "\n  {}  [{}]\n    {}",
        line(&change.subject),
        change.rule.id,
        line(&change.message)
    );
    let position = positions(change);
    if !position.is_empty() {
        let _ = writeln!(out, "    at {}", line(&position));
    }
    // The other lines have no information for these changes.
    let is_short = change.is_docs() || ["type-added", "operation-added"].contains(&change.rule.id);
    if is_short {
        return;
    }
    let _ = writeln!(
        out,
        "    wire {} ({}), rust {}",
        change.wire,
        change.direction.as_str(),
        change.rust
    );
    for item in change.items.iter().take(MAX_ITEMS) {
        let _ = writeln!(out, "      {}", line(&item.to_string()));
    }
    if change.items.len() > MAX_ITEMS {
        let _ = writeln!(
            out,
            "      and {} more items",
            change.items.len() - MAX_ITEMS
        );
    }
    if !change.operations.is_empty() {
        let _ = writeln!(
            out,
            "    affects {}",
            line(&list_first(&change.operations, MAX_NAMES))
        );
    }
    if let Some(silent) = change.silent {
        let _ = writeln!(out, "    {}", silent.sentence());
    }
    let _ = writeln!(out, "    {} {}", line(&change.reason()), change.rule.advice);
    if let Some(softening) = &change.softening {
        let _ = writeln!(out, "    {}", line(softening));
    }
    if let Some(accepted) = &change.accepted {
        let _ = writeln!(
            out,
            "    Accepted as {}: {}",
            accepted.level,
            line(&accepted.reason)
        );
    }
}
