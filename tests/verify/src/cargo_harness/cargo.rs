//! Runs Cargo on the crates, and parses its messages.
//!
//! A warning among the messages is a failure. Denying warnings by flags instead would build the dependencies again for each
//! tool, because the tools need different flags.

use super::messages;
use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// A tool that checks a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Tool {
    /// `cargo check`
    Check,
    /// `cargo clippy`
    Clippy,
    /// `cargo doc --no-deps`
    Doc,
    /// `cargo fmt --check`
    Fmt,
}

impl Tool {
    /// All tools.
    pub(crate) const ALL: [Self; 4] = [Self::Check, Self::Clippy, Self::Doc, Self::Fmt];

    /// Returns the name of the command.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Fmt => "fmt",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Clippy => &["clippy"],
            Self::Doc => &["doc", "--no-deps"],
            // rustfmt's default instead of this repository's option.
            Self::Fmt => &["--config", "use_field_init_shorthand=false"],
        }
    }
}

/// The duration of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing {
    /// The time from start to end.
    pub(crate) elapsed: Duration,
    /// `true` if an earlier run had done all work.
    pub(crate) fresh: bool,
}

/// The result of a run of Cargo.
#[derive(Debug)]
pub(crate) struct CargoRun {
    /// The duration.
    pub(crate) timing: Timing,
    /// The first error or warning, and the number of both.
    pub(crate) failure: Option<String>,
}

/// Runs a tool on the package in a folder.
pub(crate) fn run(tool: Tool, package: &Path, build: &Path) -> CargoRun {
    match tool {
        Tool::Fmt => format(tool.arguments(), package),
        _ => cargo(tool.arguments(), package, build),
    }
}

/// Compares the files of the package in a folder with rustfmt's output.
fn format(arguments: &[&str], package: &Path) -> CargoRun {
    let start = Instant::now();
    let output = Command::new(program())
        .args(["fmt", "--check", "--manifest-path"])
        .arg(package.join("Cargo.toml"))
        .arg("--")
        .args(arguments)
        .output();
    let failure = match output {
        Err(error) => Some(format!("cannot start Cargo: {error}")),
        Ok(output) if output.status.success() => None,
        Ok(output) => {
            let errors = String::from_utf8_lossy(&output.stderr);
            let differences = String::from_utf8_lossy(&output.stdout);
            Some(format!("{errors}{differences}"))
        }
    };
    let elapsed = start.elapsed();
    CargoRun {
        timing: Timing {
            elapsed,
            fresh: false,
        },
        failure,
    }
}

/// Builds the package in a folder.
pub(crate) fn build(package: &Path, build: &Path) -> CargoRun {
    cargo(&["build"], package, build)
}

fn cargo(arguments: &[&str], package: &Path, build: &Path) -> CargoRun {
    let start = Instant::now();
    let manifest = package.join("Cargo.toml");
    let output = Command::new(program())
        .args(arguments)
        .args(["--quiet", "--message-format=json", "--manifest-path"])
        .arg(&manifest)
        .arg("--target-dir")
        .arg(build)
        .output();
    let elapsed = start.elapsed();
    let (failure, fresh) = match output {
        Err(error) => (Some(format!("cannot start Cargo: {error}")), false),
        Ok(output) => {
            let messages = Messages::parse(&output.stdout, &manifest);
            let errors = String::from_utf8_lossy(&output.stderr);
            (
                messages.failure(output.status.success(), &errors),
                messages.fresh,
            )
        }
    };
    CargoRun {
        timing: Timing { elapsed, fresh },
        failure,
    }
}

/// Returns the Cargo that runs this program, or `cargo`.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The messages of Cargo about one package.
#[derive(Debug, Default)]
struct Messages {
    errors: Vec<String>,
    warnings: Vec<String>,
    fresh: bool,
}

impl Messages {
    fn parse(output: &[u8], manifest: &Path) -> Self {
        let mut messages = Self::default();
        for message in messages::parse(output) {
            match message {
                Message::CompilerArtifact(artifact)
                    if is_same(artifact.manifest_path.as_std_path(), manifest) =>
                {
                    messages.fresh = artifact.fresh;
                }
                Message::CompilerMessage(message) => messages.add(message.message),
                _ => {}
            }
        }
        messages
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        let is_summary = diagnostic.spans.is_empty()
            && (diagnostic.message.starts_with("aborting due to")
                || diagnostic.message.ends_with(" emitted")
                || diagnostic.message.starts_with("For more information"));
        if is_summary {
            return;
        }
        let is_error = messages::is_error(&diagnostic);
        let is_warning = diagnostic.level == DiagnosticLevel::Warning;
        let text = diagnostic.rendered.unwrap_or(diagnostic.message);
        if is_error {
            self.errors.push(text);
        } else if is_warning {
            self.warnings.push(text);
        }
    }

    fn failure(&self, success: bool, stderr: &str) -> Option<String> {
        let first = match (self.errors.first(), self.warnings.first()) {
            (Some(first), _) | (None, Some(first)) => first.trim_end(),
            // An error of Cargo itself is not a message of the compiler.
            (None, None) if !success => stderr.trim_end(),
            (None, None) => return None,
        };
        Some(match (self.errors.len(), self.warnings.len()) {
            (0, 0) => first.to_owned(),
            (errors, warnings) => {
                format!("{errors} errors, {warnings} warnings; the first:\n{first}")
            }
        })
    }
}

fn is_same(path: &Path, manifest: &Path) -> bool {
    path == manifest
        || manifest
            .canonicalize()
            .is_ok_and(|manifest| path == manifest)
}

#[cfg(test)]
mod tests {
    use super::messages::samples::{artifact, diagnostic};
    use super::*;

    fn parse(lines: &[String]) -> Messages {
        Messages::parse(lines.concat().as_bytes(), Path::new("/a/Cargo.toml"))
    }

    #[test]
    fn the_first_error_takes_precedence_over_the_first_warning() {
        let messages = parse(&[
            diagnostic("/a", "warning", "unused", true),
            "not JSON\n".to_owned(),
            diagnostic("/a", "error", "mismatched", true),
            diagnostic("/a", "error", "aborting due to 1 previous error", false),
        ]);
        assert_eq!(
            messages.failure(false, "").as_deref(),
            Some("1 errors, 1 warnings; the first:\nerror: mismatched")
        );
    }

    #[test]
    fn a_warning_is_a_failure_but_its_summary_is_not() {
        let summary = diagnostic("/a", "warning", "1 warning emitted", false);
        assert_eq!(parse(&[summary]).failure(true, ""), None);
        let warning = diagnostic("/a", "warning", "unused", true);
        assert!(parse(&[warning]).failure(true, "").is_some());
    }

    #[test]
    fn an_error_of_cargo_is_a_failure() {
        assert_eq!(
            parse(&[]).failure(false, "error: no lock\n").as_deref(),
            Some("error: no lock")
        );
    }

    #[test]
    fn a_package_is_fresh_if_its_own_artifact_is() {
        assert!(parse(&[artifact("/a", true)]).fresh);
        assert!(!parse(&[artifact("/a", false)]).fresh);
        assert!(!parse(&[artifact("/b", true)]).fresh);
    }
}
