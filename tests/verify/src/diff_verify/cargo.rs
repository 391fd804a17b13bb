//! Runs Cargo on many crates at once, and reads which of them it refused.

use super::workspace::Workspace;
use crate::cargo_harness::cargo::program;
use apicrate::Failure;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::Command;

/// rustdoc's JSON is no stable output. The variable has to be the same for every run, or all is built again.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// What came of a run: by package, its first error.
#[derive(Debug, Default)]
pub(super) struct CargoRun {
    pub(super) errors: BTreeMap<String, String>,
    /// The packages that were compiled, now or before.
    pub(super) compiled: BTreeSet<String>,
    /// What Cargo itself told.
    told: String,
}

impl CargoRun {
    /// Why a package was not compiled; `None` where it was.
    pub(super) fn failure(&self, package: &str) -> Option<&str> {
        match self.errors.get(package) {
            Some(error) => Some(error),
            None if self.compiled.contains(package) => None,
            None => Some(self.told.trim_end()),
        }
    }
}

/// Has rustdoc write the JSON of packages below `doc/` of the target folder.
///
/// # Errors
///
/// When Cargo cannot be started.
pub(super) fn document(workspace: &Workspace, packages: &[String]) -> Result<CargoRun, Failure> {
    let flags = "-Zunstable-options --output-format json --document-private-items \
                 --document-hidden-items --cap-lints allow";
    run(workspace, &["doc", "--no-deps"], packages, Some(flags))
}

/// Checks packages.
///
/// # Errors
///
/// When Cargo cannot be started.
pub(super) fn check(workspace: &Workspace, packages: &[String]) -> Result<CargoRun, Failure> {
    run(workspace, &["check"], packages, None)
}

fn run(
    workspace: &Workspace,
    arguments: &[&str],
    packages: &[String],
    rustdoc: Option<&str>,
) -> Result<CargoRun, Failure> {
    let mut command = Command::new(program());
    command
        .args(arguments)
        .args(["--quiet", "--keep-going", "--message-format=json"])
        .arg("--manifest-path")
        .arg(workspace.manifest())
        .arg("--target-dir")
        .arg(workspace.build())
        .env(UNSTABLE.0, UNSTABLE.1);
    if let Some(flags) = rustdoc {
        command.env("RUSTDOCFLAGS", flags);
    }
    for package in packages {
        command.args(["--package", package]);
    }
    let output = command
        .output()
        .map_err(|error| Failure::new(format_args!("Cargo cannot be started: {error}")))?;
    let mut ran = read(&String::from_utf8_lossy(&output.stdout));
    ran.told = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(ran)
}

/// The version of the compiler that Cargo uses.
///
/// # Errors
///
/// When it cannot be started.
pub(super) fn compiler() -> Result<String, Failure> {
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(program).arg("-vV").output();
    let output =
        output.map_err(|error| Failure::new(format_args!("rustc cannot be started: {error}")))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A message of Cargo (The Cargo Book, "External tools").
#[derive(Debug, Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<String>,
    message: Option<Diagnostic>,
}

#[derive(Debug, Deserialize)]
struct Diagnostic {
    message: String,
    level: String,
    rendered: Option<String>,
}

fn read(messages: &str) -> CargoRun {
    let mut ran = CargoRun::default();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Message>(line) else {
            continue;
        };
        let Some(package) = message.manifest_path.as_deref().and_then(package) else {
            continue;
        };
        match (message.reason.as_str(), message.message) {
            ("compiler-artifact", _) => {
                ran.compiled.insert(package);
            }
            ("compiler-message", Some(told)) if told.level.starts_with("error") => {
                let text = told.rendered.unwrap_or(told.message);
                ran.errors.entry(package).or_insert(text);
            }
            _ => {}
        }
    }
    ran
}

/// The package of a manifest of this workspace, whose folders are called by keys or names.
fn package(manifest: &str) -> Option<String> {
    let folder = std::path::Path::new(manifest).parent()?;
    let name = folder.file_name()?.to_string_lossy().into_owned();
    let of = folder.parent()?.file_name()?;
    if of == "clients" {
        return Some(super::workspace::client_of(&name));
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_of_a_package_is_kept_and_a_warning_is_none() {
        let message = |folder: &str, level: &str, text: &str| {
            format!(
                r#"{{"reason":"compiler-message","manifest_path":"/a/{folder}/Cargo.toml","message":{{"message":"{text}","level":"{level}","rendered":null}}}}"#
            )
        };
        let text = [
            message("users/one", "error", "first"),
            message("users/one", "error", "second"),
            message("users/two", "warning", "unused"),
            r#"{"reason":"compiler-artifact","manifest_path":"/a/users/two/Cargo.toml"}"#
                .to_owned(),
        ];
        let ran = read(&text.join("\n"));
        assert_eq!(ran.failure("one"), Some("first"));
        assert_eq!(ran.failure("two"), None);
        assert_eq!(ran.failure("three"), Some(""));
    }
}
