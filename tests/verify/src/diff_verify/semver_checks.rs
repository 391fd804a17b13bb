//! Runs cargo-semver-checks, if it is installed.

use super::finding::Finding;
use super::listing::CRATE;
use crate::cargo_harness::cargo::program;
use apicrate::Failure;
use apicrate_codegen::diff::SemverLevel;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The tool.
#[derive(Debug)]
pub(super) struct SemverChecks;

impl SemverChecks {
    /// Returns the tool, if Cargo knows it.
    pub(super) fn find() -> Option<Self> {
        let output = Command::new(program())
            .args(["semver-checks", "--version"])
            .output();
        output
            .is_ok_and(|output| output.status.success())
            .then_some(Self)
    }

    /// Compares two crates by the JSON of rustdoc. Each is a file with the suffix of the crate's name, which the tool would take
    /// for a part of every path.
    ///
    /// # Errors
    ///
    /// Returns an error if the tool cannot be run, or prints no summary.
    pub(super) fn run(&self, old: (&Path, &str), new: (&Path, &str)) -> Result<Finding, Failure> {
        let folder = tempfile::tempdir().map_err(Failure::new)?;
        let file = |(path, key): (&Path, &str), name: &str| {
            let text = fs::read_to_string(path)?;
            let text = text.replace(&format!("{CRATE}_{key}"), CRATE);
            let path = folder.path().join(name);
            fs::write(&path, text.replace(&format!("{CRATE}-{key}"), CRATE))?;
            Ok(path)
        };
        let cannot = |error: std::io::Error| {
            Failure::new(format_args!("cannot run cargo-semver-checks: {error}"))
        };
        let (old, new) = (
            file(old, "old.json").map_err(cannot)?,
            file(new, "new.json").map_err(cannot)?,
        );
        let output = Command::new(program())
            .args([
                "semver-checks",
                "--color",
                "never",
                "--release-type",
                "patch",
            ])
            .arg("--baseline-rustdoc")
            .arg(old)
            .arg("--current-rustdoc")
            .arg(new)
            .output()
            .map_err(cannot)?;
        let text =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        read(&text).ok_or_else(|| {
            Failure::new(format_args!(
                "cargo-semver-checks prints no summary:\n{}",
                text.trim_end()
            ))
        })
    }
}

/// Parses the tool's report.
fn read(text: &str) -> Option<Finding> {
    let summary = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("Summary "))?;
    let level = if summary.contains("new major version") {
        SemverLevel::Major
    } else if summary.contains("new minor version") {
        SemverLevel::Minor
    } else if summary.contains("no semver update required") {
        SemverLevel::None
    } else {
        return None;
    };
    let failed = text
        .lines()
        .filter_map(|line| line.strip_prefix("--- failure "));
    let what = failed.map(|line| line.trim_end_matches([' ', '-']).to_owned());
    Some(Finding {
        level,
        what: what.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_has_the_level_and_the_failures() {
        let text = "--- failure struct_missing: pub struct removed ---\n\n     \
                    Summary semver requires new major version: 1 major and 0 minor checks failed\n";
        let finding = read(text).expect("there is a summary");
        assert_eq!(finding.level, SemverLevel::Major);
        assert_eq!(finding.what, ["struct_missing: pub struct removed"]);
        let text = "     Summary no semver update required\n";
        assert_eq!(
            read(text).map(|finding| finding.level),
            Some(SemverLevel::None)
        );
        assert_eq!(read("error: no such file\n"), None);
    }
}
