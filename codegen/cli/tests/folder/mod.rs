//! A folder with a document and a codegen.toml, in which commands are run.

// Each test program uses some of it.
#![allow(dead_code)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// The document, `spec/pets.yaml`.
pub(crate) const DOCUMENT: &str = r##"
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
"##;

/// `spec/codegen.toml`.
pub(crate) const CONFIG: &str = r#"
[[client]]
document = "pets.yaml"
output = "../pets-client"
package = "pets-client"
"#;

/// A folder with a document and a configuration, in which commands run.
pub(crate) struct TestFolder(pub(crate) TempDir);

impl TestFolder {
    pub(crate) fn new() -> Self {
        let folder = Self::empty();
        folder.write("Cargo.toml", "[workspace]\nmembers = []\n");
        folder.write("spec/pets.yaml", DOCUMENT);
        folder.write("spec/codegen.toml", CONFIG);
        folder
    }

    /// Creates an empty folder.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder can be created"))
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("it is there")
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.root().join(path).exists()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// Runs a command with additional environment variables.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_apicrate"))
            .args(arguments)
            .current_dir(self.root())
            .env_remove("GITHUB_ACTIONS")
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied())
            .output()
            .expect("the program runs");
        Run::from(output)
    }

    /// Appends text to a file.
    pub(crate) fn append(&self, path: &str, text: &str) {
        self.write(path, &format!("{}{text}", self.read(path)));
    }

    /// Runs a command that succeeds, and returns its standard output.
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
        run.out
    }
}

pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
