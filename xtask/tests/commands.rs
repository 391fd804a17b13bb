//! Tests of the program: `tidy`, and the commands of `apicrate` under the name `cargo xtask`.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\n";

const CONFIG: &str = "[[client]]\ndocument = \"pets.yaml\"\noutput = \"../pets-client\"\npackage = \"pets-client\"\n";

/// A folder with a document and a configuration.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be created");
    write(folder.path(), "Cargo.toml", "[workspace]\nmembers = []\n");
    write(folder.path(), "spec/pets.yaml", DOCUMENT);
    write(folder.path(), "spec/codegen.toml", CONFIG);
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it has a parent")).expect("it can be created");
    fs::write(path, text).expect("it can be written");
}

/// Runs a command; returns its exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Runs a command that succeeds, and returns its standard output.
fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!(code, Some(0), "{out}{err}");
    out
}

#[test]
fn tidy_prints_a_line_for_each_finding() {
    let folder = repository();
    let root = folder.path();
    let package = "[package]\nname = \"place\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\n[workspace]\n";
    write(root, "Cargo.toml", package);
    write(root, "src/lib.rs", "");
    let locked = "version = 4\n\n[[package]]\nname = \"place\"\nversion = \"0.1.0\"\n";
    write(root, "Cargo.lock", locked);
    succeed(root, &["regenerate"]);
    assert_eq!(succeed(root, &["tidy"]), "");

    write(root, "codegen/src/emit/a.rs", "\nuse heck::ToSnakeCase;\n");
    write(root, "xtask/src/long.rs", &"\n".repeat(501));
    write(root, "pets-client/src/mine.rs", "//! Mine.\n");
    write(
        root,
        "tests/golden/a/expected/src/lib.rs",
        "//! No header.\n",
    );
    write(root, "tests/golden/a/notes.rs", &"\n".repeat(501));
    let (code, out, err) = run(root, &["tidy"]);
    assert_eq!(code, Some(1));
    let places: Vec<_> = out
        .lines()
        .filter_map(|line| line.split(": ").next())
        .collect();
    assert_eq!(
        places,
        [
            "codegen/src/emit/a.rs:2",
            "pets-client/src/mine.rs:1",
            "tests/golden/a/expected/src/lib.rs:1",
            "xtask/src/long.rs:501",
        ]
    );
    assert!(err.contains("4 findings"), "{}", err);
}

#[test]
fn help_has_the_commands_of_apicrate_and_tidy_under_the_name_cargo_xtask() {
    let folder = repository();
    let help = succeed(folder.path(), &["--help"]);
    assert!(help.contains("Usage: cargo xtask"), "{help}");
    assert!(
        help.contains("Start with `cargo xtask init DOCUMENT`"),
        "{help}"
    );
    for command in ["init", "regenerate", "generate", "diff", "tidy"] {
        let own = succeed(folder.path(), &[command, "--help"]);
        let usage = format!("Usage: cargo xtask {command}");
        assert!(own.contains(&usage) && !own.contains("apicrate"), "{own}");
    }
}

/// Returns the completions that bash proposes for the last of some words.
fn proposed(script: &str, words: &[&str]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().ok()?;
    let path = folder.path().join("completions.bash");
    fs::write(&path, script).ok()?;
    let quoted: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
    let command = format!(
        "_before() {{ COMPREPLY=(before); }}; complete -F _before cargo; source '{}'; \
         COMP_WORDS=({}); COMP_CWORD={}; _cargo_xtask_or_cargo cargo '{}' ''; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        path.display(),
        quoted.join(" "),
        words.len() - 1,
        words.last()?
    );
    let output = Command::new("bash")
        .args(["--norc", "-c", &command])
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text.lines().map(str::to_owned).collect())
}

#[test]
fn bash_completes_the_commands_of_xtask_and_leaves_those_of_cargo() {
    if Command::new("bash").arg("--version").output().is_err() {
        eprintln!("bash is not installed");
        return;
    }
    let script = succeed(repository().path(), &["completions", "bash"]);
    let proposed = |words: &[&str]| proposed(&script, words).expect("bash runs");
    assert_eq!(proposed(&["cargo", "xtask", "reg"]), ["regenerate"]);
    assert_eq!(
        proposed(&["cargo", "xtask", "regenerate", "--de"]),
        ["--deny"]
    );
    assert_eq!(proposed(&["cargo", "bu"]), ["before"]);
}
