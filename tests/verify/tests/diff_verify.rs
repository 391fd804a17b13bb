//! Runs `cargo verify diff-verify` on pairs of documents.

use std::fs;
use std::process::Command;

const OLD: &str = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: { /pets: { get: { responses: {} } } }\n";

const NEW: &str = "openapi: 3.0.3\ninfo: { title: Cars, version: '1' }\npaths: { /cars: { get: { responses: {} } } }\n";

#[test]
fn documents_of_different_apis_are_reported_after_the_other_pairs() {
    let folder = tempfile::tempdir().expect("a folder can be created");
    let pair = folder.path().join("pairs/cars");
    fs::create_dir_all(&pair).expect("a folder can be created");
    for (name, text) in [("old.yaml", OLD), ("new.yaml", NEW)] {
        fs::write(pair.join(name), text).expect("it can be written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_verify"))
        .args(["diff-verify", "--all", "pairs"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("different APIs"), "{err}");
    assert!(err.ends_with("pairs/cars could not be compared\n"), "{err}");
    assert!(out.contains("0 pairs"), "{out}");
}
