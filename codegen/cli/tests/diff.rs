//! Runs `apicrate diff` in a git repository of its own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pet.
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet: { $ref: "parts/pet.yaml" }
"##;

const PET: &str = "type: object\nrequired: [name]\nproperties:\n  name: { type: string }\n";

const CONFIG: &str = r#"
[[client]]
document = "pets.yaml"
output = "../client"
package = "pets-client"
"#;

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=Nobody",
            "-c",
            "user.email=nobody@pets.example",
        ])
        .args(arguments)
        .output()
        .expect("git runs");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {message}");
}

/// A repository with a document of two files and its client, all committed.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("spec/parts")).expect("it can be made");
    fs::write(root.join("Cargo.toml"), "[workspace]\n").expect("it can be written");
    fs::write(root.join("spec/pets.yaml"), DOCUMENT).expect("it can be written");
    fs::write(root.join("spec/parts/pet.yaml"), PET).expect("it can be written");
    fs::write(root.join("spec/codegen.toml"), CONFIG).expect("it can be written");
    let made = apicrate(root, &["regenerate"]);
    assert!(made.status.success(), "{}", err(&made));
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "Begin"]);
    folder
}

fn apicrate(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apicrate"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Makes the name of a pet optional.
fn loosen(root: &Path) {
    let text = PET.replace("required: [name]\n", "");
    fs::write(root.join("spec/parts/pet.yaml"), text).expect("it can be written");
}

#[test]
fn the_default_compares_the_working_tree_with_the_last_commit() {
    let folder = repository();
    let root = folder.path();
    let same = apicrate(root, &["diff"]);
    assert_eq!(same.status.code(), Some(0), "{}", err(&same));
    assert!(out(&same).contains("No changes."), "{}", out(&same));

    loosen(root);
    let changed = apicrate(root, &["diff"]);
    assert_eq!(changed.status.code(), Some(2), "{}", err(&changed));
    let text = out(&changed);
    assert!(
        text.contains("types::Pet::name: String -> Option<String>"),
        "{text}"
    );
    assert!(
        text.contains("at HEAD:spec/parts/pet.yaml:4 -> spec/parts/pet.yaml:3"),
        "{text}"
    );
    assert!(text.contains("0.1.0 must become 0.2.0"), "{text}");
}

#[test]
fn the_options_decide_the_exit_code() {
    let folder = repository();
    loosen(folder.path());
    let code = |arguments: &[&str]| apicrate(folder.path(), arguments).status.code();
    assert_eq!(code(&["diff", "--fail-on", "never"]), Some(0));
    assert_eq!(
        code(&["diff", "--fail-on", "never", "--fail-on-wire"]),
        Some(2)
    );
    assert_eq!(
        code(&["diff", "HEAD", "HEAD", "--fail-on", "patch"]),
        Some(0)
    );
    assert_eq!(
        code(&["diff", "HEAD:spec/pets.yaml", "spec/pets.yaml"]),
        Some(2)
    );
    assert_eq!(code(&["diff", "nowhere"]), Some(1));
    assert_eq!(code(&["diff", "HEAD:spec/dogs.yaml"]), Some(1));
    let json = apicrate(folder.path(), &["diff", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).expect("it is JSON");
    assert_eq!(json["changes"][0]["rule"], "property-became-optional");
    let none = apicrate(folder.path(), &["diff", "--operation", "list*"]);
    assert!(out(&none).contains("No changes."), "{}", out(&none));
}

#[test]
fn an_accepted_change_has_the_accepted_level() {
    let folder = repository();
    let root = folder.path();
    loosen(root);
    let accept = "\n[[client.accept]]\nrule = \"property-became-optional\"\nsubject = \"Pet.name\"\n\
                  level = \"patch\"\nreason = \"Nobody reads it.\"\n";
    let config = root.join("spec/codegen.toml");
    fs::write(&config, CONFIG.to_owned() + accept).expect("it can be written");
    let accepted = apicrate(root, &["diff", "--fail-on", "minor"]);
    assert_eq!(accepted.status.code(), Some(0), "{}", err(&accepted));
    let text = out(&accepted);
    assert!(
        text.contains("Accepted as patch: Nobody reads it."),
        "{text}"
    );
    fs::write(
        &config,
        CONFIG.to_owned() + &accept.replace("optional", "nice"),
    )
    .expect("written");
    let unknown = apicrate(root, &["diff"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(
        err(&unknown).contains("unknown rule `property-became-nice`"),
        "{}",
        err(&unknown)
    );
}

#[test]
fn a_bump_writes_the_version_and_the_changes_once() {
    let folder = repository();
    let root = folder.path();
    loosen(root);
    let bumped = apicrate(root, &["regenerate", "--bump"]);
    assert!(bumped.status.success(), "{}", err(&bumped));
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("it can be read");
    assert!(read("client/Cargo.toml").contains("version = \"0.2.0\""));
    let changelog = read("client/CHANGELOG.md");
    assert!(
        changelog.contains("## 0.2.0\n\n- **breaking**: `Pet.name`"),
        "{changelog}"
    );
    let again = apicrate(root, &["regenerate", "--bump"]);
    assert!(again.status.success(), "{}", err(&again));
    assert_eq!(read("client/CHANGELOG.md"), changelog);
    let enough = out(&apicrate(root, &["diff"]));
    assert!(
        enough.contains("0.2.0, which is sufficient after 0.1.0"),
        "{enough}"
    );
}

#[test]
fn documents_of_different_apis_are_an_error() {
    let folder = repository();
    let other = DOCUMENT
        .replace("getPet", "getCar")
        .replace("/pets/", "/cars/");
    let other = other.replace("Pet: { $ref: \"parts/pet.yaml\" }", "Car: { type: object }");
    let other = other
        .replace("schemas/Pet", "schemas/Car")
        .replace("title: Pets", "title: Cars");
    fs::write(folder.path().join("cars.yaml"), other).expect("it can be written");
    let output = apicrate(folder.path(), &["diff", "spec/pets.yaml", "cars.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("different APIs"), "{}", err(&output));
}

#[test]
fn each_revision_has_the_overlays_and_patches_of_its_own_configuration() {
    let folder = repository();
    let root = folder.path();
    let overlay = "overlay: 1.1.0\ninfo: { title: Fixes, version: \"1\" }\nactions:\n\
                   - target: $.paths['/pets/{id}'].get.parameters\n  \
                     update: { name: full, in: query, schema: { type: boolean } }\n";
    let write = |path: &str, text: &str| fs::write(root.join(path), text).expect("it is written");
    fs::create_dir(root.join("fixes")).expect("it can be made");
    write("fixes/pets.overlay.yaml", overlay);
    let config = format!("{CONFIG}overlays = [\"../fixes/pets.overlay.yaml\"]\n");
    write("spec/codegen.toml", &config);
    let added = apicrate(root, &["diff", "--fail-on", "minor"]);
    assert_eq!(added.status.code(), Some(2), "{}", err(&added));
    let text = out(&added);
    assert!(text.contains("parameter-added"), "{text}");

    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "Fix"]);
    let same = out(&apicrate(root, &["diff"]));
    assert!(same.contains("No changes."), "{same}");
    // The overlay of the old revision is the one of that revision.
    write(
        "fixes/pets.overlay.yaml",
        &overlay.replace("in: query", "in: query, required: true"),
    );
    let patch = "\n[[client.patch]]\nname = \"no names\"\nrename = \"/paths/~1pets~1{id}/get\"\nto = \"findPet\"\n";
    write("spec/codegen.toml", &(config + patch));
    let text = out(&apicrate(root, &["diff"]));
    for rule in ["parameter-became-required", "operation-renamed"] {
        assert!(text.contains(rule), "{text}");
    }
    assert!(!text.contains("parameter-added"), "{text}");
}
