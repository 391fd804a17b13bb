//! Documents that refer to files above or beside their folder.

mod folder;

use folder::{CONFIG, DOCUMENT, TestFolder};
use std::process::Command;

const PET: &str = "type: object\nrequired: [name]\nproperties:\n  name: { type: string }\n";

/// A folder whose document `spec/pets.yaml` refers to `common/pet.yaml`, which its configuration does not allow.
fn folder() -> TestFolder {
    let folder = TestFolder::new();
    let (before, _) = DOCUMENT.split_once("    Pet:\n").expect("a schema");
    let document = format!("{before}    Pet: {{ $ref: \"../common/pet.yaml\" }}\n");
    folder.write("spec/pets.yaml", &document);
    folder.write("common/pet.yaml", PET);
    folder
}

/// The same folder, with a configuration that allows the other one.
fn allowed() -> TestFolder {
    let folder = folder();
    folder.append("spec/codegen.toml", "roots = [\"../common\"]\n");
    folder
}

#[test]
fn every_command_that_takes_a_document_takes_other_folders() {
    let generate = [
        "generate",
        "spec/pets.yaml",
        "--out",
        "new",
        "--package",
        "pets",
    ];
    for arguments in [
        &generate[..],
        &["list", "spec/pets.yaml"],
        &["diff", "spec/pets.yaml", "spec/pets.yaml"],
        &["init", "spec/pets.yaml", "--config", "codegen.toml"],
    ] {
        let folder = folder();
        let refused = folder.run(arguments);
        // The list of a document with errors is as complete as possible.
        match arguments[0] {
            "list" => assert!(
                !refused.out.contains("struct  types::Pet"),
                "{}",
                refused.out
            ),
            _ => assert!(refused.err.contains("`--root`"), "{}", refused.err),
        }
        let folder = self::folder();
        let allowed = folder.run(&[arguments, &["--root", "common"]].concat());
        assert_eq!(allowed.code, Some(0), "{}", allowed.err);
        assert!(!allowed.err.contains("`--root`"), "{}", allowed.err);
        if arguments[0] == "list" {
            assert!(
                allowed.out.contains("struct  types::Pet"),
                "{}",
                allowed.out
            );
        }
    }
}

#[test]
fn init_writes_the_folders_relative_to_the_configuration() {
    let folder = folder();
    let init = [
        "init",
        "spec/pets.yaml",
        "--config",
        "new/codegen.toml",
        "--root",
        "common",
    ];
    folder.succeed(&init);
    let config = folder.read("new/codegen.toml");
    assert!(config.contains("roots = [\"../common\"]\n"), "{config}");
    folder.succeed(&["regenerate", "--config", "new/codegen.toml"]);
}

#[test]
fn a_changed_file_of_another_folder_makes_the_crate_out_of_date() {
    let folder = allowed();
    folder.succeed(&["regenerate"]);
    assert!(folder.has("target/codegen-cache"));
    folder.succeed(&["regenerate", "--check"]);
    folder.append("common/pet.yaml", "  age: { type: integer }\n");
    assert_eq!(folder.run(&["regenerate", "--check"]).code, Some(1));
    folder.succeed(&["regenerate"]);
    let types = folder.read("pets-client/src/types/pet.rs");
    assert!(types.contains("pub age: Option<i64>"), "{types}");
    assert!(types.contains(" from pets.yaml."), "{types}");

    // Output that was cached with the folder is not used without it.
    folder.write("spec/codegen.toml", CONFIG);
    let refused = folder.run(&["regenerate"]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("error[external-reference]"),
        "{}",
        refused.err
    );
    folder.append("spec/codegen.toml", "roots = [\"../common\"]\n");

    folder.append("common/pet.yaml", "  odd: { type: string, unheard: of }\n");
    let run = folder.run(&["regenerate"]);
    assert!(run.err.contains("--> common/pet.yaml:6:"), "{}", run.err);
}

#[test]
fn a_revision_is_compared_with_the_files_that_it_had_in_other_folders() {
    let folder = allowed();
    folder.succeed(&["regenerate"]);
    let git = |arguments: &[&str]| {
        let user = ["-c", "user.name=N", "-c", "user.email=n@pets.example"];
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(folder.root())
            .args(user)
            .args(arguments);
        assert!(
            command.status().expect("git runs").success(),
            "{arguments:?}"
        );
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "Begin"]);
    assert!(folder.succeed(&["diff"]).contains("No changes."));
    folder.write("common/pet.yaml", &PET.replace("required: [name]\n", ""));
    let run = folder.run(&["diff"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert!(
        run.out
            .contains("at HEAD:common/pet.yaml:4 -> common/pet.yaml:3"),
        "{}",
        run.out
    );

    let outside = tempfile::tempdir().expect("a folder can be created");
    let path = outside.path().to_string_lossy();
    let refused = folder.run(&["diff", "--root", &path]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("outside the git repository"),
        "{}",
        refused.err
    );
}
