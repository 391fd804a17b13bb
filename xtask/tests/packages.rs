//! Checks the metadata of published packages, and the dependencies of the commands.

use serde_json::Value;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Returns the standard output of Cargo.
fn cargo(root: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env::var_os("CARGO").expect("Cargo runs the tests"))
        .args(arguments)
        .arg("--offline")
        .current_dir(root)
        .output()
        .expect("Cargo can be started");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    output.stdout
}

/// Returns the members of the workspace that are published, in the form of `cargo metadata`.
fn published(root: &Path) -> Vec<Value> {
    let metadata = cargo(root, &["metadata", "--format-version=1", "--no-deps"]);
    let metadata: Value = serde_json::from_slice(&metadata).expect("it is JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let is_published = |package: &&Value| package["publish"].is_null();
    packages.iter().filter(is_published).cloned().collect()
}

#[test]
fn published_packages_have_licences_a_readme_and_all_metadata() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let packages = published(&root);
    assert_eq!(packages.len(), 4);
    for package in packages {
        let name = &package["name"];
        for key in [
            "description",
            "license",
            "readme",
            "repository",
            "rust_version",
        ] {
            assert!(package[key].is_string(), "{name} has no {key}");
        }
        for key in ["keywords", "categories"] {
            let count = package[key].as_array().map_or(0, Vec::len);
            assert!((1..=5).contains(&count), "{name} has {count} {key}");
        }
        let manifest = package["manifest_path"].as_str().expect("it has a path");
        let folder = Path::new(manifest).parent().expect("it is in a folder");
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let own = fs::read(folder.join(licence)).unwrap_or_default();
            let expected = fs::read(root.join(licence)).expect("the repository has it");
            assert!(
                own == expected,
                "{name}: copy {licence} from the repository"
            );
        }
    }
}

/// Returns the names of the crates that a build of a package compiles.
fn dependencies(root: &Path, arguments: &[&str]) -> Vec<String> {
    let tree = ["tree", "--edges=normal,build", "--prefix=none", "--package"];
    let tree = cargo(root, &[&tree[..], arguments].concat());
    let lines = String::from_utf8_lossy(&tree).into_owned();
    let names = lines.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_commands_of_this_repository_compile_no_crate_of_its_checks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let crates = dependencies(&root, &["xtask"]);
    assert!(crates.contains(&"apicrate".to_owned()), "{crates:?}");
    for name in ["boon", "rand", "rustdoc-types", "rustls"] {
        assert!(!crates.contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn the_generator_without_default_features_compiles_no_c() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let with = dependencies(&root, &["apicrate"]);
    assert!(with.contains(&"cc".to_owned()), "mimalloc is written in C");
    let without = dependencies(&root, &["apicrate", "--no-default-features"]);
    for name in ["cc", "cmake"] {
        assert!(!without.contains(&name.to_owned()), "{name}");
    }
}
