//! Runs `cargo verify corpus` on a folder of small documents.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const PETS: &str = r##"
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
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        age: { type: integer }
"##;

const NOTES: &str = r##"
openapi: 3.1.0
info: { title: Notes, version: "1" }
components:
  schemas:
    Note:
      type: object
      required: [text]
      properties:
        text: { type: string }
        extra: {}
        tags:
          allOf: [{ type: array, items: { type: string } }]
"##;

const SHAPES: &str = r##"
openapi: 3.1.0
info: { title: Shapes, version: "1" }
components:
  schemas:
    Circle: { type: object, required: [radius], properties: { radius: { type: number } } }
    Square: { type: object, required: [side], properties: { side: { type: number } } }
    Shape: { anyOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }] }
"##;

const PET_EXAMPLES: &str = r##"
{"json_pointer_of_schema": "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema", "example": {"age": 3.0, "name": "Ada"}}
{"json_pointer_of_schema": "#/components/schemas/Pet", "undeclared_properties": false, "example": {"name": "Bo", "colour": "red"}}
{"json_pointer_of_schema": "#/components/schemas/Pet", "undeclared_properties": true, "example": {"name": "Bo", "colour": "red"}}
{"json_pointer_of_schema": "#/components/schemas/Pet", "validation": "nullable_lenient", "example": {"name": null}}
{"json_pointer_of_schema": "#/components/schemas/Toy", "example": {}}
"##;

const NOTE_EXAMPLES: &str = r##"
{"json_pointer_of_schema": "#/components/schemas/Note", "example": {"text": "a", "tags": ["b"], "extra": {"c": [1, null]}}}
"##;

/// A folder of documents, in which the command runs.
struct TestFolder(TempDir);

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl TestFolder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("there is room for a folder"));
        folder.write("apis/pets.yaml", PETS);
        folder.write("apis/notes.yaml", NOTES);
        folder
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    /// Runs the command over `apis`, working below `target` of the place unless message otherwise.
    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_verify"));
        command.args(["corpus", "apis"]).args(arguments);
        if !arguments.contains(&"--target-dir") {
            command.args(["--target-dir", "target"]);
        }
        // What crates depend on is shared with whatever else was built here, given the same profile.
        let build = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
        command.env(
            "CARGO_BUILD_BUILD_DIR",
            build.expect("it lies in the target folder"),
        );
        command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
        let output = command
            .current_dir(self.root())
            .output()
            .expect("the program runs");
        Run {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

#[test]
fn every_document_is_generated_into_a_folder_of_its_name_and_has_a_row() {
    let folder = TestFolder::new();
    let run = folder.run(&[]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    let rows: Vec<Vec<&str>> = run
        .out
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows[0][..3], ["document", "operations", "types"]);
    assert_eq!(rows[1][..3], ["notes.yaml", "0", "1"]);
    assert_eq!(rows[2][..3], ["pets.yaml", "1", "1"]);
    assert_eq!(rows[2].last(), Some(&"ok"));
    assert!(
        run.out.ends_with("\n2 documents, 0 failed\n"),
        "{}",
        run.out
    );
    assert!(
        run.err.contains("[2/2] pets.yaml: generated "),
        "{}",
        run.err
    );
    let manifest = folder.root().join("target/corpus/pets/client/Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("it is there");
    assert!(manifest.contains("name = \"pets-client\""), "{manifest}");
}

#[test]
fn a_document_that_cannot_be_generated_fails_and_the_others_go_on() {
    let folder = TestFolder::new();
    folder.write("apis/broken.yaml", "openapi: [\n");
    folder.write("apis/data.json", "{\"data\": 1}");
    let run = folder.run(&[]);
    assert_eq!(run.code, Some(1));
    let result = |document: &str| {
        let row = run
            .out
            .lines()
            .find(|line| line.starts_with(document))
            .unwrap_or_default();
        row.split("  ").last().unwrap_or_default().trim().to_owned()
    };
    assert_eq!(result("broken.yaml"), "FAILED: generate");
    assert_eq!(result("data.json"), "skipped");
    assert_eq!(result("pets.yaml"), "ok");
    assert!(
        run.out
            .contains("\nbroken.yaml: generate\n    error[syntax]"),
        "{}",
        run.out
    );
    assert!(
        run.out.ends_with("\n4 documents, 1 failed, 1 skipped\n"),
        "{}",
        run.out
    );
}

#[test]
fn only_the_documents_that_are_named_are_tried() {
    let folder = TestFolder::new();
    for name in ["pets", "pets.yaml"] {
        let run = folder.run(&["--only", name]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.out.contains("pets.yaml") && !run.out.contains("notes.yaml"));
    }
    let run = folder.run(&["--only", "pest"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("no document of this name"), "{}", run.err);
}

#[test]
fn an_untyped_place_has_its_reason() {
    let folder = TestFolder::new();
    let run = folder.run(&["--json", "--only", "notes"]);
    let report = run.json();
    assert_eq!(report["ok"], true);
    let untyped = &report["documents"][0]["generated"]["untyped"];
    assert_eq!(
        *untyped,
        serde_json::json!([{
            "at": "/components/schemas/Note/properties/extra",
            "reason": "the schema specifies no type",
            "document_is_silent": true,
        }])
    );
}

#[test]
fn the_table_of_names_has_the_sum_of_all_documents_as_its_last_row() {
    let folder = TestFolder::new();
    folder.write("apis/shapes.yaml", SHAPES);
    let run = folder.run(&["--names"]);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    let rows: Vec<Vec<&str>> = run
        .out
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let [heading, _, pets, shapes, all] = rows.as_slice() else {
        panic!("{}", run.out);
    };
    assert_eq!(heading.len(), all.len());
    assert_eq!(pets[..7], ["pets.yaml", "1", "3.0", "3", "1", "7.0", "7"]);
    assert_eq!(
        shapes[7..],
        ["1", "2", "6.0", "6", "0", "0", "0/0", "0"],
        "{}",
        run.out
    );
    assert_eq!(all[0], "all");
    assert_eq!(all[7..], shapes[7..]);
}

#[test]
fn an_exception_covers_one_failure_and_is_an_error_if_it_is_not_needed() {
    let folder = TestFolder::new();
    folder.write("apis/broken.yaml", "openapi: [\n");
    let exception = |document: &str, what: &str| {
        format!("[[exception]]\ndocument = \"{document}\"\nwhat = \"{what}\"\nwhy = \"known\"\n")
    };
    folder.write("needed.toml", &exception("broken.yaml", "generate"));
    let run = folder.run(&["--exceptions", "needed.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert!(run.out.contains("ok, with exceptions"), "{}", run.out);
    assert!(run.out.ends_with("1 failures excused\n"), "{}", run.out);

    let needless = [
        exception("broken.yaml", "generate"),
        exception("pets.yaml", "generate"),
        exception("gone.yaml", "check"),
        // This run compiles nothing, so it cannot decide if this one is needed.
        exception("pets.yaml", "clippy"),
    ];
    folder.write("needless.toml", &needless.concat());
    let run = folder.run(&["--exceptions", "needless.toml"]);
    assert_eq!(run.code, Some(1));
    let message: Vec<_> = run
        .out
        .lines()
        .filter(|line| line.contains("is not needed"))
        .collect();
    assert_eq!(
        message,
        [
            "the exception for pets.yaml (generate) is not needed: it does not fail",
            "the exception for gone.yaml (check) is not needed: there is no such document",
        ]
    );

    folder.write("wrong.toml", &exception("pets.yaml", "chekc"));
    let run = folder.run(&["--exceptions", "wrong.toml"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("wrong.toml: `what` is none of"),
        "{}",
        run.err
    );
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let folder = TestFolder::new();
    fs::remove_dir_all(folder.root().join("apis")).expect("it can be removed");
    assert_eq!(folder.run(&[]).code, Some(1));
    folder.write("apis/readme.md", "");
    let run = folder.run(&[]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("holds no document"), "{}", run.err);
    folder.write("apis/data.json", "{}");
    let run = folder.run(&[]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("no OpenAPI document among"), "{}", run.err);
}

/// Compiles what it generates. Below the folder that Cargo keeps for tests, only the first run takes long.
#[test]
#[ignore = "compiles clients: `cargo test -p verify --test corpus -- --ignored`"]
fn documents_compile_without_warnings_and_examples_round_trip() {
    let folder = TestFolder::new();
    folder.write("examples/pets.jsonl", PET_EXAMPLES);
    folder.write("examples/notes.jsonl", NOTE_EXAMPLES);
    let run = folder.run(&[
        "--check",
        "--examples",
        "examples",
        "--json",
        "--target-dir",
        env!("CARGO_TARGET_TMPDIR"),
    ]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let report = run.json();
    let [notes, pets] = [0, 1].map(|index| &report["documents"][index]);
    assert_eq!(notes["result"], "ok", "{report:#}");
    assert_eq!(notes["examples"]["ok"], 1);
    for document in [notes, pets] {
        let tools: Vec<_> = document["tools"]
            .as_object()
            .expect("tools ran")
            .keys()
            .collect();
        assert_eq!(tools, ["check", "clippy", "doc", "fmt"]);
    }

    assert_eq!(pets["result"], "FAILED: examples", "{report:#}");
    let examples = &pets["examples"];
    let numbers = ["total", "ok", "failed", "tolerated", "unmapped"].map(|name| &examples[name]);
    assert_eq!(numbers, [5, 2, 1, 1, 1]);
    assert_eq!(examples["dropped"]["4"], serde_json::json!(["/colour"]));
    let problems = pets["problems"].as_array().expect("there are problems");
    let message: Vec<_> = problems
        .iter()
        .map(|problem| problem["message"].as_str())
        .collect();
    assert_eq!(
        message,
        [
            Some("line 3: as client::types::Pet: /colour is lost: \"red\""),
            Some("line 6: no type is known: no type was made of this schema"),
        ]
    );
}
