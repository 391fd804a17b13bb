//! Texts of a document that a terminal, a log of GitHub Actions, or a code host would interpret.

mod folder;

use folder::{Run, TestFolder};
use serde_json::Value;

/// A command of the runner, control characters of a terminal, characters that change the direction of text, and Markdown.
const HOSTILE: &str = "x\n::stop-commands::x\r##[add-mask]x\u{1b}[2J\u{7}\u{9b}\u{202e}\u{2067}` @octocat ![p](https://a.example) ``<img>";

/// A document with hostile names of everything.
fn document(property: &str) -> String {
    let value = serde_json::json!({
        "openapi": "3.1.0",
        "info": {"title": HOSTILE, "version": HOSTILE},
        "servers": [{"url": "https://a.example"}],
        "tags": [{"name": HOSTILE, "description": HOSTILE}],
        "paths": {
            "/a": {"get": {
                "operationId": HOSTILE,
                "tags": [HOSTILE],
                "summary": HOSTILE,
                "description": HOSTILE,
                "parameters": [{"name": HOSTILE, "in": "query", "schema": {"type": "string", "default": HOSTILE}}],
                "responses": {"200": {"description": HOSTILE, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}}},
            }},
            format!("/{HOSTILE}"): {"get": {"responses": {"200": {"description": "d"}}}},
        },
        "components": {
            "securitySchemes": {HOSTILE: {"type": "http", "scheme": HOSTILE}},
            "schemas": {
                "S": {"type": "object", "properties": {
                    property: {"type": "string", "description": HOSTILE},
                    "kind": {"enum": [HOSTILE, property]},
                    "any": {"x": 1, HOSTILE: 1},
                }},
                HOSTILE: {"type": "string", "pattern": HOSTILE},
            },
        },
    });
    format!("{value:#}")
}

fn folder() -> TestFolder {
    let folder = TestFolder::empty();
    folder.write("old.json", &document("old_name"));
    folder.write("new.json", &document(HOSTILE));
    folder
}

fn generate(format: &str) -> [&str; 9] {
    [
        "generate",
        "new.json",
        "--out",
        "out",
        "--package",
        "x",
        "--lenient",
        "--format",
        format,
    ]
}

/// Returns the commands that print texts of the document.
fn commands() -> Vec<Vec<&'static str>> {
    let mut commands: Vec<Vec<&str>> = vec![
        vec!["list", "new.json"],
        vec!["list", "new.json", "--format", "json"],
        vec![
            "diff",
            "old.json",
            "new.json",
            "--lenient",
            "--format",
            "text",
        ],
        vec![
            "diff",
            "old.json",
            "new.json",
            "--lenient",
            "--format",
            "markdown",
        ],
        vec![
            "diff",
            "old.json",
            "new.json",
            "--lenient",
            "--format",
            "html",
        ],
        vec![
            "diff",
            "old.json",
            "new.json",
            "--lenient",
            "--format",
            "json",
        ],
    ];
    for format in ["text", "short", "json", "github"] {
        commands.push([&generate(format)[..], &["--report"]].concat());
    }
    commands
}

/// Asserts that a terminal prints a text as it is.
fn check(arguments: &[&str], text: &str) {
    let hidden = text.chars().find(|one| {
        one.is_control() && !matches!(one, '\n' | '\t')
            || matches!(one, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    assert_eq!(hidden, None, "{arguments:?}: {text}");
}

#[test]
fn no_control_character_of_a_document_is_printed() {
    let folder = folder();
    for arguments in commands() {
        let Run { out, err, .. } = folder.run(&arguments);
        assert!(out.len() + err.len() > 0, "{arguments:?} prints something");
        check(&arguments, &out);
        check(&arguments, &err);
        if arguments.contains(&"json") {
            for line in out.lines().filter(|_| arguments[0] == "generate") {
                serde_json::from_str::<Value>(line).expect("each line is JSON");
            }
        }
    }
}

#[test]
fn no_line_of_a_log_is_a_command_of_the_document() {
    let folder = folder();
    for arguments in commands() {
        let Run { out, err, .. } = folder.run_with(&arguments, &[("GITHUB_ACTIONS", "true")]);
        for line in out.lines().chain(err.lines()) {
            let is_annotation = ["::notice ", "::warning ", "::error "]
                .iter()
                .any(|start| line.starts_with(start));
            let is_command = line.trim_start().starts_with("::") || line.contains("##[");
            assert!(
                !is_command || is_annotation && !line.contains("\n"),
                "{arguments:?}: {line}"
            );
        }
    }
    let Run { out, err, .. } = folder.run_with(&generate("github"), &[("GITHUB_ACTIONS", "true")]);
    assert!(out.starts_with("::"), "{out}{err}");
}

#[test]
fn a_diff_in_markdown_has_no_link_and_no_mention_outside_of_code() {
    let folder = folder();
    let out = folder
        .run(&[
            "diff",
            "old.json",
            "new.json",
            "--lenient",
            "--format",
            "markdown",
        ])
        .out;
    let mut is_fenced = false;
    for line in out.lines() {
        is_fenced ^= line.starts_with("```");
        // Code spans and code elements are not interpreted, and an HTML block is not Markdown.
        let is_html = line.starts_with("<details>");
        let outside: String = line.split('`').step_by(2).collect();
        let outside: String = outside.split("code>").step_by(2).collect();
        let outside = outside.replace("\\<", "").replace("\\]", "");
        let outside = if is_html {
            outside.replace("](", "")
        } else {
            outside
        };
        let is_inert = is_fenced
            || !["@o", "](", "://", "<img"]
                .iter()
                .any(|text| outside.contains(text));
        assert!(is_inert, "{line}\n{outside}");
    }
    assert!(out.contains("octocat"), "the name is displayed: {out}");
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_text_is_an_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::process::Command;

    let folder = folder();
    let text = OsStr::from_bytes(b"a\xff");
    for arguments in [
        &["list"][..],
        &["diff"],
        &["explain"],
        &["--color"],
        &["list", "--match"],
        &["regenerate", "--config"],
        &["regenerate", "--deny"],
        &["init"],
        &["generate", "--package", "x", "--out", "out"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_apicrate"))
            .args(arguments)
            .arg(text)
            .current_dir(folder.root())
            .output()
            .expect("the program runs");
        let Run { code, err, .. } = output.into();
        assert!(matches!(code, Some(1 | 2)), "{arguments:?}: {code:?}");
        assert!(err.starts_with("error"), "{arguments:?}: {err}");
    }
}
