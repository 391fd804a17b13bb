//! Runs Cargo on many crates at once, and reports which of them do not compile.

use super::workspace::Workspace;
use crate::cargo_harness::cargo::program;
use crate::cargo_harness::messages;
use apicrate::Failure;
use cargo_metadata::diagnostic::Diagnostic;
use cargo_metadata::{Message, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::Command;

/// The JSON of rustdoc is unstable. The variable is the same for every run, or everything would be built again.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// The result of a run: the first error of each package.
#[derive(Debug, Default)]
pub(super) struct CargoRun {
    pub(super) errors: BTreeMap<String, String>,
    /// The packages that compiled, in this run or an earlier one.
    pub(super) compiled: BTreeSet<String>,
    /// The errors of Cargo itself.
    stderr: String,
}

impl CargoRun {
    /// Returns the reason why a package did not compile, or `None` if it did.
    pub(super) fn failure(&self, package: &str) -> Option<&str> {
        match self.errors.get(package) {
            Some(error) => Some(error),
            None if self.compiled.contains(package) => None,
            None => Some(self.stderr.trim_end()),
        }
    }
}

/// Writes the JSON of rustdoc for packages below `doc/` of the target folder.
///
/// # Errors
///
/// Returns an error if Cargo cannot be started.
pub(super) fn document(workspace: &Workspace, packages: &[String]) -> Result<CargoRun, Failure> {
    let flags = "-Zunstable-options --output-format json --document-private-items \
                 --document-hidden-items --cap-lints allow";
    run(workspace, &["doc", "--no-deps"], packages, Some(flags))
}

/// Runs `cargo check` on packages.
///
/// # Errors
///
/// Returns an error if Cargo cannot be started.
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
        .map_err(|error| Failure::new(format_args!("cannot start Cargo: {error}")))?;
    let mut run = parse(&output.stdout);
    run.stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(run)
}

/// Returns the version of the compiler that Cargo uses.
///
/// # Errors
///
/// Returns an error if it cannot be started.
pub(super) fn compiler() -> Result<String, Failure> {
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(program).arg("-vV").output();
    let output =
        output.map_err(|error| Failure::new(format_args!("cannot start rustc: {error}")))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn parse(output: &[u8]) -> CargoRun {
    let mut run = CargoRun::default();
    for message in messages::parse(output) {
        match message {
            Message::CompilerArtifact(artifact) => run.compiled.extend(package(&artifact.target)),
            Message::CompilerMessage(message) if messages::is_error(&message.message) => {
                let Diagnostic {
                    message: text,
                    rendered,
                    ..
                } = message.message;
                if let Some(package) = package(&message.target) {
                    let text = rendered.unwrap_or(text);
                    run.errors.entry(package).or_insert(text);
                }
            }
            _ => {}
        }
    }
    run
}

/// Returns the name of a package of this workspace from its folder, which has the name or, for a client, the key.
fn package(target: &Target) -> Option<String> {
    let folder = messages::package_folder(target)?;
    let name = folder.file_name()?.to_string_lossy().into_owned();
    let is_client = folder.parent()?.file_name()? == "clients";
    Some(if is_client {
        super::workspace::client_of(&name)
    } else {
        name
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo_harness::messages::samples::{artifact, diagnostic};

    #[test]
    fn the_first_error_of_a_package_is_its_failure_and_a_warning_is_not() {
        let text = [
            diagnostic("/a/users/one", "error", "first", true),
            diagnostic("/a/users/one", "error", "second", true),
            diagnostic("/a/users/two", "warning", "unused", true),
            artifact("/a/users/two", false),
        ];
        let run = parse(text.concat().as_bytes());
        assert_eq!(run.failure("one"), Some("error: first\n"));
        assert_eq!(run.failure("two"), None);
        assert_eq!(run.failure("three"), Some(""));
    }
}
