//! The summary of a run: the differences between the crate and the document.

use std::fmt::Write as _;

use super::untyped::Untyped;
use crate::diagnostic::{Effect, Locate, Report, Verbosity, code};
use crate::escape::line;
use crate::location::SourceLocation;

/// The maximum number of locations per reason in a summary.
const MAX_LOCATIONS_OF_REASON: usize = 3;

/// Returns the number of approximated and omitted parts by code, and the untyped values by reason and position; empty if there are
/// none.
pub(crate) fn summary<L: Locate>(
    report: &Report<'_, L>,
    untyped: &[Untyped],
    sources: &L,
    verbosity: Verbosity,
) -> String {
    let mut text = String::new();
    for (effect, what) in [
        (Effect::LeftOut, "left out"),
        (Effect::Approximated, "approximated"),
        (Effect::Untyped, "without a type"),
    ] {
        let mut codes = report.codes(effect);
        // Their locations are listed below.
        codes.retain(|(known, _)| *known != code::UNTYPED);
        if codes.is_empty() {
            continue;
        }
        let codes = codes.iter().map(|(code, count)| format!("{count} {code}"));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {what}: {}", codes.collect::<Vec<_>>().join(", "));
    }
    if untyped.is_empty() {
        return text;
    }
    let _ = writeln!(
        text,
        "  untyped (serde_json::Value): {}",
        plural(untyped.len(), "value")
    );
    for (reason, mut locations) in by_reason(untyped) {
        let _ = writeln!(
            text,
            "    {}: {}",
            line(reason),
            plural(locations.len(), "value")
        );
        let number = locations.len();
        if verbosity == Verbosity::Summary {
            locations.truncate(MAX_LOCATIONS_OF_REASON);
        }
        for at in &locations {
            let _ = writeln!(text, "      {}", line(&position(at, sources)));
        }
        if number > locations.len() {
            let more = number - locations.len();
            let _ = writeln!(text, "      and {more} more; --report lists all");
        }
    }
    text
}

fn plural(number: usize, what: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {what}{ending}")
}

/// Groups the locations by reason, the most frequent reason first.
fn by_reason(untyped: &[Untyped]) -> Vec<(&str, Vec<&SourceLocation>)> {
    let mut groups: Vec<(&str, Vec<&SourceLocation>)> = Vec::new();
    for position in untyped {
        match groups
            .iter_mut()
            .find(|(reason, _)| *reason == position.reason)
        {
            Some((_, locations)) => locations.push(&position.at),
            None => groups.push((&position.reason, vec![&position.at])),
        }
    }
    groups.sort_by_key(|(_, locations)| std::cmp::Reverse(locations.len()));
    groups
}

/// Returns a location as path, line, column and pointer.
fn position(at: &SourceLocation, sources: &impl Locate) -> String {
    let path = sources.source(at.file).map_or("", |(path, _)| path);
    match sources.locate(at) {
        Some(span) => format!("{path}:{}:{} #{}", span.line, span.column, at.pointer),
        None => format!("{path} #{}", at.pointer),
    }
}
