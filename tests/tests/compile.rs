//! The clients of the golden cases compile without a warning, and their `drive.rs` run against a local server.

use std::path::Path;
use std::sync::OnceLock;
use tests::crates::{Workspace, has_clippy};

/// Runs Cargo in the workspace of the clients that share the runtime.
fn cargo(arguments: &[&str]) {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    let workspace = WORKSPACE.get_or_init(|| Workspace::with_shared_runtime(temporary()));
    run(workspace, arguments);
}

fn temporary() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

fn run(workspace: &Workspace, arguments: &[&str]) {
    if let Err(output) = workspace.cargo(arguments) {
        panic!("cargo {}:\n{output}", arguments.join(" "));
    }
}

/// Returns the command that checks code: Clippy is optional.
fn check() -> &'static str {
    if has_clippy() { "clippy" } else { "check" }
}

#[test]
fn clients_compile_without_a_warning_of_the_compiler_or_of_clippy() {
    cargo(&[check(), "--workspace", "--keep-going"]);
}

#[test]
fn a_client_compiles_with_any_of_its_tags() {
    // The test above compiles it with none of them.
    for feature in ["hens", "large-animals"] {
        cargo(&[
            "check",
            "--package",
            "tag-features-client",
            "--features",
            feature,
        ]);
    }
}

#[test]
fn a_client_compiles_with_any_of_its_groups() {
    for features in ["mock", "cows", "hens,mock", "cows,gates,hens,mock,blocking"] {
        cargo(&[
            check(),
            "--package",
            "group-by-extension-client",
            "--features",
            features,
        ]);
    }
}

#[test]
fn the_documentation_of_clients_has_no_warning() {
    cargo(&["doc", "--workspace", "--no-deps", "--keep-going"]);
}

#[test]
fn examples_in_the_documentation_of_clients_compile() {
    cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]);
}

#[test]
fn clients_send_requests_and_decode_responses_as_declared() {
    cargo(&[
        "test",
        "--package",
        "drives",
        "--test",
        "drives",
        "--no-fail-fast",
    ]);
}

#[test]
#[ignore = "compiles the runtime once for each client: `cargo test -p tests --test compile -- --ignored`"]
fn clients_with_copies_of_the_runtime_have_no_warning() {
    let workspace = Workspace::with_copies_of_the_runtime(temporary());
    run(&workspace, &[check(), "--workspace", "--keep-going"]);
    run(
        &workspace,
        &["doc", "--workspace", "--no-deps", "--keep-going"],
    );
}
