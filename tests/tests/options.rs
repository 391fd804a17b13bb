//! Every option of `codegen.toml` that affects the output has a golden case.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tests::cases::cases;

/// The tables that only affect diagnostics and reviews.
const NOT_OUTPUT: [&str; 2] = ["accept", "diagnostics"];

fn schema() -> Value {
    serde_json::from_str(&apicrate_codegen::config::schema()).expect("the schema is JSON")
}

/// Returns the clients of the `codegen.toml` of all golden cases.
fn clients() -> Vec<toml::Value> {
    let files = cases("golden")
        .into_iter()
        .map(|case| case.path("codegen.toml"));
    let files = files.filter_map(|path| fs::read_to_string(path).ok());
    files
        .flat_map(|text| {
            let file: toml::Table = text.parse().expect("codegen.toml is TOML");
            file["client"]
                .as_array()
                .cloned()
                .expect("codegen.toml has clients")
        })
        .collect()
}

/// Adds the path of every key of a configuration, and of every string with its value: `/options/types/dates = jiff`.
fn used(value: &toml::Value, path: &str, paths: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let path = format!("{path}/{key}");
                paths.insert(path.clone());
                used(value, &path, paths);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| used(item, path, paths)),
        toml::Value::String(value) => {
            paths.insert(format!("{path} = {value}"));
        }
        _ => {}
    }
}

/// Adds the path of every key of a schema, and of every enum value that is not the default.
fn known(root: &Value, schema: &Value, path: &str, paths: &mut BTreeSet<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => root
            .pointer(&reference[1..])
            .expect("the reference has a target"),
        None => schema,
    };
    for (key, member) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        paths.insert(path.clone());
        known(root, member, &path, paths);
    }
    if schema["type"] == "array" {
        known(root, &schema["items"], path, paths);
    }
    for value in schema["enum"].as_array().into_iter().flatten() {
        if *value != schema["default"] {
            paths.insert(format!("{path} = {}", value.as_str().expect("a value")));
        }
    }
}

#[test]
fn every_option_and_every_value_of_an_enum_has_a_golden_case() {
    let schema = schema();
    let mut expected = BTreeSet::new();
    known(&schema, &schema["definitions"]["client"], "", &mut expected);
    let is_excluded = |path: &String| {
        NOT_OUTPUT
            .iter()
            .any(|table| path.starts_with(&format!("/{table}")))
    };
    expected.retain(|path| !is_excluded(path));
    let mut present = BTreeSet::new();
    for client in clients() {
        used(&client, "", &mut present);
    }
    let missing: Vec<_> = expected.difference(&present).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
