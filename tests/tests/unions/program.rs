//! A program that reads values as the types of a generated client.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use apicrate_codegen::config::{Options, Runtime};
use apicrate_codegen::diagnostic::Style;
use apicrate_codegen::ir::{Api, TypeKind};
use apicrate_codegen::output::Plan;
use serde_json::Value;
use tests::cases::root;
use tests::crates::program;

use super::schemas::Union;

/// The result of reading a value.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The alternative, or the variant for unlisted values; and the value as it is written.
    Read(String, Value),
    /// An error.
    Failed,
}

/// Generates the client of a document and the program, and reads each value as the union of that name.
pub(crate) fn read(document: &Value, unions: &[Union], values: &[(String, Value)]) -> Vec<Outcome> {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = temporary.join("unions");
    let alternatives = alternatives(&write_package(&folder, document, unions));
    let input: String = values
        .iter()
        .fold(String::new(), |mut text, (name, value)| {
            writeln!(text, "{name}\t{value}").expect("writing to a string succeeds");
            text
        });
    let file = folder.join("values.txt");
    fs::write(&file, input).expect("the values can be written");
    let output = Command::new(program())
        .args([
            "run",
            "--quiet",
            "--offline",
            "--no-default-features",
            "--manifest-path",
        ])
        .arg(folder.join("Cargo.toml"))
        // The dependencies are those of the golden clients, which are built once.
        .env(
            "CARGO_BUILD_BUILD_DIR",
            temporary.parent().unwrap_or(temporary),
        )
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .stdin(fs::File::open(file).expect("the values can be read"))
        .stderr(Stdio::inherit())
        .output()
        .expect("Cargo can be started");
    assert!(output.status.success(), "the program fails");
    let text = String::from_utf8(output.stdout).expect("it is UTF-8");
    let outcomes = text.lines().zip(values);
    outcomes
        .map(|(line, (union, _))| match outcome(line) {
            Outcome::Read(variant, value) => {
                let known = alternatives.get(&(union.clone(), variant.clone()));
                Outcome::Read(known.cloned().unwrap_or(variant), value)
            }
            Outcome::Failed => Outcome::Failed,
        })
        .collect()
}

/// Returns the schemas of the variants, by the names of the union and the variant.
fn alternatives(api: &Api) -> HashMap<(String, String), String> {
    let mut alternatives = HashMap::new();
    for definition in &api.types {
        if let TypeKind::Union(union) = &definition.kind {
            for variant in &union.variants {
                let key = (definition.name.clone(), variant.name.clone());
                alternatives.extend(variant.component.clone().map(|schema| (key, schema)));
            }
        }
    }
    alternatives
}

fn outcome(line: &str) -> Outcome {
    let (variant, rest) = line.split_once('\t').expect("a line has two parts");
    if variant == "error" {
        return Outcome::Failed;
    }
    let value = serde_json::from_str(rest).expect("it is JSON");
    Outcome::Read(variant.to_owned(), value)
}

fn write_package(folder: &Path, document: &Value, unions: &[Union]) -> Api {
    let mut options = Options::new("unions-client");
    options.runtime = Runtime::Crate;
    let text = document.to_string();
    let generated = apicrate_codegen::generate_from_text("openapi.json", &text, &options)
        .unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)));
    let files = generated.output.files;
    let manifest = files.iter().find(|file| file.path == "Cargo.toml");
    let manifest = manifest.expect("a client has a manifest").text.clone();
    let runtime = root().join("codegen/runtime");
    let workspace = format!(
        "{manifest}\n[workspace]\n\n[patch.crates-io]\napicrate-runtime = {{ path = {runtime:?} }}\n\n\
         [profile.dev]\ndebug = false\n"
    );
    write(folder.join("Cargo.toml"), &workspace);
    let plan = Plan::new(folder.to_owned(), files).expect("the folder can be read");
    plan.apply().expect("the crate can be written");
    write(folder.join("src/main.rs"), &source(unions));
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock file can be copied");
    generated.api
}

/// Returns the source of the program.
fn source(unions: &[Union]) -> String {
    let arms: String = unions.iter().fold(String::new(), |mut text, union| {
        let name = &union.name;
        writeln!(text, "        {name:?} => read::<types::{name}>(value),")
            .expect("writing to a string succeeds");
        text
    });
    format!(
        "use unions_client::types;\n\n\
         fn main() {{\n    for line in std::io::stdin().lines() {{\n        \
         let line = line.expect(\"a line\");\n        \
         let (name, value) = line.split_once('\\t').expect(\"two parts\");\n        \
         println!(\"{{}}\", outcome(name, value));\n    }}\n}}\n\n\
         fn outcome(name: &str, value: &str) -> String {{\n    match name {{\n{arms}        \
         _ => unreachable!(),\n    }}\n}}\n\n\
         fn read<T: serde::de::DeserializeOwned + serde::Serialize + std::fmt::Debug>(value: &str) -> String {{\n    \
         match serde_json::from_str::<T>(value) {{\n        \
         Ok(value) => {{\n            let text = format!(\"{{value:?}}\");\n            \
         let variant = text.split('(').next().unwrap_or_default();\n            \
         format!(\"{{variant}}\\t{{}}\", serde_json::to_string(&value).expect(\"JSON\"))\n        }}\n        \
         Err(error) => format!(\"error\\t{{error}}\"),\n    }}\n}}\n"
    )
}

/// Writes a file unless it has that text already, which would rebuild the crate.
fn write(path: PathBuf, text: &str) {
    if fs::read_to_string(&path).is_ok_and(|present| present == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder"))
        .expect("the folder can be created");
    fs::write(path, text).expect("the file can be written");
}
