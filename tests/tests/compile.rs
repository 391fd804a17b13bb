//! The clients of the golden cases compile without a warning, and do over HTTP what their `drive.rs` says.

use std::path::Path;
use std::sync::OnceLock;
use tests::crates::{Workspace, has_clippy};

fn cargo(arguments: &[&str]) {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    let workspace =
        WORKSPACE.get_or_init(|| Workspace::write(Path::new(env!("CARGO_TARGET_TMPDIR"))));
    if let Err(printed) = workspace.cargo(arguments) {
        panic!("cargo {}:\n{printed}", arguments.join(" "));
    }
}

#[test]
fn clients_give_no_warning_of_the_compiler_or_of_clippy() {
    // A toolchain may come without Clippy.
    let command = if has_clippy() { "clippy" } else { "check" };
    cargo(&[command, "--workspace", "--keep-going"]);
}

#[test]
fn a_client_compiles_with_any_of_its_tags() {
    // With none of them it is compiled where all clients are.
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
fn documentation_of_clients_gives_no_warning() {
    cargo(&["doc", "--workspace", "--no-deps", "--keep-going"]);
}

#[test]
fn examples_in_the_documentation_of_clients_compile() {
    cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]);
}

#[test]
fn clients_send_and_read_what_the_documents_say() {
    cargo(&[
        "test",
        "--package",
        "drives",
        "--test",
        "drives",
        "--no-fail-fast",
    ]);
}
