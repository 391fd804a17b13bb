//! Equivalent forms, without expected changes.

use super::super::document_index::{DocumentIndex, join, object};
use super::super::mutation::{Mutant, same, table};
use super::objects::{Object, objects, properties};
use serde_json::{Value, json};

table! {
    "keys in another order" keys
    "properties in another order" properties_reordered
    "required in another order" required_reordered
    "reference in an allOf" wrapped
    "object as an allOf" parts
    "parameter of a reference in place" parameter
    "response of a reference in place" response
    "extensions and examples" extensions
    "3.1 in place of 3.0" version
}

fn reverse(root: &mut Value, at: &str) {
    if let Some(members) = object(root, at) {
        let all: Vec<_> = std::mem::take(members).into_iter().collect();
        members.extend(all.into_iter().rev());
    }
}

fn keys(document: &DocumentIndex) -> Vec<Mutant> {
    ["", "/paths", "/components", "/components/schemas"]
        .into_iter()
        .filter(|at| document.get(at).is_object())
        .map(|at| same(at, move |root| reverse(root, at)))
        .collect()
}

fn properties_reordered(document: &DocumentIndex) -> Vec<Mutant> {
    let all = objects(document).into_iter();
    all.map(|Object { at, .. }| {
        let base = join(&at, "properties");
        same(&at, move |root| reverse(root, &base))
    })
    .collect()
}

fn required_reordered(document: &DocumentIndex) -> Vec<Mutant> {
    let all = objects(document).into_iter();
    all.filter(|object| document.get(&join(&object.at, "required")).get(1).is_some())
        .map(|Object { at, .. }| {
            let base = join(&at, "required");
            same(&at, move |root| {
                if let Some(required) = root.pointer_mut(&base).and_then(Value::as_array_mut) {
                    required.reverse();
                }
            })
        })
        .collect()
}

/// `$ref` as the only part of an `allOf`.
fn wrapped(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, |schema| {
        schema.get("$ref").is_some() && schema.as_object().is_some_and(|own| own.len() == 1)
    });
    all.into_iter()
        .map(|property| {
            let at = property.at.clone();
            same(&property.at, move |root| {
                if let Some(own) = root.pointer_mut(&at) {
                    let reference = own.take();
                    *own = json!({"allOf": [reference]});
                }
            })
        })
        .collect()
}

/// The first property in one part of an `allOf`, the others in another.
fn parts(document: &DocumentIndex) -> Vec<Mutant> {
    let all = objects(document).into_iter();
    all.filter(|object| {
        let properties = document.get(&join(&object.at, "properties")).as_object();
        let is_component = object.at.matches('/').count() == 3;
        // The names of inline schemas depend on their place.
        let is_flat = properties.is_some_and(|properties| {
            properties.len() > 1 && properties.values().all(super::objects::is_text)
        });
        is_component && object.at.starts_with("/components/schemas/") && is_flat
    })
    .map(|Object { at, .. }| {
        let place = at.clone();
        same(&at, move |root| {
            let Some(own) = object(root, &place) else {
                return;
            };
            let Some(Value::Object(properties)) = own.remove("properties") else {
                return;
            };
            let kind = own.remove("type").unwrap_or(json!("object"));
            let required = own.remove("required");
            let mut all = properties.into_iter();
            let first: serde_json::Map<_, _> = all.by_ref().take(1).collect();
            let rest: serde_json::Map<_, _> = all.collect();
            let mut second = json!({"type": kind, "properties": rest});
            if let Some(required) = required {
                second["required"] = required;
            }
            let first = json!({"type": kind, "properties": first});
            own.insert("allOf".to_owned(), json!([first, second]));
        })
    })
    .collect()
}

/// Replaces a reference by its target.
fn in_place(document: &DocumentIndex, at: String) -> Option<Mutant> {
    let target = document.follow(&at);
    let value = document.get(&target).clone();
    // Inline types in it would get names from another place.
    let is_flat = !["properties", "enum", "oneOf", "anyOf", "allOf"]
        .iter()
        .any(|keyword| value.to_string().contains(&format!("\"{keyword}\":")));
    (target != at && value.is_object() && is_flat).then(|| {
        let place = at.clone();
        same(&at, move |root| {
            if let Some(own) = root.pointer_mut(&place) {
                *own = value.clone();
            }
        })
    })
}

fn parameter(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.flat_map(|operation| {
        let base = join(&operation.at, "parameters");
        let count = document.get(&base).as_array().map_or(0, Vec::len);
        (0..count).filter_map(move |index| in_place(document, join(&base, &index.to_string())))
    })
    .collect()
}

fn response(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.flat_map(|operation| {
        let base = join(&operation.at, "responses");
        let statuses: Vec<_> = document
            .members(&base)
            .map(|(status, _)| status.clone())
            .collect();
        statuses
            .into_iter()
            .filter_map(move |status| in_place(document, join(&base, &status)))
    })
    .collect()
}

fn extensions(document: &DocumentIndex) -> Vec<Mutant> {
    let all = objects(document).into_iter();
    all.map(|Object { at, .. }| {
        let place = at.clone();
        same(&at, move |root| {
            if let Some(own) = object(root, &place) {
                own.insert("x-mutant".to_owned(), json!({"any": [1, null]}));
                own.insert("example".to_owned(), json!({}));
            }
        })
    })
    .collect()
}

/// Converts a document from 3.0 to 3.1.
fn version(document: &DocumentIndex) -> Vec<Mutant> {
    if document.has_null_type {
        return Vec::new();
    }
    let mutant = same("/openapi", |root| {
        modernise(root);
        root["openapi"] = json!("3.1.0");
    });
    vec![mutant]
}

/// Converts `nullable` to a type, and exclusive limits to numbers.
fn modernise(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.get("nullable") == Some(&json!(true))
                && let Some(kind @ Value::String(_)) = members.get("type").cloned()
            {
                members.remove("nullable");
                members.insert("type".to_owned(), json!([kind, "null"]));
                // An enum has to list null.
                if let Some(Value::Array(values)) = members.get_mut("enum")
                    && !values.contains(&Value::Null)
                {
                    values.push(Value::Null);
                }
            }
            for (limit, exclusive) in [
                ("minimum", "exclusiveMinimum"),
                ("maximum", "exclusiveMaximum"),
            ] {
                match members.get(exclusive) {
                    Some(Value::Bool(true)) => {
                        if let Some(number) = members.remove(limit) {
                            members.insert(exclusive.to_owned(), number);
                        }
                    }
                    Some(Value::Bool(false)) => {
                        members.remove(exclusive);
                    }
                    _ => {}
                }
            }
            members.values_mut().for_each(modernise);
        }
        Value::Array(items) => items.iter_mut().for_each(modernise),
        _ => {}
    }
}
