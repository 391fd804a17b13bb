//! The version that a change requires, and the changelog entries for it.

use std::fmt::Write;

use super::review::Review;
use super::verdict::{SemverLevel, SilentChange, WireCompatibility};

/// Parses the part of a semantic version before `-` and `+`.
fn parse_core(version: &str) -> Option<[u64; 3]> {
    let core = version.trim().split(['-', '+']).next()?;
    let parts: Option<Vec<u64>> = core.split('.').map(|part| part.parse().ok()).collect();
    parts?.try_into().ok()
}

/// Returns the version after `current` that a change of this level requires, by Cargo's rules: below 1.0.0 the first non-zero
/// number is the major one. Returns `None` if `current` is not a semantic version.
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
    let [major, minor, patch] = parse_core(current)?;
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

/// Returns `true` if a version is at least `needed`, and `None` if one of them is not a semantic version.
#[must_use]
pub fn is_at_least(version: &str, needed: &str) -> Option<bool> {
    Some(parse_core(version)? >= parse_core(needed)?)
}

/// Replaces the version in the `[package]` of a manifest. Returns `None` if there is none.
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
        match version_range(line).filter(|_| is_package && !is_done) {
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

/// Returns the version in the `[package]` of a manifest.
#[must_use]
pub fn package_version(manifest: &str) -> Option<&str> {
    let mut is_package = false;
    for line in manifest.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with('[') {
            is_package = trimmed == "[package]";
        }
        if let Some((start, end)) = version_range(line).filter(|_| is_package) {
            return Some(&line[start..end]);
        }
    }
    None
}

/// Returns the range of the value in a line `version = "..."`.
fn version_range(line: &str) -> Option<(usize, usize)> {
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

/// Adds the changes of a review to a changelog, under the heading of a version. Existing lines are kept, and entries that exist
/// are not added again.
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
    // Entries continue an existing list.
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

/// Returns an entry for each change that affects users of the crate.
fn entries(review: &Review) -> Vec<String> {
    let relevant = review.changes.iter().filter(|change| !change.is_docs());
    relevant
        .map(|change| {
            let label = match (change.silent, change.wire) {
                (Some(SilentChange::Wire), WireCompatibility::Breaking) => {
                    "**breaking, silently**: "
                }
                _ if change.rust == SemverLevel::Major => "**breaking**: ",
                (Some(SilentChange::LeavesUnknown), _) => "**leaves `UnknownValue`**: ",
                _ => "",
            };
            let message = change.message.replace(['\n', '\r'], " ");
            format!(
                "- {label}`{}`: {message} ({})",
                change.subject, change.rule.id
            )
        })
        .collect()
}
