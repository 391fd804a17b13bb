//! The program that decodes and encodes the examples, with a `match` from lines to types, beside the generated crate.

use super::super::crates::Crates;
use super::super::documents::Source;
use super::plan::Plan;
use crate::cargo_harness::workspace::write_if_changed;
use crate::cargo_harness::{cargo, program};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::time::Duration;

/// The time limit of a driver. Examples are small.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The result of an example.
#[derive(Debug)]
pub(super) enum ExampleResult {
    /// It was decoded and encoded.
    Written(Value),
    /// It could not be decoded or encoded, or the second decoding differs.
    Failed(String),
    /// The driver stopped before it, or had no type for it.
    Missing,
}

/// Writes the driver's package. Of the examples it contains only the line numbers.
///
/// # Errors
///
/// Returns an error if it cannot be written.
pub(in super::super) fn write(crates: &Crates, plan: &Plan, source: &Source) -> io::Result<()> {
    let folder = crates.driver(source);
    write_if_changed(&folder.join("Cargo.toml"), &manifest(source))?;
    write_if_changed(&folder.join("src/main.rs"), &source_of(plan))
}

/// Builds and runs the driver, and returns a result for each example of the plan.
///
/// # Errors
///
/// Returns an error if it does not compile or cannot be run.
pub(super) fn run(
    crates: &Crates,
    plan: &Plan,
    source: &Source,
) -> Result<Vec<ExampleResult>, String> {
    let folder = crates.driver(source);
    if let Some(failure) = cargo::build(&folder, crates.workspace().build()).failure {
        return Err(format!("the driver does not compile: {failure}"));
    }
    let program = crates.workspace().program(&package(source));
    let output = program::output(&program, &[plan.file.as_os_str()], TIMEOUT)?;
    let mut results: HashMap<usize, ExampleResult> = output.lines().filter_map(result).collect();
    let result = |line| results.remove(&line).unwrap_or(ExampleResult::Missing);
    Ok(plan
        .examples
        .iter()
        .map(|example| example.line)
        .map(result)
        .collect())
}

/// A line that the driver prints.
#[derive(Debug, Deserialize)]
struct Line {
    line: usize,
    written: Option<String>,
    error: Option<String>,
}

fn result(line: &str) -> Option<(usize, ExampleResult)> {
    let line: Line = serde_json::from_str(line).ok()?;
    let result = match (line.written, line.error) {
        (Some(text), None) => match serde_json::from_str(&text) {
            Ok(value) => ExampleResult::Written(value),
            Err(error) => ExampleResult::Failed(format!("the encoded value is not JSON: {error}")),
        },
        (_, Some(error)) => ExampleResult::Failed(error),
        (None, None) => ExampleResult::Missing,
    };
    Some((line.line, result))
}

fn package(source: &Source) -> String {
    format!("{}-examples", source.name)
}

/// TLS is disabled, because nothing is sent.
fn manifest(source: &Source) -> String {
    format!(
        r#"[package]
name = "{}"
version = "0.0.0"
edition = "2024"

[dependencies]
client = {{ package = "{}", path = "../client", default-features = false }}
serde = {{ version = "1.0", default-features = false, features = ["std"] }}
serde_json = {{ version = "1.0", features = ["float_roundtrip", "raw_value"] }}
"#,
        package(source),
        source.package()
    )
}

/// Returns the source. Each type is named once, regardless of the number of its examples.
fn source_of(plan: &Plan) -> String {
    let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for example in &plan.examples {
        if let Ok(ty) = &example.ty {
            lines.entry(ty).or_default().push(example.line.to_string());
        }
    }
    let arms: String = lines
        .iter()
        .map(|(ty, lines)| {
            format!(
                "        {} => round_trip::<{ty}>(example),\n",
                lines.join(" | ")
            )
        })
        .collect();
    PROGRAM.replace("        // arms\n", &arms)
}

const PROGRAM: &str = r#"//! Reads and writes examples: a line of JSON for each.

#![allow(warnings)]

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Error, Value};
use std::collections::BTreeMap;
use std::panic::catch_unwind;

fn main() {
    let path = std::env::args_os().nth(1).expect("the path of the examples");
    let text = std::fs::read_to_string(path).expect("the examples can be read");
    for (index, line) in text.lines().enumerate() {
        let Ok(members) = serde_json::from_str::<BTreeMap<String, &RawValue>>(line) else {
            continue;
        };
        let Some(example) = members.get("example").map(|example| example.get()) else {
            continue;
        };
        let line = index + 1;
        let result = catch_unwind(|| read_and_write(line, example));
        println!("{}", match result {
            Ok(Some(Ok(written))) => serde_json::json!({ "line": line, "written": written }),
            Ok(Some(Err(error))) => serde_json::json!({ "line": line, "error": error }),
            Ok(None) => serde_json::json!({ "line": line }),
            Err(_) => serde_json::json!({ "line": line, "error": "reading or writing panics" }),
        });
    }
}

fn read_and_write(line: usize, example: &str) -> Option<Result<String, String>> {
    Some(match line {
        // arms
        _ => return None,
    })
}

fn round_trip<T>(example: &str) -> Result<String, String>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    let value: T = read(example)?;
    let written = serde_json::to_string(&value).map_err(|error| format!("cannot be written: {error}"))?;
    // A value sorts its members, so the order differs from that of the document.
    let sorted: Value = serde_json::from_str(example).map_err(|error| error.to_string())?;
    let sorted: T = read(&sorted.to_string())
        .map_err(|error| format!("with its members in another order: {error}"))?;
    if sorted != value {
        return Err("with its members in another order it is read as another value".to_owned());
    }
    let again: T = read(&written).map_err(|error| format!("the encoded value: {error}"))?;
    if again != value {
        return Err(format!("the encoded value is decoded as another value: {written}"));
    }
    Ok(written)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("cannot be read: {error}{}", around(text, &error)))
}

/// Returns the text before the position where decoding stopped.
fn around(text: &str, error: &Error) -> String {
    let bytes = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default().as_bytes();
    let end = error.column().min(bytes.len());
    let excerpt = String::from_utf8_lossy(&bytes[end.saturating_sub(60)..end]);
    format!(" after `{excerpt}`")
}
"#;
