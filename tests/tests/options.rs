//! Every option of `codegen.toml` that changes what is generated has a golden case.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tests::cases::cases;

/// Tables that change what is told of a document and nothing that is generated.
const TELLING: [&str; 2] = ["accept", "diagnostics"];

fn schema() -> Value {
    serde_json::from_str(&apicrate_codegen::config::schema()).expect("the schema is JSON")
}

/// The clients that the golden cases configure.
fn clients() -> Vec<toml::Value> {
    let files = cases("golden")
        .into_iter()
        .map(|case| case.path("codegen.toml"));
    let files = files.filter_map(|path| fs::read_to_string(path).ok());
    files
        .flat_map(|text| {
            let file: toml::Table = text.parse().expect("it is TOML");
            file["client"]
                .as_array()
                .cloned()
                .expect("there are clients")
        })
        .collect()
}

/// Every key of a configuration with its path, and every word that stands for a choice: `options.types.dates = jiff`.
fn used(value: &toml::Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let path = format!("{path}/{key}");
                found.insert(path.clone());
                used(value, &path, found);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| used(item, path, found)),
        toml::Value::String(word) => {
            found.insert(format!("{path} = {word}"));
        }
        _ => {}
    }
}

/// Every key that a schema knows, and every word but the default of a choice.
fn known(root: &Value, schema: &Value, path: &str, found: &mut BTreeSet<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => root.pointer(&reference[1..]).expect("it leads somewhere"),
        None => schema,
    };
    for (key, member) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        found.insert(path.clone());
        known(root, member, &path, found);
    }
    if schema["type"] == "array" {
        known(root, &schema["items"], path, found);
    }
    for word in schema["enum"].as_array().into_iter().flatten() {
        if *word != schema["default"] {
            found.insert(format!("{path} = {}", word.as_str().expect("a word")));
        }
    }
}

#[test]
fn every_option_and_every_choice_of_one_has_a_golden_case() {
    let schema = schema();
    let mut expected = BTreeSet::new();
    known(&schema, &schema["definitions"]["client"], "", &mut expected);
    let is_telling = |path: &String| {
        TELLING
            .iter()
            .any(|table| path.starts_with(&format!("/{table}")))
    };
    expected.retain(|path| !is_telling(path));
    let mut present = BTreeSet::new();
    for client in clients() {
        used(&client, "", &mut present);
    }
    let missing: Vec<_> = expected.difference(&present).collect();
    assert_eq!(missing, Vec::<&String>::new());
}
