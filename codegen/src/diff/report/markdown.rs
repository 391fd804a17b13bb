//! The report for a pull request: a summary line, a table, folded details; at most [`LIMIT`] bytes whatever the change.

use std::fmt::Write;

use super::summary::{Report, first, places};
use crate::diff::change::Change;
use crate::diff::verdict::{SemverLevel, WireCompatibility};

/// The bytes that a report has at most: hosts refuse comments that are longer than 64 KiB.
pub const LIMIT: usize = 60_000;

/// The bytes that are left for what is said of what is left out.
const REST: usize = 400;

/// Rows of the table.
const ROWS: usize = 60;

/// Items and operations of a change that are named.
const NAMES: usize = 10;

impl Report<'_> {
    /// The report as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("**{}**\n", self.summary());
        let _ = write!(out, "\n{} → {}\n", code(self.old), code(self.new));
        if let Some(version) = self.version {
            let _ = write!(out, "\n{}\n", text(version));
        }
        let changes = &self.review.changes;
        let told: Vec<&Change> = changes.iter().filter(|change| !change.is_docs()).collect();
        if !told.is_empty() {
            out.push_str("\n| Rust | wire | what | change |\n|---|---|---|---|\n");
            for change in told.iter().take(ROWS) {
                push(&mut out, &row(change));
            }
            if let Some(more) = told.len().checked_sub(ROWS).filter(|more| *more > 0) {
                push(&mut out, &format!("| | | | and {more} more |\n"));
            }
        }
        let mut left_out = 0;
        let mut heading = "";
        for change in told {
            let own = heading_of(change);
            let mut part = String::new();
            if heading != own {
                let _ = write!(part, "\n### {own}\n");
            }
            part.push_str(&details(change));
            if push(&mut out, &part) {
                heading = own;
            } else {
                left_out += 1;
            }
        }
        let docs: Vec<&Change> = changes.iter().filter(|change| change.is_docs()).collect();
        if !docs.is_empty() {
            let mut part = format!(
                "\n<details><summary>Documentation ({})</summary>\n\n",
                docs.len()
            );
            for change in docs.iter().take(ROWS) {
                let _ = writeln!(
                    part,
                    "- {}: {}",
                    code(&change.subject),
                    text(&change.message)
                );
            }
            if let Some(more) = docs.len().checked_sub(ROWS).filter(|more| *more > 0) {
                let _ = writeln!(part, "- and {more} more");
            }
            part.push_str("\n</details>\n");
            if !push(&mut out, &part) {
                left_out += docs.len();
            }
        }
        if left_out > 0 {
            let _ = write!(
                out,
                "\n*The details of {left_out} more changes are left out; `apicrate diff` tells them.*\n"
            );
        }
        out
    }
}

/// Adds a part where there is room for it.
fn push(out: &mut String, part: &str) -> bool {
    let fits = out.len() + part.len() + REST <= LIMIT;
    if fits {
        out.push_str(part);
    }
    fits
}

fn heading_of(change: &Change) -> &'static str {
    match change.counted() {
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
        change.counted(),
        wire(change),
        cell(&code(&shortened(&change.subject))),
        cell(&text(&shortened(&change.message)))
    )
}

fn details(change: &Change) -> String {
    let mut part = format!(
        "\n<details><summary><code>{}</code> {}</summary>\n\n",
        html(&change.subject),
        html(&shortened(&change.message))
    );
    let _ = writeln!(
        part,
        "Rule {}, wire {} ({}), Rust {}.",
        code(change.rule.id),
        wire(change),
        change.direction.as_str(),
        change.rust
    );
    let place = places(change);
    if !place.is_empty() {
        let _ = write!(part, "\n{}\n", code(&place));
    }
    if !change.items.is_empty() {
        part.push_str("\n```diff\n");
        for item in change.items.iter().take(NAMES) {
            if let Some(old) = &item.old {
                let _ = writeln!(part, "- {}: {}", item.path, fenced(old));
            }
            if let Some(new) = &item.new {
                let _ = writeln!(part, "+ {}: {}", item.path, fenced(new));
            }
        }
        part.push_str("```\n");
        if change.items.len() > NAMES {
            let _ = write!(part, "\nand {} items more\n", change.items.len() - NAMES);
        }
    }
    if !change.operations.is_empty() {
        let _ = write!(
            part,
            "\nReached by {}.\n",
            text(&first(&change.operations, NAMES))
        );
    }
    if let Some(silent) = change.silent {
        let _ = write!(part, "\n{}\n", silent.sentence());
    }
    let _ = write!(part, "\n{} {}\n", change.reason(), change.rule.advice);
    if let Some(softening) = &change.softening {
        let _ = write!(part, "\n{softening}\n");
    }
    if let Some(accepted) = &change.accepted {
        let _ = write!(
            part,
            "\nAccepted as {}: {}\n",
            accepted.level,
            text(&accepted.reason)
        );
    }
    part.push_str("\n</details>\n");
    part
}

/// A text that is not too long for a line.
fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MOST).collect();
    short.push('…');
    short
}

/// A line inside a fence, which it must not close.
fn fenced(text: &str) -> String {
    shortened(text)
        .replace("```", "'''")
        .replace(['\n', '\r'], " ")
}

/// A text as a code span.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace(['\n', '\r'], " "))
}

/// What a document says, as text: no markup of it counts, but for code spans.
fn text(text: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for character in text.chars() {
        match character {
            '`' => {
                is_code = !is_code;
                out.push(character);
            }
            '\n' | '\r' => out.push(' '),
            '<' | '>' | '*' | '_' | '[' | ']' | '#' | '@' | '\\' | '!' if !is_code => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    if is_code {
        out.push('`');
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn html(text: &str) -> String {
    super::html::escaped(&text.replace(['\n', '\r'], " "))
}
