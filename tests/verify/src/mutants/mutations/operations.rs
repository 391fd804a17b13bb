//! Whole operations, and servers.

use super::super::document_index::{DocumentIndex, Operation, join, object};
use super::super::mutation::{Expected, Mutant, expect, mutant, table};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Value, json};

table! {
    "operation" added
    "operationId" renamed
    "operationId in another case" recased
    "path of an operation" moved
    "method of an operation" method
    "tag of an operation" tag
    "operation deprecated" deprecated
    "servers of an operation" own_servers
    "first server" first_server
    "another server" second_server
    "summary of an operation" summary
    "title of the document" title
}

/// Sets a member of an operation.
fn with(
    operation: &Operation,
    expected: [Expected; 2],
    keyword: &'static str,
    value: Value,
) -> Mutant {
    let [there, back] = expected;
    let at = operation.at.clone();
    mutant(&operation.at, there, back, move |root| {
        if let Some(own) = object(root, &at) {
            own.insert(keyword.to_owned(), value.clone());
        }
    })
}

/// Copies an operation to another path and name.
fn added(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.map(|operation| {
        let there = expect(
            "operation-added",
            WireCompatibility::Compatible,
            SemverLevel::Minor,
        );
        let back = expect(
            "operation-removed",
            WireCompatibility::Breaking,
            SemverLevel::Major,
        );
        let Operation {
            at, path, method, ..
        } = operation.clone();
        mutant(&operation.at, there, back, move |root| {
            let item = at.rsplit_once('/').map_or("", |(item, _)| item);
            let shared = root.pointer(&join(item, "parameters")).cloned();
            let Some(mut copy) = root.pointer(&at).cloned() else {
                return;
            };
            copy["operationId"] = json!("mutantOperation");
            let mut item = json!({ method.as_str(): copy });
            if let Some(shared) = shared {
                item["parameters"] = shared;
            }
            if let Some(paths) = object(root, "/paths") {
                paths.insert(format!("/mutant{path}"), item);
            }
        })
    })
    .collect()
}

fn renamed(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.map(|operation| {
        let expected = expect(
            "operation-renamed",
            WireCompatibility::Compatible,
            SemverLevel::Major,
        );
        let id = format!("mutantOf{}", operation.id);
        with(
            operation,
            [expected.clone(), expected],
            "operationId",
            json!(id),
        )
    })
    .collect()
}

/// Renames `getPet` to `get_pet`, which is the same name in Rust.
fn recased(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.filter_map(|operation| {
        let other = super::properties::snake(&operation.id)?;
        let expected = expect(
            "operation-renamed",
            WireCompatibility::Compatible,
            SemverLevel::Patch,
        );
        Some(with(
            operation,
            [expected.clone(), expected],
            "operationId",
            json!(other),
        ))
    })
    .collect()
}

/// Returns the operations that are the only ones of their path.
fn alone(document: &DocumentIndex) -> impl Iterator<Item = (&Operation, String)> {
    document.operations.iter().filter_map(|operation| {
        let item = operation.at.rsplit_once('/')?.0.to_owned();
        let is_alone = document
            .operations
            .iter()
            .filter(|other| other.path == operation.path)
            .count()
            == 1;
        let is_flat = document.get(&item).get("$ref").is_none();
        (is_alone && is_flat).then_some((operation, item))
    })
}

fn moved(document: &DocumentIndex) -> Vec<Mutant> {
    alone(document)
        .map(|(operation, _)| {
            let expected = expect(
                "operation-moved",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let path = operation.path.clone();
            mutant(&operation.at, expected.clone(), expected, move |root| {
                if let Some(paths) = object(root, "/paths")
                    && let Some(item) = paths.shift_remove(&path)
                {
                    paths.insert(format!("/mutant{path}"), item);
                }
            })
        })
        .collect()
}

fn method(document: &DocumentIndex) -> Vec<Mutant> {
    alone(document)
        .filter(|(operation, _)| ["put", "post"].contains(&operation.method.as_str()))
        .map(|(operation, item)| {
            let expected = expect(
                "operation-moved",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let method = operation.method.clone();
            mutant(&operation.at, expected.clone(), expected, move |root| {
                if let Some(item) = object(root, &item)
                    && let Some(own) = item.shift_remove(&method)
                {
                    item.insert("patch".to_owned(), own);
                }
            })
        })
        .collect()
}

fn tag(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.filter(|operation| {
        // The description of a tag is reported with the first of its operations.
        let tag =
            |operation: &Operation| document.get(&join(&operation.at, "tags")).get(0).cloned();
        let own = tag(operation);
        let mut others = document.operations.iter();
        others.any(|other| other.at != operation.at && tag(other) == own)
    })
    .map(|operation| {
        let expected = expect(
            "operation-tag-changed",
            WireCompatibility::Compatible,
            SemverLevel::Patch,
        );
        with(
            operation,
            [expected.clone(), expected],
            "tags",
            json!(["mutant"]),
        )
    })
    .collect()
}

fn deprecated(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.filter(|operation| document.get(&operation.at)["deprecated"] != json!(true))
        .map(|operation| {
            let rule = "operation-deprecated";
            let there = expect(rule, WireCompatibility::Compatible, SemverLevel::Minor);
            let back = expect(rule, WireCompatibility::Compatible, SemverLevel::Patch);
            with(operation, [there, back], "deprecated", json!(true))
        })
        .collect()
}

fn servers(url: &str) -> Value {
    json!([{ "url": url }])
}

fn own_servers(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.filter(|operation| document.get(&operation.at)["servers"].is_null())
        .map(|operation| {
            let expected = expect(
                "servers-changed",
                WireCompatibility::Unknown,
                SemverLevel::Patch,
            );
            let url = servers("https://mutant.example");
            with(operation, [expected.clone(), expected], "servers", url)
        })
        .collect()
}

fn first_server(document: &DocumentIndex) -> Vec<Mutant> {
    let is_alone =
        document.get("/servers/0/url").is_string() && document.get("/servers/1").is_null();
    let is_plain = is_alone && document.get("/servers/0/variables").is_null();
    let expected = expect(
        "servers-changed",
        WireCompatibility::Unknown,
        SemverLevel::Patch,
    );
    let mutant = mutant("/servers/0/url", expected.clone(), expected, |root| {
        if let Some(url) = root.pointer_mut("/servers/0/url") {
            *url = json!("https://mutant.example/v0");
        }
    });
    is_plain.then_some(mutant).into_iter().collect()
}

fn second_server(document: &DocumentIndex) -> Vec<Mutant> {
    let url = document.get("/servers/0/url").as_str().unwrap_or_default();
    let is_there = url.starts_with("https://") && document.get("/servers/1").is_null();
    // The client uses the first server; with several, callers select one by a type.
    let there = expect(
        "servers-changed",
        WireCompatibility::Compatible,
        SemverLevel::Minor,
    );
    let back = expect(
        "servers-changed",
        WireCompatibility::Compatible,
        SemverLevel::Major,
    );
    let mutant = mutant("/servers", there, back, |root| {
        let servers = root.pointer_mut("/servers").and_then(Value::as_array_mut);
        if let Some(servers) = servers {
            servers.push(json!({"url": "https://mutant.example/v0"}));
        }
    });
    is_there.then_some(mutant).into_iter().collect()
}

fn summary(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.map(|operation| {
        let expected = expect(
            "docs-changed",
            WireCompatibility::Compatible,
            SemverLevel::Patch,
        );
        with(
            operation,
            [expected.clone(), expected],
            "summary",
            json!("A mutant"),
        )
    })
    .collect()
}

fn title(_: &DocumentIndex) -> Vec<Mutant> {
    let expected = expect(
        "docs-changed",
        WireCompatibility::Compatible,
        SemverLevel::Patch,
    );
    let mutant = mutant("/info/title", expected.clone(), expected, |root| {
        if let Some(info) = object(root, "/info") {
            info.insert("title".to_owned(), json!("Mutants"));
        }
    });
    vec![mutant]
}
