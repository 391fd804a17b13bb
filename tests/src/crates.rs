//! The golden clients as crates on disk: one workspace below the target folder, so that their dependencies are built once.

use crate::cases::root;
use crate::golden::{self, Golden};
use apicrate_codegen::output::Plan;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package with all `drive.rs` in one program, which is linked once.
const DRIVES: &str = "drives";

/// A workspace of all golden clients, and of a package that drives them.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    build: PathBuf,
}

impl Workspace {
    /// Writes the clients that depend on the runtime to the folder `clients` below `temporary`, Cargo's folder for tests. Files that
    /// are up to date are left alone.
    ///
    /// # Panics
    ///
    /// Panics if only one of operations and `drive.rs` exists in a case, or if a file cannot be written.
    #[must_use]
    pub fn with_shared_runtime(temporary: &Path) -> Self {
        Self::write(temporary, "clients", golden::with_shared_runtime())
    }

    /// Writes the clients with their copies of the runtime to the folder `copies` below `temporary`.
    ///
    /// # Panics
    ///
    /// Panics like [`Workspace::with_shared_runtime`].
    #[must_use]
    pub fn with_copies_of_the_runtime(temporary: &Path) -> Self {
        Self::write(temporary, "copies", golden::all())
    }

    fn write(temporary: &Path, name: &str, cases: Vec<Golden>) -> Self {
        let folder = temporary.join(name);
        let cases = chosen(cases);
        for case in &cases {
            assert_eq!(
                case.has_operations(),
                case.case.path("drive.rs").exists(),
                "a case has a drive.rs if and only if its client has operations: {}",
                case.case.name
            );
            // An existing manifest is never written, but here it has to follow the generator.
            let package = folder.join(&case.package);
            write(
                &package.join("Cargo.toml"),
                &format!("{}{DENIED}", case.manifest()),
            );
            if let Some(host) = case.case.read("host.rs") {
                write(&package.join("src/lib.rs"), &host);
            }
            let plan = Plan::new(package, case.files.clone());
            let plan = plan.expect("the folder can be read");
            plan.apply().expect("the crate can be written");
        }
        write(&folder.join("Cargo.toml"), &manifest(&cases));
        write(
            &folder.join(DRIVES).join("Cargo.toml"),
            &drives_manifest(&cases),
        );
        write(&folder.join(DRIVES).join("src/lib.rs"), "");
        write(
            &folder.join(DRIVES).join("tests/drives.rs"),
            &drives(&cases),
        );
        // The versions of this workspace are available without a network.
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the lock file can be copied");
        let build = temporary.parent().unwrap_or(temporary).to_owned();
        Self { folder, build }
    }

    /// Runs Cargo in the workspace, and returns its output.
    ///
    /// # Errors
    ///
    /// Returns the output if Cargo fails.
    ///
    /// # Panics
    ///
    /// Panics if Cargo cannot be started.
    pub fn cargo(&self, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new(program())
            .args(arguments)
            // The servers of the tests use plain HTTP, and TLS takes longest to build.
            .args([
                "--quiet",
                "--offline",
                "--no-default-features",
                "--manifest-path",
            ])
            .arg(self.folder.join("Cargo.toml"))
            .env("RUSTDOCFLAGS", "-D warnings")
            // Shared dependencies are built once, but the results of the workspaces are kept apart.
            .env("CARGO_BUILD_BUILD_DIR", &self.build)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            // A client is built once for each change of the generator.
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .expect("Cargo can be started");
        let printed =
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        if output.status.success() {
            Ok(printed)
        } else {
            Err(printed)
        }
    }
}

/// Returns `true` if Clippy, an optional component of a toolchain, is installed.
#[must_use]
pub fn has_clippy() -> bool {
    let version = Command::new(program())
        .args(["clippy", "--version"])
        .output();
    version.is_ok_and(|output| output.status.success())
}

/// Returns the path of the Cargo that runs the tests.
#[must_use]
pub fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Returns the cases to build: all of them, or those in the comma-separated variable `GOLDEN`.
fn chosen(mut cases: Vec<Golden>) -> Vec<Golden> {
    if let Ok(names) = env::var("GOLDEN") {
        let names: Vec<_> = names.split(',').collect();
        cases.retain(|case| names.contains(&case.case.name.as_str()));
        assert!(!cases.is_empty(), "unknown cases in GOLDEN: {names:?}");
    }
    cases
}

const DENIED: &str = "\n[lints.rust]\nwarnings = \"deny\"\n";

fn manifest(cases: &[Golden]) -> String {
    let packages = cases
        .iter()
        .map(|case| case.package.as_str())
        .chain([DRIVES]);
    let members: String = packages
        .map(|package| format!("    {package:?},\n"))
        .collect();
    let runtime = root().join("codegen/runtime");
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n\
         [patch.crates-io]\napicrate-runtime = {{ path = {runtime:?} }}\n\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n"
    )
}

fn drives_manifest(cases: &[Golden]) -> String {
    let clients = cases.iter().filter(|case| case.has_operations());
    let clients: String = clients
        .map(|case| {
            format!(
                "{0} = {{ path = \"../{0}\", default-features = false, features = {1:?} }}\n",
                case.package,
                features(case),
            )
        })
        .collect();
    format!(
        "[package]\nname = \"{DRIVES}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n{DENIED}\n\
         [dev-dependencies]\n{clients}serde_json = \"1.0\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\nwiremock = \"0.6\"\n"
    )
}

/// Returns all features of a client except TLS. The drives are compiled with them, Clippy and the documentation without.
fn features(case: &Golden) -> Vec<String> {
    let manifest: toml::Table = case.manifest().parse().expect("the manifest is TOML");
    let features = manifest["features"].as_table().expect("features");
    let names = features.keys().map(String::as_str);
    let names = names.filter(|name| !matches!(*name, "default" | "rustls" | "native-tls"));
    names.map(str::to_owned).collect()
}

fn drives(cases: &[Golden]) -> String {
    let server = root().join("tests/src/server.rs");
    let mut text = format!("#[allow(dead_code)]\n#[path = {server:?}]\nmod server;\n");
    for case in cases.iter().filter(|case| case.has_operations()) {
        let module = case.case.name.replace('-', "_");
        let path = case.case.path("drive.rs");
        text.push_str(&format!("#[path = {path:?}]\nmod drive_{module};\n"));
    }
    text
}

/// Writes a file unless it has that text already, which would rebuild the crate.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("the folder can be created");
    fs::write(path, text).expect("the file can be written");
}
