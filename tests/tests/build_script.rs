//! A package outside the workspace that generates its client in a build script.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::cases::root;
use tests::crates::program;

const BUILD: &str = r#"
use apicrate_codegen::build::{BuildError, Builder};

fn main() -> Result<(), BuildError> {
    Builder::new("pets.yaml").module("pets").generate()
}
"#;

const MAIN: &str = r##"
include!(concat!(env!("OUT_DIR"), "/pets.rs"));

fn main() {
    let client = pets::Client::builder().base_url("http://127.0.0.1:1").build();
    assert!(client.is_ok());
    let pet: pets::types::Pet = serde_json::from_str(r#"{"name": "Rex", "owner": {"city": "Ulm"}}"#).expect("a pet");
    println!("{:?}", pet.owner);
}
"##;

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: A pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
components:
  schemas:
    Pet:
      type: object
      unheard: of
      required: [name]
      properties:
        name: {type: string}
        owner: {$ref: "owner.yaml#/Owner"}
"##;

/// A package in its own folder.
struct Package {
    folder: PathBuf,
    build: PathBuf,
}

impl Package {
    fn create(temporary: &Path) -> Self {
        let package = Self {
            folder: temporary.join("build-script"),
            build: temporary.parent().unwrap_or(temporary).to_owned(),
        };
        package.write("Cargo.toml", &manifest());
        package.write("build.rs", BUILD);
        package.write("src/main.rs", MAIN);
        package.write("pets.yaml", DOCUMENT);
        package.write(
            "owner.yaml",
            "Owner: {type: object, properties: {city: {type: string}}}",
        );
        // The versions of the workspace, which are available offline.
        fs::copy(root().join("Cargo.lock"), package.folder.join("Cargo.lock"))
            .expect("a lock file");
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn run(&self) -> Output {
        Command::new(program())
            .args(["run", "--offline", "--manifest-path"])
            .arg(self.folder.join("Cargo.toml"))
            // Shares the dependencies that the workspace has built.
            .env("CARGO_BUILD_BUILD_DIR", &self.build)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .expect("Cargo can be started")
    }
}

/// The manifest, with the profiles of the workspace so that its dependencies need not be built again.
fn manifest() -> String {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let (_, profiles) = workspace.split_once("[profile.dev]").expect("a profile");
    let (profiles, _) = profiles.split_once("[profile.release]").expect("a profile");
    // Cargo warns about packages that are not dependencies.
    let profiles: String = profiles
        .lines()
        .filter(|line| !line.starts_with("libmimalloc-sys"))
        .map(|line| format!("{line}\n"))
        .collect();
    format!(
        r#"[workspace]

[package]
name = "build-script"
version = "0.1.0"
edition = "2024"

[build-dependencies]
apicrate-codegen = {{ path = {codegen:?} }}

[dependencies]
bytes = "1"
futures-core = {{ version = "0.3", default-features = false }}
http-body = "1"
reqwest = {{ version = "0.13", default-features = false }}
serde = {{ version = "1.0", default-features = false, features = ["std"] }}
serde_json = {{ version = "1.0", features = ["float_roundtrip"] }}
tokio = {{ version = "1", default-features = false, features = ["fs", "rt", "sync", "time"] }}

[lints.rust]
warnings = "deny"

[profile.dev.build-override]
codegen-units = 256
debug = "line-tables-only"

[profile.dev]{profiles}"#,
        codegen = root().join("codegen"),
    )
}

fn text(output: &Output) -> (String, String) {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_build_script_generates_a_module() {
    let package = Package::create(Path::new(env!("CARGO_TARGET_TMPDIR")));
    let (stdout, stderr) = text(&package.run());
    assert!(stdout.contains("city: Some(\"Ulm\")"), "{stdout}{stderr}");
    assert!(
        stderr.contains("warning[unknown-keyword]") && stderr.contains("pets.yaml:16:"),
        "{stderr}"
    );

    // A changed file that the document refers to reruns the build script.
    package.write(
        "owner.yaml",
        "Owner: {type: object, properties: {town: {type: string}}}",
    );
    let (stdout, stderr) = text(&package.run());
    assert!(stdout.contains("town: None"), "{stdout}{stderr}");

    // Errors are reported with their position.
    package.write("owner.yaml", "Owners: {}");
    let output = package.run();
    assert!(!output.status.success());
    let (_, stderr) = text(&output);
    assert!(
        stderr.contains("error[unresolved-reference]") && stderr.contains("--> pets.yaml:20:"),
        "{stderr}"
    );
}
