//! Uses the library as the xtask of another repository: a workspace of its own, whose xtask is one call.

mod folder;

use folder::{DOCUMENT, Run, TestFolder};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MAIN: &str = "fn main() -> std::process::ExitCode {\n    apicrate::main()\n}\n";

const ALIAS: &str = "[alias]\nxtask = \"run --quiet --package xtask --\"\n";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Creates a repository with a document and an xtask.
///
/// Its dependencies are those of the lock file here, built with the same profile in the same target folder, so that they are
/// built once.
fn outside() -> TestFolder {
    let folder = TestFolder::empty();
    let manifest =
        fs::read_to_string(repository().join("Cargo.toml")).expect("the manifest can be read");
    let profile = manifest
        .split_once("[profile.dev]")
        .and_then(|(_, rest)| rest.split_once("[profile.release]"))
        .expect("there is a profile")
        .0;
    let profile: String = profile
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    folder.write(
        "Cargo.toml",
        &format!("[workspace]\nresolver = \"3\"\nmembers = [\"xtask\"]\n\n[profile.dev]{profile}"),
    );
    folder.write(
        "xtask/Cargo.toml",
        &format!(
            "[package]\nname = \"xtask\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\napicrate = {{ path = {:?} }}\n",
            env!("CARGO_MANIFEST_DIR")
        ),
    );
    folder.write("xtask/src/main.rs", MAIN);
    folder.write(".cargo/config.toml", ALIAS);
    folder.write("spec/pets.yaml", DOCUMENT);
    fs::copy(
        repository().join("Cargo.lock"),
        folder.root().join("Cargo.lock"),
    )
    .expect("the lock file can be copied");
    folder
}

fn xtask(folder: &TestFolder, arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = ["xtask"].iter().chain(arguments).copied().collect();
    cargo(folder, &arguments)
}

fn cargo(folder: &TestFolder, arguments: &[&str]) -> Run {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("it is in the target folder");
    let output = Command::new(env::var_os("CARGO").expect("Cargo runs the tests"))
        .args(arguments)
        .current_dir(folder.root())
        .env("CARGO_BUILD_BUILD_DIR", target)
        // The program of this name in the target folder is another one.
        .env("CARGO_TARGET_DIR", folder.root().join("target"))
        .env("CARGO_NET_OFFLINE", "true")
        .env_remove("GITHUB_ACTIONS")
        .env_remove("NO_COLOR")
        .output()
        .expect("Cargo can be started");
    Run::from(output)
}

fn succeed(folder: &TestFolder, arguments: &[&str]) -> String {
    let run = xtask(folder, arguments);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    run.out
}

#[test]
fn one_call_is_the_xtask_of_another_repository() {
    let folder = outside();
    let help = succeed(&folder, &["--help"]);
    assert!(help.contains("Usage: cargo xtask"), "{help}");

    let none = xtask(&folder, &["regenerate"]);
    assert_eq!(none.code, Some(1));
    assert!(
        none.err.contains("`cargo xtask init DOCUMENT`"),
        "{}",
        none.err
    );

    succeed(&folder, &["init", "spec/pets.yaml", "--out", "pets"]);
    let out = succeed(&folder, &["regenerate"]);
    assert!(out.contains("created   pets/src/lib.rs\n"), "{out}");
    succeed(&folder, &["regenerate", "--check"]);

    let old = folder.read("spec/pets.yaml");
    folder.write("old.yaml", &old);
    folder.write(
        "spec/pets.yaml",
        &old.replace("      required: [name]\n", ""),
    );
    let stale = xtask(&folder, &["regenerate", "--check"]);
    assert_eq!(stale.code, Some(1), "{}", stale.out);
    assert!(
        stale
            .err
            .ends_with("error: pets is out of date; run `cargo xtask regenerate`\n"),
        "{}",
        stale.err
    );
    let diff = xtask(&folder, &["diff", "old.yaml", "spec/pets.yaml"]);
    assert_eq!(diff.code, Some(2), "{}", diff.err);
    assert!(
        diff.out.contains("property-became-optional"),
        "{}",
        diff.out
    );

    folder.write(
        "spec/pets.yaml",
        &old.replace("schemas/Pet\"", "schemas/Pte\""),
    );
    let broken = xtask(&folder, &["regenerate"]);
    assert_eq!(broken.code, Some(1));
    assert!(
        broken.err.starts_with("error[unresolved-reference]: "),
        "{}",
        broken.err
    );
}

#[test]
fn features_that_change_the_values_of_serde_json_do_not_reach_the_rest_of_a_repository() {
    let folder = outside();
    let tree = cargo(
        &folder,
        &[
            "tree",
            "--invert=serde_json",
            "--edges=features",
            "--prefix=none",
        ],
    );
    assert_eq!(tree.code, Some(0), "{}", tree.err);
    assert!(
        tree.out.contains("serde_json feature \"std\""),
        "{}",
        tree.out
    );
    for feature in ["preserve_order", "arbitrary_precision"] {
        assert!(!tree.out.contains(feature), "{}", tree.out);
    }
}
