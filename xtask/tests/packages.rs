//! Checks the metadata of the packages that are published.

use serde_json::Value;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The members of the workspace that are published, as `cargo metadata` describes them.
fn published(root: &Path) -> Vec<Value> {
    let cargo = env::var_os("CARGO").expect("Cargo runs the tests");
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .expect("Cargo can be started");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
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
