//! The schema of `codegen.toml` agrees with the reader.

use super::super::schema::schema;
use super::super::value::known_tables;
use super::super::{Config, ConfigError};
use boon::{Compiler, Schemas};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn json_schema() -> Value {
    serde_json::from_str(&schema()).expect("it is JSON")
}

/// Returns `true` if a file is valid against the schema.
fn is_valid(file: &Value) -> bool {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    let name = "codegen.schema.json";
    compiler
        .add_resource(name, json_schema())
        .expect("it is a schema");
    let index = compiler.compile(name, &mut schemas).expect("it is right");
    schemas.validate(file, index).is_ok()
}

fn read(file: &Value) -> Result<Config, ConfigError> {
    let text = toml::to_string(file).expect("it can be written as TOML");
    Config::parse(&text, "codegen.toml")
}

fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    match schema["$ref"].as_str() {
        Some(reference) => root.pointer(&reference[1..]).expect("it leads somewhere"),
        None => schema,
    }
}

/// A value that a schema lets through, with all members that it knows.
fn sample(root: &Value, schema: &Value) -> Value {
    let schema = resolved(root, schema);
    if let Some(first) = schema["enum"].get(0).or(schema["anyOf"].get(0)) {
        return if schema["enum"].is_array() {
            first.clone()
        } else {
            sample(root, first)
        };
    }
    if let Some(example) = schema["examples"].get(0) {
        return example.clone();
    }
    let kind = schema["type"].as_str().or(schema["type"][0].as_str());
    match kind.unwrap_or_default() {
        "boolean" => json!(true),
        "integer" => json!(1),
        "array" => json!([sample(root, &schema["items"])]),
        "object" if schema["properties"].is_object() => {
            let properties = members(schema).into_iter();
            properties
                .map(|(key, member)| (key, sample(root, &member)))
                .collect::<Map<_, _>>()
                .into()
        }
        "object" => json!({ "a": sample(root, &schema["additionalProperties"]) }),
        _ => json!("a"),
    }
}

fn members(schema: &Value) -> BTreeMap<String, Value> {
    let properties = schema["properties"].as_object().cloned();
    properties.unwrap_or_default().into_iter().collect()
}

/// A whole file with every option, but for one that excludes another.
fn whole() -> Value {
    let root = json_schema();
    let mut file = sample(&root, &root);
    let paginated = file.pointer_mut("/client/0/pagination/0");
    let paginated = paginated
        .and_then(Value::as_object_mut)
        .expect("it is there");
    paginated.remove("item_cursor").expect("it is there");
    // Features of tags need the files that one layout does not have.
    file["client"][0]["options"]["tag_features"] = json!(false);
    // A patch is one change.
    let patch = file.pointer_mut("/client/0/patch/0");
    let patch = patch.and_then(Value::as_object_mut).expect("it is there");
    patch.retain(|key, _| ["name", "optional"].contains(&key.as_str()));
    file
}

/// The pointers of all tables of a file that know their members, with the schemas of those.
fn tables(
    root: &Value,
    schema: &Value,
    at: &str,
    found: &mut Vec<(String, BTreeMap<String, Value>)>,
) {
    let schema = resolved(root, schema);
    if schema["type"] == "array" {
        return tables(root, &schema["items"], &format!("{at}/0"), found);
    }
    if schema["properties"].is_object() {
        found.push((at.to_owned(), members(schema)));
    }
    for (key, member) in members(schema) {
        tables(root, &member, &format!("{at}/{key}"), found);
    }
}

fn all_tables() -> Vec<(String, BTreeMap<String, Value>)> {
    let root = json_schema();
    let mut found = Vec::new();
    tables(&root, &root, "", &mut found);
    found
}

#[test]
fn a_file_with_every_option_passes_both() {
    let file = whole();
    assert!(is_valid(&file), "{file:#}");
    read(&file).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn both_know_the_same_keys() {
    let known = known_tables(|| drop(read(&whole())));
    let by_reader: BTreeMap<String, BTreeSet<String>> = known
        .into_iter()
        .map(|(name, keys)| {
            let name = name.trim_matches(['[', ']']).replace('.', "/");
            let name = if name == "the file" {
                String::new()
            } else {
                format!("/{name}")
            };
            (name, keys.into_iter().collect())
        })
        .collect();
    let by_schema: BTreeMap<String, BTreeSet<String>> = all_tables()
        .into_iter()
        .map(|(at, members)| (at.replace("/0", ""), members.into_keys().collect()))
        .collect();
    assert_eq!(by_reader, by_schema);
}

#[test]
fn an_unknown_key_is_refused_by_both_wherever_it_stands() {
    for (at, _) in all_tables() {
        let mut file = whole();
        file.pointer_mut(&at).expect("it is there")["nonsense"] = json!(1);
        assert!(!is_valid(&file), "{at}");
        assert!(read(&file).is_err(), "{at}");
    }
}

#[test]
fn a_value_of_another_kind_is_refused_by_both() {
    for (at, members) in all_tables() {
        for (key, member) in members {
            let root = json_schema();
            let right = sample(&root, &member);
            let wrong = if right.is_number() {
                json!("a")
            } else {
                json!(1)
            };
            let mut file = whole();
            file.pointer_mut(&at).expect("it is there")[&key] = wrong;
            assert!(!is_valid(&file), "{at}/{key}");
            assert!(read(&file).is_err(), "{at}/{key}");
        }
    }
}

#[test]
fn both_know_the_same_words_and_shapes() {
    let root = json_schema();
    for (at, members) in all_tables() {
        for (key, member) in members {
            let member = resolved(&root, &member);
            let set = |value: Value| {
                let mut file = whole();
                file.pointer_mut(&at).expect("it is there")[&key] = value;
                file
            };
            for word in member["enum"].as_array().into_iter().flatten() {
                let file = set(word.clone());
                assert!(is_valid(&file) && read(&file).is_ok(), "{at}/{key}: {word}");
                let slip = set(json!("nonsense"));
                assert!(!is_valid(&slip) && read(&slip).is_err(), "{at}/{key}");
            }
            for shape in member["anyOf"].as_array().into_iter().flatten() {
                let file = set(sample(&root, shape));
                assert!(is_valid(&file) && read(&file).is_ok(), "{at}/{key}: {file}");
            }
            if resolved(&root, member)["minLength"].is_number() || member["pattern"].is_string() {
                let empty = set(json!(""));
                assert!(!is_valid(&empty) && read(&empty).is_err(), "{at}/{key}");
            }
        }
    }
}

#[test]
fn what_must_be_there_is_missed_by_both() {
    let root = json_schema();
    for (at, _) in all_tables() {
        let table = whole().pointer(&at).cloned().expect("it is there");
        for key in table.as_object().into_iter().flat_map(Map::keys) {
            let mut file = whole();
            let table = file.pointer_mut(&at).and_then(Value::as_object_mut);
            table.expect("it is there").remove(key);
            // The required members depend on the kind of pagination, which the schema does not express.
            let is_checked_by_reader_alone = at.ends_with("/pagination/0")
                && ["cursor", "parameter"].contains(&key.as_str())
                || at.ends_with("/options") && key == "dependencies";
            if !is_checked_by_reader_alone {
                assert_eq!(is_valid(&file), read(&file).is_ok(), "{at}/{key}");
            }
        }
    }
    assert!(root["required"].is_array());
}

#[test]
fn the_options_of_the_committed_file_pass_both() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/codegen.toml");
    let text = std::fs::read_to_string(path).expect("it is there");
    assert!(text.starts_with("#:schema "), "editors find the schema");
    let is_option = |line: &str| {
        let key = line.split(" = ").next().unwrap_or_default();
        let is_key = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        line.starts_with('[') || (line.contains(" = ") && key.chars().all(is_key))
    };
    let lines = text.lines().map(|line| {
        let option = line.strip_prefix("# ").filter(|option| is_option(option));
        option.unwrap_or(line).to_owned() + "\n"
    });
    let whole: String = lines.collect();
    let whole = whole.replace("idempotency_header = \"\"", "idempotency_header = \"Key\"");
    let whole = whole.replace("module = \"\"", "module = \"pets\"");
    let whole = whole.replace("group_by = \"\"", "group_by = \"tag\"");
    let file: Value = toml::from_str(&whole).expect("it is TOML");
    assert!(is_valid(&file), "{file:#}");
    Config::parse(&whole, "codegen.toml").unwrap_or_else(|error| panic!("{error}\n{whole}"));
    let reported = file["client"][0]["options"].as_object().map(Map::len);
    let known = members(&json_schema()["definitions"]["options"]).len();
    assert_eq!(reported, Some(known), "every option is in the file");
}

#[test]
fn one_file_for_all_and_a_feature_for_each_tag_exclude_each_other_to_both() {
    for (layout, tag_features, is_right) in [
        ("flat", false, true),
        ("split", true, true),
        ("flat", true, false),
    ] {
        let mut file = whole();
        file["client"][0]["options"]["layout"] = json!(layout);
        file["client"][0]["options"]["tag_features"] = json!(tag_features);
        assert_eq!(is_valid(&file), is_right, "{file}");
        assert_eq!(read(&file).is_ok(), is_right, "{file}");
    }
}

#[test]
fn a_patch_is_one_change_to_both() {
    for (patch, is_right) in [
        (json!({ "name": "a", "drop": "/a" }), true),
        (json!({ "name": "a", "rename": "/a", "to": "b" }), true),
        (json!({ "name": "a", "retype": "/a", "schema": {} }), true),
        (json!({ "name": "a", "add": "/a", "value": [1] }), true),
        (json!({ "name": "a", "add": "/a" }), false),
        (json!({ "name": "a", "drop": "/a", "to": "b" }), false),
        (json!({ "name": "a", "drop": "/a", "optional": "b" }), false),
        (json!({ "name": "a" }), false),
    ] {
        let mut file = whole();
        *file.pointer_mut("/client/0/patch/0").expect("it is there") = patch.clone();
        assert_eq!(is_valid(&file), is_right, "{patch}");
        assert_eq!(read(&file).is_ok(), is_right, "{patch}");
    }
}
