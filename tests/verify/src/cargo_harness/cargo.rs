//! Runs Cargo on the crates, and reads what it tells.
//!
//! Warnings are not denied by flags: flags would have to be the same for every tool, or dependencies would be built again
//! for each. Cargo is asked for its messages instead, and a warning among them is a failure.

use serde::Deserialize;
use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// A tool that compiles a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Tool {
    /// `cargo check`
    Check,
    /// `cargo clippy`
    Clippy,
    /// `cargo doc --no-deps`
    Doc,
}

impl Tool {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Check, Self::Clippy, Self::Doc];

    /// The command's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Clippy => &["clippy"],
            Self::Doc => &["doc", "--no-deps"],
        }
    }
}

/// How long a tool took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing {
    /// From start to end.
    pub(crate) elapsed: Duration,
    /// Whether it had nothing to do, since nothing changed after an earlier run.
    pub(crate) fresh: bool,
}

/// What came of a run of Cargo.
#[derive(Debug)]
pub(crate) struct CargoRun {
    /// How long it took.
    pub(crate) timing: Timing,
    /// The first error, or else the first warning, and how many there are of each.
    pub(crate) failure: Option<String>,
}

/// Runs a tool on the package in a folder.
pub(crate) fn run(tool: Tool, package: &Path, build: &Path) -> CargoRun {
    cargo(tool.arguments(), package, build)
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
        Err(error) => (Some(format!("Cargo cannot be started: {error}")), false),
        Ok(output) => {
            let told = Told::read(&String::from_utf8_lossy(&output.stdout), &manifest);
            let errors = String::from_utf8_lossy(&output.stderr);
            (told.failure(output.status.success(), &errors), told.fresh)
        }
    };
    CargoRun {
        timing: Timing { elapsed, fresh },
        failure,
    }
}

/// Where Cargo is: that which runs this program, or else that of the path.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// What Cargo's messages say about one package.
#[derive(Debug, Default)]
struct Told {
    errors: Vec<String>,
    warnings: Vec<String>,
    fresh: bool,
}

/// A message of Cargo (The Cargo Book, "External tools").
#[derive(Debug, Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<String>,
    #[serde(default)]
    fresh: bool,
    message: Option<Diagnostic>,
}

#[derive(Debug, Deserialize)]
struct Diagnostic {
    message: String,
    level: String,
    rendered: Option<String>,
    spans: Vec<serde::de::IgnoredAny>,
}

impl Told {
    fn read(messages: &str, manifest: &Path) -> Self {
        let mut told = Self::default();
        for line in messages.lines() {
            let Ok(message) = serde_json::from_str::<Message>(line) else {
                continue;
            };
            let of_package = message
                .manifest_path
                .is_some_and(|path| is_same(&path, manifest));
            match (message.reason.as_str(), message.message) {
                ("compiler-artifact", _) if of_package => told.fresh = message.fresh,
                ("compiler-message", Some(diagnostic)) => told.add(diagnostic),
                _ => {}
            }
        }
        told
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        let text = diagnostic
            .rendered
            .unwrap_or_else(|| diagnostic.message.clone());
        let is_summary = diagnostic.spans.is_empty()
            && (diagnostic.message.starts_with("aborting due to")
                || diagnostic.message.ends_with(" emitted")
                || diagnostic.message.starts_with("For more information"));
        match diagnostic.level.as_str() {
            "warning" if !is_summary => self.warnings.push(text),
            level if level.starts_with("error") && !is_summary => self.errors.push(text),
            _ => {}
        }
    }

    fn failure(&self, success: bool, stderr: &str) -> Option<String> {
        let first = match (self.errors.first(), self.warnings.first()) {
            (Some(first), _) | (None, Some(first)) => first.trim_end(),
            // What Cargo itself refuses is no message of a compiler.
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

fn is_same(path: &str, manifest: &Path) -> bool {
    let path = Path::new(path);
    path == manifest
        || manifest
            .canonicalize()
            .is_ok_and(|manifest| path == manifest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(level: &str, text: &str, spans: &str) -> String {
        format!(
            r#"{{"reason":"compiler-message","manifest_path":"/a/Cargo.toml","message":{{"message":"{text}","level":"{level}","rendered":"{level}: {text}\n","spans":{spans}}}}}"#
        )
    }

    #[test]
    fn the_first_error_goes_before_the_first_warning() {
        let text = [
            message("warning", "unused", "[{}]"),
            message("error", "mismatched", "[{}]"),
            message("error", "aborting due to 1 previous error", "[]"),
        ]
        .join("\n");
        let told = Told::read(&text, Path::new("/a/Cargo.toml"));
        assert_eq!(
            told.failure(false, "").as_deref(),
            Some("1 errors, 1 warnings; the first:\nerror: mismatched")
        );
    }

    #[test]
    fn a_warning_alone_is_a_failure_and_its_summary_is_none() {
        let summary = message("warning", "1 warning emitted", "[]");
        let told = Told::read(&summary, Path::new("/a/Cargo.toml"));
        assert_eq!(told.failure(true, ""), None);
        let told = Told::read(
            &message("warning", "unused", "[{}]"),
            Path::new("/a/Cargo.toml"),
        );
        assert!(told.failure(true, "").is_some());
    }

    #[test]
    fn what_cargo_refuses_is_told_in_its_words() {
        let told = Told::read("", Path::new("/a/Cargo.toml"));
        assert_eq!(
            told.failure(false, "error: no lock\n").as_deref(),
            Some("error: no lock")
        );
    }

    #[test]
    fn a_package_is_fresh_when_its_own_artifact_is() {
        let artifact = |path: &str| {
            format!(r#"{{"reason":"compiler-artifact","manifest_path":"{path}","fresh":true}}"#)
        };
        let manifest = Path::new("/a/Cargo.toml");
        assert!(Told::read(&artifact("/a/Cargo.toml"), manifest).fresh);
        assert!(!Told::read(&artifact("/b/Cargo.toml"), manifest).fresh);
    }
}
