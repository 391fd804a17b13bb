//! What a run ends with: what the crate does not say as the document does.

use std::fmt::Write as _;

use super::untyped::Untyped;
use crate::diagnostic::{Effect, Locate, Report, Verbosity, code};
use crate::location::SourceLocation;

/// How many places are named for one reason where a summary will do.
const PLACES_OF_ONE_REASON: usize = 3;

/// What has no type, by reason and place, and how often the document was approximated or something of it left out; empty where
/// everything is as the document says.
pub(crate) fn summary<L: Locate>(
    report: &Report<'_, L>,
    untyped: &[Untyped],
    sources: &L,
    detail: Verbosity,
) -> String {
    let mut text = String::new();
    for (effect, what) in [
        (Effect::LeftOut, "left out"),
        (Effect::Approximated, "approximated"),
        (Effect::Untyped, "without a type"),
    ] {
        let mut codes = report.codes(effect);
        // Their places are told below.
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
        "  any JSON value (serde_json::Value): {}",
        plural(untyped.len(), "place")
    );
    for (reason, mut places) in by_reason(untyped) {
        let _ = writeln!(text, "    {reason}: {}", plural(places.len(), "place"));
        let number = places.len();
        if detail == Verbosity::Summary {
            places.truncate(PLACES_OF_ONE_REASON);
        }
        for at in &places {
            let _ = writeln!(text, "      {}", place(at, sources));
        }
        if number > places.len() {
            let more = number - places.len();
            let _ = writeln!(text, "      and {more} more; --report lists all");
        }
    }
    text
}

fn plural(number: usize, what: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {what}{ending}")
}

/// The places by their reasons, the most frequent reason first.
fn by_reason(untyped: &[Untyped]) -> Vec<(&str, Vec<&SourceLocation>)> {
    let mut groups: Vec<(&str, Vec<&SourceLocation>)> = Vec::new();
    for place in untyped {
        match groups
            .iter_mut()
            .find(|(reason, _)| *reason == place.reason)
        {
            Some((_, places)) => places.push(&place.at),
            None => groups.push((&place.reason, vec![&place.at])),
        }
    }
    groups.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    groups
}

/// A place as people look for it: path, line and column, and the pointer.
fn place(at: &SourceLocation, sources: &impl Locate) -> String {
    let path = sources.source(at.file).map_or("", |(path, _)| path);
    match sources.locate(at) {
        Some(span) => format!("{path}:{}:{} #{}", span.line, span.column, at.pointer),
        None => format!("{path} #{}", at.pointer),
    }
}
