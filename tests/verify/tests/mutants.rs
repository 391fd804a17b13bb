//! Compares the report of `diff` on changes with a known effect with the expected one.

use std::path::Path;
use std::process::Command;

fn mutants(arguments: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO_BIN_EXE_verify"))
        .arg("diff-mutants")
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("the program runs");
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{out}\n{err}");
}

#[test]
fn every_rule_and_direction_has_the_expected_report_on_a_document_with_a_place_for_each() {
    mutants(&[
        "tests/verify/tests/mutants.yaml",
        "--places",
        "2",
        "--complete",
    ]);
}

#[test]
fn every_change_of_the_configured_document_has_the_expected_report() {
    mutants(&["spec/portkey.yaml", "--places", "3"]);
}
