//! The report: a table with the first failure of each document, or JSON.

use super::names::Names;
use super::outcome::{Counts, Examples, Outcome};
use crate::cargo_harness::cargo::{Timing, Tool};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::Duration;

/// The maximum number of lines of a failure below the table.
const LINES: usize = 12;

const HEADINGS: [&str; 9] = [
    "document",
    "operations",
    "types",
    "lines",
    "generated",
    "checked",
    "untyped",
    "examples",
    "result",
];

/// The headings of the table of names. A fraction is that of arguments and constructors of requests.
const NAME_HEADINGS: [&str; 15] = [
    "document",
    "types",
    "mean",
    "longest",
    "functions",
    "mean",
    "longest",
    "unions",
    "variants",
    "mean",
    "longest",
    "numbered",
    "collisions",
    "arguments",
    "most",
];

/// Returns the table, the first failure of each document, and a summary.
///
/// The column `untyped` has the number of untyped places and, after a slash, how many of them have a schema with constraints.
pub(super) fn text(outcomes: &[Outcome], unneeded: &[String]) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(outcomes.iter().map(row));
    let mut text = aligned(&rows, HEADINGS.len() - 1);
    for outcome in outcomes {
        failures(outcome, &mut text);
    }
    for line in unneeded {
        let _ = write!(text, "\n{line}");
    }
    let _ = write!(text, "\n{}", summary(outcomes, unneeded));
    text
}

/// Returns a table of the names, with the sum as its last row.
pub(super) fn names(outcomes: &[Outcome]) -> String {
    let mut rows = vec![NAME_HEADINGS.map(str::to_owned)];
    let mut all = Names::default();
    for outcome in outcomes {
        if let Some(counts) = &outcome.counts {
            rows.push(name_row(&outcome.source.file, &counts.names));
            all += &counts.names;
        }
    }
    rows.push(name_row("all", &all));
    aligned(&rows, 0)
}

fn name_row(document: &str, names: &Names) -> [String; 15] {
    let count = |number: usize| number.to_string();
    [
        document.to_owned(),
        count(names.types.number),
        names.types.mean(),
        count(names.types.longest),
        count(names.functions.number),
        names.functions.mean(),
        count(names.functions.longest),
        count(names.unions),
        count(names.variants.number),
        names.variants.mean(),
        count(names.variants.longest),
        count(names.numbered),
        count(names.collisions),
        format!("{}/{}", names.arguments, names.constructors),
        count(names.most_arguments),
    ]
}

/// Returns rows with aligned columns: the first one and the column `last_text` to the left, others to the right.
fn aligned<const N: usize>(rows: &[[String; N]], last_text: usize) -> String {
    let widths: Vec<usize> = (0..N)
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let is_text = column == 0 || column == last_text;
            // Writing to a string does not fail.
            let _ = if is_text {
                write!(line, "{cell:width$}  ")
            } else {
                write!(line, "{cell:>width$}  ")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn row(outcome: &Outcome) -> [String; 9] {
    let count = |of: fn(&Counts) -> String| outcome.counts.as_ref().map_or_else(dash, of);
    let checked = match outcome.tools.get(&Tool::Check) {
        None => dash(),
        Some(Timing { fresh: true, .. }) => "earlier".to_owned(),
        Some(timing) => seconds(timing.elapsed),
    };
    [
        outcome.source.file.clone(),
        count(|counts| counts.operations.to_string()),
        count(|counts| counts.types.to_string()),
        count(|counts| counts.lines.to_string()),
        outcome
            .counts
            .as_ref()
            .map_or_else(dash, |_| seconds(outcome.generation)),
        checked,
        count(|counts| format!("{}/{}", counts.untyped.len(), counts.unexplained())),
        outcome.examples.as_ref().map_or_else(dash, examples),
        outcome.result(),
    ]
}

fn dash() -> String {
    "-".to_owned()
}

fn examples(examples: &Examples) -> String {
    format!("{}/{}", examples.ok, examples.total)
}

/// Returns a duration in seconds with one decimal.
pub(super) fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// Returns the first failure, and the number of others.
fn failures(outcome: &Outcome, text: &mut String) {
    let mut failures = outcome.failures();
    let Some(first) = failures.next() else {
        return;
    };
    let _ = writeln!(text, "\n{}: {}", outcome.source.file, first.what);
    let mut lines = first.message.lines();
    for line in lines.by_ref().take(LINES) {
        let _ = writeln!(text, "    {line}");
    }
    let rest = lines.count();
    if rest > 0 {
        let _ = writeln!(text, "    ... and {rest} lines more");
    }
    let others = failures.count();
    if others > 0 {
        let _ = writeln!(
            text,
            "  and {others} more failures; --json lists all of them"
        );
    }
}

fn summary(outcomes: &[Outcome], unneeded: &[String]) -> String {
    let failed = outcomes
        .iter()
        .filter(|outcome| outcome.failures().next().is_some())
        .count();
    let skipped = outcomes
        .iter()
        .filter(|outcome| outcome.skipped.is_some())
        .count();
    let excused = outcomes.iter().flat_map(|outcome| &outcome.problems);
    let excused = excused.filter(|problem| problem.excuse.is_some()).count();
    let mut parts = vec![
        format!("{} documents", outcomes.len()),
        format!("{failed} failed"),
    ];
    let sum = |of: fn(&Examples) -> usize| -> usize {
        outcomes
            .iter()
            .filter_map(|outcome| outcome.examples.as_ref())
            .map(of)
            .sum()
    };
    if outcomes.iter().any(|outcome| outcome.examples.is_some()) {
        parts.push(format!(
            "{} of {} examples the same ({} lost something, {} without a type, {} valid only with leniency)",
            sum(|examples| examples.ok),
            sum(|examples| examples.total),
            sum(|examples| examples.failed),
            sum(|examples| examples.unmapped),
            sum(|examples| examples.tolerated),
        ));
    }
    let counts = outcomes
        .iter()
        .filter_map(|outcome| outcome.counts.as_ref());
    let unformatted: usize = counts.map(|counts| counts.unformatted).sum();
    for (number, what) in [
        (skipped, "skipped"),
        (unformatted, "items not formatted"),
        (excused, "failures excused"),
        (unneeded.len(), "exceptions not needed"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    }
    parts.join(", ")
}

/// Returns the whole report as JSON. Times are in seconds.
pub(super) fn json(outcomes: &[Outcome], unneeded: &[String]) -> String {
    let documents: Vec<Value> = outcomes.iter().map(document).collect();
    let failed = outcomes
        .iter()
        .any(|outcome| outcome.failures().next().is_some());
    let report = json!({
        "ok": !failed && unneeded.is_empty(),
        "documents": documents,
        "unneeded_exceptions": unneeded,
    });
    format!("{report:#}")
}

fn document(outcome: &Outcome) -> Value {
    let tools = outcome.tools.iter().map(|(tool, timing)| {
        let timing = json!({ "seconds": timing.elapsed.as_secs_f64(), "fresh": timing.fresh });
        (tool.name().to_owned(), timing)
    });
    let problems = outcome.problems.iter().map(|problem| {
        json!({ "what": problem.what, "message": problem.message, "excuse": problem.excuse })
    });
    json!({
        "document": outcome.source.file,
        "name": outcome.source.name,
        "result": outcome.result(),
        "skipped": outcome.skipped,
        "generation_seconds": outcome.generation.as_secs_f64(),
        "generated": outcome.counts.as_ref().map(generated),
        "tools": tools.collect::<serde_json::Map<_, _>>(),
        "examples": outcome.examples.as_ref().map(|examples| json!({
            "total": examples.total,
            "ok": examples.ok,
            "failed": examples.failed,
            "tolerated": examples.tolerated,
            "unmapped": examples.unmapped,
            "untyped": examples.untyped,
            "dropped": examples.dropped,
            "notes": examples.notes,
        })),
        "problems": problems.collect::<Vec<_>>(),
    })
}

fn generated(counts: &Counts) -> Value {
    let untyped = counts.untyped.iter().map(|place| {
        json!({ "at": place.at.pointer, "reason": place.reason, "document_is_silent": place.is_silent })
    });
    json!({
        "declared_operations": counts.declared,
        "operations": counts.operations,
        "types": counts.types,
        "lines": counts.lines,
        "unformatted_items": counts.unformatted,
        "diagnostics": counts.diagnostics,
        "value_mentions": counts.mentions,
        "untyped": untyped.collect::<Vec<_>>(),
        "names": counts.names.json(),
    })
}
