//! Runs `cargo verify conformance` with a mock server that returns a fixed verdict for each path.
#![cfg(unix)]

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{self, Command};
use tempfile::TempDir;

/// Names the port of the mock server in the process that is one.
const PORT: &str = "MOCK_SERVER_PORT";

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Verdicts, version: "1" }
servers: [{ url: "https://a.example" }]
paths:
  /deadly: { get: { operationId: deadly, responses: { "204": { description: None. } } } }
  /misfit:
    get:
      operationId: misfit
      responses:
        "200": { description: A pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
  /refused:
    get:
      operationId: refused
      responses:
        "200": { description: A pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
  /right:
    get:
      operationId: right
      responses:
        "200": { description: A pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string } } }
"##;

/// Not a test but the mock server, which the program of another test starts.
#[test]
#[ignore = "it serves until it is stopped"]
fn mock_server() {
    let port: u16 = env::var(PORT)
        .expect("a port is given")
        .parse()
        .expect("it is a number");
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port is free");
    for stream in listener.incoming() {
        let mut stream = stream.expect("somebody connects");
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
            head.extend(byte);
        }
        let head = String::from_utf8_lossy(&head);
        let (headers, body) = match head.split(' ').nth(1) {
            Some("/deadly") => process::exit(1),
            Some("/misfit") => ("", r#"{"name":1}"#),
            Some("/refused") => (
                "sl-violations: [{\"location\":[\"request\",\"query\"],\"severity\":\"Error\",\"message\":\"no\"}]\r\n",
                r#"{"name":"a"}"#,
            ),
            _ => ("", r#"{"name":"a"}"#),
        };
        let length = body.len();
        let response = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
        );
        // A client that only checks the port reads nothing.
        let _ = stream.write_all(response.as_bytes());
    }
}

/// A folder with the document and a program in place of Prism.
struct TestFolder(TempDir);

impl TestFolder {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let server = env::current_exe().expect("this program has a path");
        let server = server.display();
        let script = format!(
            "#!/bin/sh\n# mock --host 127.0.0.1 --port PORT DOCUMENT\n{PORT}=\"$5\" exec '{server}' --ignored --exact mock_server\n"
        );
        let prism = folder.path().join("prism");
        fs::write(&prism, script).expect("it can be written");
        fs::set_permissions(&prism, fs::Permissions::from_mode(0o755)).expect("it can be changed");
        fs::write(folder.path().join("verdicts.yaml"), DOCUMENT).expect("it can be written");
        Self(folder)
    }

    /// Runs the command with these exceptions, and returns its exit code and output.
    fn run(&self, exceptions: &[&str]) -> (Option<i32>, String) {
        let text: String = exceptions
            .iter()
            .map(|what| {
                format!("[[exception]]\ndocument = \"verdicts.yaml\"\nwhat = \"{what}\"\nwhy = \"known\"\n")
            })
            .collect();
        fs::write(self.0.path().join("exceptions.toml"), text).expect("it can be written");
        // With the same profile, the dependencies are shared with other builds.
        let build = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
        let output = Command::new(env!("CARGO_BIN_EXE_verify"))
            .args(["conformance", "verdicts.yaml", "--prism", "./prism"])
            .args(["--exceptions", "exceptions.toml", "--target-dir"])
            .arg(env!("CARGO_TARGET_TMPDIR"))
            .env(
                "CARGO_BUILD_BUILD_DIR",
                build.expect("it lies in the target folder"),
            )
            .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
            .current_dir(self.0.path())
            .output()
            .expect("the program runs");
        let text = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    }
}

/// Compiles what it generates. Below the folder that Cargo keeps for tests, only the first run takes long.
#[test]
#[ignore = "compiles a client: `cargo test -p verify --test conformance -- --ignored each_call`"]
fn each_call_is_judged_by_the_server_and_by_decoding_its_response() {
    let folder = TestFolder::new();
    let (code, message) = folder.run(&[]);
    assert_eq!(code, Some(1), "{message}");
    let failed = |line: &str| message.lines().any(|one| one.starts_with(line));
    assert!(
        failed("request deadly (GET /deadly): Prism crashed: "),
        "{message}"
    );
    assert!(
        failed("response misfit (GET /misfit): misfit: GET /misfit at http://"),
        "{message}"
    );
    assert!(
        failed("request refused (GET /refused): judged invalid: "),
        "{message}"
    );
    let counts = "verdicts.yaml: 4 operations, 4 calls; 2 requests are valid; 1 responses of examples and 1 generated ones \
                  are read; 0 excused, 3 failed\n";
    assert!(message.contains(counts), "{message}");

    let known = ["request deadly", "response misfit", "request refused"];
    let (code, message) = folder.run(&known);
    assert_eq!(code, Some(0), "{message}");
    assert!(message.contains("3 excused, 0 failed\n"), "{message}");

    let (code, message) = folder.run(&[&known[..], &["response right"]].concat());
    assert_eq!(code, Some(1), "{message}");
    let unneeded =
        "the exception for verdicts.yaml (response right) is not needed: it does not fail\n";
    assert!(message.contains(unneeded), "{message}");
}

#[test]
fn a_document_without_operations_is_not_a_failure() {
    let folder = TestFolder::new();
    let document = "openapi: 3.0.3\ninfo: {title: None, version: '1'}\npaths: {}\n";
    fs::write(folder.0.path().join("verdicts.yaml"), document).expect("it can be written");
    let (code, message) = folder.run(&[]);
    assert_eq!(code, Some(0), "{message}");
    assert!(
        message.contains("verdicts.yaml: there is no operation to call\n"),
        "{message}"
    );
}
