//! Generated files are formatted as by rustfmt with its default options.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::cases::{cases, root};

/// Returns the Rust files in a folder and its subfolders.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Returns the folders with the expected files of the golden cases.
fn expected_folders() -> Vec<PathBuf> {
    let cases = cases("golden").into_iter();
    cases.map(|case| case.path("expected")).collect()
}

/// Checks the format of all files with one run of rustfmt.
fn check(files: &[PathBuf]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = folder.path().join("rustfmt.toml");
    fs::write(&config, "").expect("the folder is writable");
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--config-path"])
        .arg(&config)
        .args(files)
        .output()
        .expect("rustfmt is installed");
    let differences = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}{differences}");
}

/// Creates a file for each module that a file declares and that does not exist.
fn create_missing_modules(file: &Path) {
    let text = fs::read_to_string(file).expect("the file is readable");
    let folder = file.parent().expect("the file is in a folder");
    for line in text.lines() {
        let Some((_, name)) = line
            .strip_suffix(';')
            .and_then(|line| line.split_once("mod "))
        else {
            continue;
        };
        let name = name.trim_start_matches("r#");
        let path = folder.join(format!("{name}.rs"));
        if !path.exists() && !folder.join(name).join("mod.rs").exists() {
            fs::write(path, "//! Not compared.\n").expect("the folder is writable");
        }
    }
}

#[test]
fn golden_files_are_formatted() {
    let copy = tempfile::tempdir().expect("a temporary folder");
    let golden = root().join("tests/golden");
    let mut files = Vec::new();
    for expected in expected_folders() {
        for file in rust_files(&expected) {
            let to = copy.path().join(
                file.strip_prefix(&golden)
                    .expect("the file is in the folder of the cases"),
            );
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            fs::copy(&file, &to).expect("the file is copied");
            files.push(to);
        }
    }
    assert!(files.len() > 200);
    for file in &files {
        create_missing_modules(file);
    }
    check(&files);
}

#[test]
fn the_committed_client_is_formatted() {
    check(&[root().join("generated/src/lib.rs")]);
}

#[test]
fn no_generated_item_is_skipped_by_rustfmt() {
    let mut folders = expected_folders();
    folders.push(root().join("generated/src"));
    for file in folders.iter().flat_map(|folder| rust_files(folder)) {
        let text = fs::read_to_string(&file).expect("the file is readable");
        assert!(!text.contains("#[rustfmt::skip]"), "{}", file.display());
    }
}
