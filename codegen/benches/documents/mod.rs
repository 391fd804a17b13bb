//! The documents that are measured.

// Each benchmark uses a part.
#![allow(dead_code, reason = "each benchmark uses a part")]

mod synthetic;

use std::path::{Path, PathBuf};

use apicrate_codegen::document::Document;
use serde_json::{Map, Value, json};

/// A document in memory: the text of one on disk, or a synthetic one.
pub(crate) struct Sample {
    /// The name in tables.
    pub(crate) name: String,
    /// The document, parsed.
    pub(crate) value: Value,
    /// The original text, or the text as JSON.
    pub(crate) text: String,
}

impl Sample {
    /// The synthetic document, of so many parts of some thirty types.
    pub(crate) fn synthetic(parts: usize) -> Self {
        Self::of_value(
            format!("synthetic-{parts}.json"),
            synthetic::document(parts),
        )
    }

    /// The documents of the command line, or else the synthetic one.
    ///
    /// Cargo and Criterion have arguments of their own; a document is what is a file.
    pub(crate) fn from_arguments() -> Vec<Self> {
        let paths = std::env::args().skip(1).map(PathBuf::from);
        let samples: Vec<_> = paths
            .filter(|path| path.is_file())
            .map(|path| Self::load(&path))
            .collect();
        if samples.is_empty() {
            vec![Self::synthetic(40)]
        } else {
            samples
        }
    }

    fn load(path: &Path) -> Self {
        let document = Document::load(path).expect("the document can be read");
        let text = std::fs::read_to_string(path).expect("the document can be read");
        let name = path.file_name().expect("a file has a name");
        Self {
            name: name.to_string_lossy().into_owned(),
            value: document.root().into(),
            text,
        }
    }

    fn of_value(name: String, value: Value) -> Self {
        let text = value.to_string();
        Self { name, value, text }
    }

    /// The document so many times in one, each time under other names.
    pub(crate) fn times(&self, times: usize) -> Self {
        let mut value = self.value.clone();
        for copy in 1..times {
            merge(&mut value, renamed(&self.value, copy));
        }
        Self::of_value(format!("{times} x {}.json", self.name), value)
    }
}

/// A copy with other names of components, operations and paths.
fn renamed(document: &Value, copy: usize) -> Value {
    let mut out = document.clone();
    rename_references(&mut out, copy);
    if let Some(Value::Object(components)) = out.get_mut("components") {
        for (kind, section) in components.iter_mut() {
            // Requirements refer to security schemes by name; there is one of each.
            if let (Value::Object(section), true) = (section, kind != "securitySchemes") {
                *section = std::mem::take(section)
                    .into_iter()
                    .map(|(name, value)| (format!("{name}Copy{copy}"), value))
                    .collect();
            }
        }
    }
    if let Some(Value::Object(paths)) = out.get_mut("paths") {
        *paths = std::mem::take(paths)
            .into_iter()
            .map(|(path, item)| (format!("/copy{copy}{path}"), rename_operations(item, copy)))
            .collect();
    }
    out
}

fn rename_references(value: &mut Value, copy: usize) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "$ref" => {
                        *text = with_suffix(text, copy);
                    }
                    Value::Object(mapping) if name == "mapping" => {
                        for target in mapping.values_mut() {
                            if let Value::String(text) = target {
                                *text = with_suffix(text, copy);
                            }
                        }
                    }
                    other => rename_references(other, copy),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                rename_references(item, copy);
            }
        }
        _ => {}
    }
}

/// A reference into the components of a copy.
fn with_suffix(reference: &str, copy: usize) -> String {
    let mut parts: Vec<_> = reference.split('/').map(str::to_owned).collect();
    if let ["#", "components", _, name, ..] =
        parts.iter().map(String::as_str).collect::<Vec<_>>()[..]
    {
        parts[3] = format!("{name}Copy{copy}");
    }
    parts.join("/")
}

fn rename_operations(mut item: Value, copy: usize) -> Value {
    for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
        if let Some(Value::String(id)) = operation.get_mut("operationId") {
            *id = format!("{id}Copy{copy}");
        }
    }
    item
}

/// Adds the paths and components of a copy.
fn merge(into: &mut Value, copy: Value) {
    for section in ["paths", "components"] {
        let (Some(into), Some(copy)) = (into.get_mut(section), copy.get(section)) else {
            continue;
        };
        if section == "paths" {
            extend(into, copy);
            continue;
        }
        for (kind, members) in copy.as_object().into_iter().flatten() {
            let slot = into.as_object_mut().expect("components are an object");
            extend(slot.entry(kind).or_insert_with(|| json!({})), members);
        }
    }
}

fn extend(into: &mut Value, from: &Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from.clone());
    }
}
