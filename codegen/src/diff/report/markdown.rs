//! The report as Markdown, for pull requests: a summary, a table, and collapsed details, in at most [`LIMIT`] bytes.

use std::fmt::Write;

use super::summary::{Report, list_first, positions};
use crate::diff::change::Change;
use crate::diff::verdict::{SemverLevel, WireCompatibility};
use crate::escape::{code_span, fenced_line, html, line, markdown_html, markdown_text};

/// The maximum length of a report in bytes. Code hosts reject comments of more than 64 KiB.
pub const LIMIT: usize = 60_000;

/// The bytes that are reserved for the note on omitted changes.
const RESERVED: usize = 400;

/// The maximum number of rows of a table or list.
const MAX_ROWS: usize = 60;

/// The maximum number of items and of operations of a change.
const MAX_NAMES: usize = 10;

impl Report<'_> {
    /// Returns the report as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("**{}**\n", self.summary());
        let _ = write!(out, "\n{} → {}\n", code_span(self.old), code_span(self.new));
        if let Some(version) = self.version {
            let _ = write!(out, "\n{}\n", markdown_text(version));
        }
        let (docs, code_changes): (Vec<&Change>, Vec<&Change>) = self
            .review
            .changes
            .iter()
            .partition(|change| change.is_docs());
        push_table(&mut out, &code_changes);
        let mut omitted = 0;
        let mut heading = "";
        for change in code_changes {
            let own = heading_of(change);
            let mut part = String::new();
            if heading != own {
                let _ = write!(part, "\n### {own}\n");
            }
            part.push_str(&details(change));
            if push(&mut out, &part) {
                heading = own;
            } else {
                omitted += 1;
            }
        }
        if !docs.is_empty() && !push(&mut out, &docs_list(&docs)) {
            omitted += docs.len();
        }
        if omitted > 0 {
            let _ = write!(
                out,
                "\n*The details of {omitted} more changes are omitted; `apicrate diff` prints all of them.*\n"
            );
        }
        out
    }
}

/// Appends the table of changes.
fn push_table(out: &mut String, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    out.push_str("\n| Rust | Wire | Subject | Change |\n|---|---|---|---|\n");
    for change in changes.iter().take(MAX_ROWS) {
        push(out, &row(change));
    }
    if changes.len() > MAX_ROWS {
        push(
            out,
            &format!("| | | | and {} more |\n", changes.len() - MAX_ROWS),
        );
    }
}

/// Returns the list of documentation changes.
fn docs_list(docs: &[&Change]) -> String {
    let mut part = format!(
        "\n<details><summary>Documentation ({})</summary>\n\n",
        docs.len()
    );
    for change in docs.iter().take(MAX_ROWS) {
        let _ = writeln!(
            part,
            "- {}: {}",
            code_span(&change.subject),
            markdown_text(&change.message)
        );
    }
    if docs.len() > MAX_ROWS {
        let _ = writeln!(part, "- and {} more", docs.len() - MAX_ROWS);
    }
    part.push_str("\n</details>\n");
    part
}

/// Appends a part unless the report would become too long. Returns `true` if it was appended.
fn push(out: &mut String, part: &str) -> bool {
    let fits = out.len() + part.len() + RESERVED <= LIMIT;
    if fits {
        out.push_str(part);
    }
    fits
}

fn heading_of(change: &Change) -> &'static str {
    match change.effective_level() {
        SemverLevel::Major => "Major",
        SemverLevel::Minor => "Minor",
        SemverLevel::Patch => "Patch",
        SemverLevel::None => "No effect on the crate",
    }
}

fn wire(change: &Change) -> String {
    let mark = if change.wire == WireCompatibility::Breaking {
        "**"
    } else {
        ""
    };
    let silent = if change.silent.is_some() {
        ", silent"
    } else {
        ""
    };
    format!("{mark}{}{mark}{silent}", change.wire)
}

fn row(change: &Change) -> String {
    format!(
        "| {} | {} | {} | {} |\n",
        change.effective_level(),
        wire(change),
        cell(&code_span(&truncate(&change.subject))),
        cell(&markdown_text(&truncate(&change.message)))
    )
}

fn details(change: &Change) -> String {
    let mut part = format!(
        "\n<details><summary><code>{}</code> {}</summary>\n\n",
        html(&line(&change.subject)),
        markdown_html(&truncate(&change.message))
    );
    let _ = writeln!(
        part,
        "Rule {}, wire {} ({}), Rust {}.",
        code_span(change.rule.id),
        wire(change),
        change.direction.as_str(),
        change.rust
    );
    let position = positions(change);
    if !position.is_empty() {
        let _ = write!(part, "\n{}\n", code_span(&position));
    }
    if !change.items.is_empty() {
        part.push_str("\n```diff\n");
        for item in change.items.iter().take(MAX_NAMES) {
            if let Some(old) = &item.old {
                let _ = writeln!(
                    part,
                    "- {}: {}",
                    fenced_line(&item.path),
                    fenced_line(&truncate(old))
                );
            }
            if let Some(new) = &item.new {
                let _ = writeln!(
                    part,
                    "+ {}: {}",
                    fenced_line(&item.path),
                    fenced_line(&truncate(new))
                );
            }
        }
        part.push_str("```\n");
        if change.items.len() > MAX_NAMES {
            let _ = write!(
                part,
                "\nand {} more items\n",
                change.items.len() - MAX_NAMES
            );
        }
    }
    if !change.operations.is_empty() {
        let operations = change.operations.iter().map(|id| code_span(id));
        let operations: Vec<_> = operations.collect();
        let _ = write!(part, "\nAffects {}.\n", list_first(&operations, MAX_NAMES));
    }
    if let Some(silent) = change.silent {
        let _ = write!(part, "\n{}\n", silent.sentence());
    }
    let reason = format!("{} {}", change.reason(), change.rule.advice);
    let _ = write!(part, "\n{}\n", markdown_text(&reason));
    if let Some(softening) = &change.softening {
        let _ = write!(part, "\n{}\n", markdown_text(softening));
    }
    if let Some(accepted) = &change.accepted {
        let _ = write!(
            part,
            "\nAccepted as {}: {}\n",
            accepted.level,
            markdown_text(&accepted.reason)
        );
    }
    part.push_str("\n</details>\n");
    part
}

/// Truncates a text that is too long for a line.
fn truncate(text: &str) -> String {
    const MAX_CHARS: usize = 200;
    if text.chars().count() <= MAX_CHARS {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MAX_CHARS).collect();
    short.push('…');
    short
}

/// Escapes Markdown for a table cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
