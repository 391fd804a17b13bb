//! Runs a copy of the program outside the repository, as an installed one is.

mod folder;

use folder::DOCUMENT;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A copy of the program, beside an empty folder in which it runs.
struct Installed {
    root: TempDir,
    program: PathBuf,
}

impl Installed {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder can be created");
        let program = root.path().join(format!("apicrate{EXE_SUFFIX}"));
        fs::copy(env!("CARGO_BIN_EXE_apicrate"), &program).expect("the program can be copied");
        fs::create_dir(root.path().join("work")).expect("a folder can be created");
        Self { root, program }
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("work")
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        Command::new(&self.program)
            .args(arguments)
            .current_dir(folder)
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("GITHUB_ACTIONS")
            .output()
            .expect("the program runs")
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_a_configuration_a_command_fails_and_suggests_init() {
    let installed = Installed::new();
    let folder = installed.folder();
    for command in ["regenerate", "list"] {
        let output = installed.run(&folder, &[command]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert_eq!(
            error(&output),
            format!(
                "error: no configuration found\n  \
                 searched: codegen.toml and spec/codegen.toml in {} and its parent folders\n  \
                 hint: create one with `apicrate init DOCUMENT`, or select one with --config FILE\n",
                folder.canonicalize().expect("it exists").display()
            )
        );
    }
    let output = installed.run(&folder, &["diff"]);
    assert_eq!(output.status.code(), Some(1), "{}", error(&output));
    assert!(names(&folder).is_empty(), "{:?}", names(&folder));
}

#[test]
fn init_and_regenerate_work_in_an_empty_folder_and_below_it() {
    let installed = Installed::new();
    let folder = installed.folder();
    fs::write(folder.join("pets.yaml"), DOCUMENT).expect("it can be written");
    let output = installed.run(&folder, &["init", "pets.yaml"]);
    assert!(output.status.success(), "{}", error(&output));
    assert!(
        error(&output).contains("  apicrate regenerate    writes the crate"),
        "{}",
        error(&output)
    );
    let output = installed.run(&folder, &["regenerate"]);
    assert!(output.status.success(), "{}", error(&output));
    let expected = [
        "codegen.schema.json",
        "codegen.toml",
        "pets-client",
        "pets.yaml",
    ];
    assert_eq!(names(&folder), expected);
    assert!(folder.join("pets-client/src/lib.rs").is_file());

    let below = folder.join("pets-client/src");
    let output = installed.run(&below, &["regenerate", "--check"]);
    assert!(output.status.success(), "{}", error(&output));
}
