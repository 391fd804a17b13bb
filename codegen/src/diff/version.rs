//! The version that a change asks for, and what the changelog says of it.

use std::fmt::Write;

use super::review::Review;
use super::verdict::{SemverLevel, SilentChange, WireCompatibility};

/// The core of a semantic version: what goes before `-` and `+`.
fn core(version: &str) -> Option<[u64; 3]> {
    let core = version.trim().split(['-', '+']).next()?;
    let parts: Option<Vec<u64>> = core.split('.').map(|part| part.parse().ok()).collect();
    parts?.try_into().ok()
}

/// The version after `current` that a change of this level asks for, as Cargo counts: below 1.0.0 the first number that is not
/// zero is the major one. `None` where `current` is no semantic version.
///
/// ```
/// use apicrate_codegen::diff::{SemverLevel, version::next_version};
///
/// assert_eq!(next_version("1.4.2", SemverLevel::Minor).as_deref(), Some("1.5.0"));
/// assert_eq!(next_version("0.4.2", SemverLevel::Major).as_deref(), Some("0.5.0"));
/// assert_eq!(next_version("0.4.2", SemverLevel::Minor).as_deref(), Some("0.4.3"));
/// ```
#[must_use]
pub fn next_version(current: &str, level: SemverLevel) -> Option<String> {
    let [major, minor, patch] = core(current)?;
    let [major, minor, patch] = match (level, major, minor) {
        (SemverLevel::None, ..) => return Some(current.trim().to_owned()),
        (_, 0, 0) => [0, 0, patch + 1],
        (SemverLevel::Major, 0, _) => [0, minor + 1, 0],
        (SemverLevel::Minor | SemverLevel::Patch, 0, _) => [0, minor, patch + 1],
        (SemverLevel::Major, ..) => [major + 1, 0, 0],
        (SemverLevel::Minor, ..) => [major, minor + 1, 0],
        (SemverLevel::Patch, ..) => [major, minor, patch + 1],
    };
    Some(format!("{major}.{minor}.{patch}"))
}

/// Whether a version is at least another. `None` where one of them is no semantic version.
#[must_use]
pub fn is_at_least(version: &str, needed: &str) -> Option<bool> {
    Some(core(version)? >= core(needed)?)
}

/// A manifest with another version in its `[package]`, all else as it was; `None` where it says no version of its own.
#[must_use]
pub fn set_package_version(manifest: &str, version: &str) -> Option<String> {
    let mut out = String::with_capacity(manifest.len());
    let mut is_package = false;
    let mut is_done = false;
    for line in manifest.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.starts_with('[') {
            is_package = trimmed == "[package]";
        }
        match value_of(line).filter(|_| is_package && !is_done) {
            Some((start, end)) => {
                out.push_str(&line[..start]);
                out.push_str(version);
                out.push_str(&line[end..]);
                is_done = true;
            }
            None => out.push_str(line),
        }
    }
    is_done.then_some(out)
}

/// The version in the `[package]` of a manifest.
#[must_use]
pub fn package_version(manifest: &str) -> Option<&str> {
    let mut is_package = false;
    for line in manifest.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with('[') {
            is_package = trimmed == "[package]";
        }
        if let Some((start, end)) = value_of(line).filter(|_| is_package) {
            return Some(&line[start..end]);
        }
    }
    None
}

/// Where the text stands in a line `version = "..."`.
fn value_of(line: &str) -> Option<(usize, usize)> {
    let rest = line.trim_start().strip_prefix("version")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|one| ['"', '\''].contains(one))?;
    let start = line.len() - rest.len() + 1;
    let end = start + line[start..].find(quote)?;
    Some((start, end))
}

/// A changelog with the changes of a review under the heading of a version. What stands there is kept as it is: lines are
/// added, and one that is there already is not added again.
#[must_use]
pub fn update_changelog(text: &str, version: &str, review: &Review) -> String {
    let text = if text.trim().is_empty() {
        "# Changelog\n"
    } else {
        text
    };
    let lines: Vec<&str> = text.lines().collect();
    let is_heading = |line: &str| line.starts_with("## ");
    let is_own = |line: &str| {
        let name = line.trim_start_matches('#').trim_start();
        let name = name.trim_start_matches('[').trim_start_matches('v');
        is_heading(line)
            && name.strip_prefix(version).is_some_and(|rest| {
                !rest.starts_with(|next: char| next.is_alphanumeric() || next == '.')
            })
    };
    let own = lines.iter().position(|line| is_own(line));
    let end = own.map(|own| {
        let after = lines[own + 1..].iter().position(|line| is_heading(line));
        after.map_or(lines.len(), |after| own + 1 + after)
    });
    let known = own.zip(end).map_or(&[][..], |(own, end)| &lines[own..end]);
    let added: Vec<String> = entries(review)
        .into_iter()
        .filter(|entry| !known.contains(&entry.as_str()))
        .collect();
    if added.is_empty() && own.is_some() {
        return text.to_owned();
    }
    let first = lines
        .iter()
        .position(|line| is_heading(line) && !line.contains("Unreleased"));
    let at = end.unwrap_or_else(|| first.unwrap_or(lines.len()));
    let mut out = String::new();
    let mut before: Vec<&str> = lines[..at].to_vec();
    while before.last().is_some_and(|line| line.trim().is_empty()) {
        before.pop();
    }
    for line in &before {
        let _ = writeln!(out, "{line}");
    }
    if own.is_none() {
        let _ = write!(out, "\n## {version}\n");
    }
    // Entries go on with a list that is there.
    if own.is_none() || !before.last().is_some_and(|line| line.starts_with("- ")) {
        out.push('\n');
    }
    for entry in added {
        let _ = writeln!(out, "{entry}");
    }
    if at < lines.len() {
        out.push('\n');
    }
    for line in &lines[at..] {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// A line for each change that people who use the crate notice.
fn entries(review: &Review) -> Vec<String> {
    let told = review.changes.iter().filter(|change| !change.is_docs());
    told.map(|change| {
        let word = match (change.silent, change.wire) {
            (Some(SilentChange::Wire), WireCompatibility::Breaking) => "**breaking, silently**: ",
            _ if change.rust == SemverLevel::Major => "**breaking**: ",
            (Some(SilentChange::LeavesUnknown), _) => "**leaves `Unknown`**: ",
            _ => "",
        };
        let message = change.message.replace(['\n', '\r'], " ");
        format!(
            "- {word}`{}`: {message} ({})",
            change.subject, change.rule.id
        )
    })
    .collect()
}
