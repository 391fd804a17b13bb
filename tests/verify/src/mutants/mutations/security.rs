//! Security.

use super::super::document_index::{DocumentIndex, join, object};
use super::super::mutation::{Mutant, expect, mutant, table};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Map, Value, json};

table! {
    "no credentials" none
    "another alternative" alternative
    "alternatives in another order" reordered
    "scope" scope
    "security scheme" scheme
    "security scheme renamed" renamed
    "security scheme in another header" changed
}

/// Returns the requirements of each operation: its own or those of the root.
fn requirements(document: &DocumentIndex) -> impl Iterator<Item = (String, Vec<Value>)> {
    document.operations.iter().filter_map(|operation| {
        let own = document.get(&operation.at).get("security");
        let all = own.or_else(|| document.root.get("security"))?.as_array()?;
        let needs_some = all
            .iter()
            .all(|one| one.as_object().is_some_and(|one| !one.is_empty()));
        (needs_some && !all.is_empty()).then(|| (operation.at.clone(), all.clone()))
    })
}

fn set(root: &mut Value, at: &str, requirements: Value) {
    if let Some(operation) = object(root, at) {
        operation.insert("security".to_owned(), requirements);
    }
}

fn none(document: &DocumentIndex) -> Vec<Mutant> {
    requirements(document)
        .map(|(at, _)| {
            let there = expect(
                "security-removed",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let back = expect(
                "security-added",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let place = at.clone();
            mutant(&at, there, back, move |root| set(root, &place, json!([])))
        })
        .collect()
}

fn alternative(document: &DocumentIndex) -> Vec<Mutant> {
    let schemes: Vec<String> = document
        .components("securitySchemes")
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    requirements(document)
        .filter_map(|(at, mut all)| {
            let is_used = |key: &String| all.iter().any(|one| one.get(key).is_some());
            let other = schemes.iter().find(|key| !is_used(key))?;
            all.push(json!({ other.as_str(): [] }));
            let there = expect(
                "security-alternative-added",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let back = expect(
                "security-alternative-removed",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let place = at.clone();
            Some(mutant(&at, there, back, move |root| {
                set(root, &place, json!(all));
            }))
        })
        .collect()
}

fn reordered(document: &DocumentIndex) -> Vec<Mutant> {
    requirements(document)
        .filter(|(_, all)| all.len() > 1 && all[0] != all[all.len() - 1])
        .map(|(at, mut all)| {
            all.reverse();
            let expected = expect(
                "security-reordered",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let place = at.clone();
            mutant(&at, expected.clone(), expected, move |root| {
                set(root, &place, json!(all));
            })
        })
        .collect()
}

fn scope(document: &DocumentIndex) -> Vec<Mutant> {
    requirements(document)
        .filter_map(|(at, mut all)| {
            let scopes = all.first_mut()?.as_object_mut()?.values_mut().next()?;
            scopes.as_array_mut()?.push(json!("mutant:all"));
            let there = expect(
                "security-scope-added",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let back = expect(
                "security-scope-removed",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let place = at.clone();
            Some(mutant(&at, there, back, move |root| {
                set(root, &place, json!(all));
            }))
        })
        .collect()
}

fn scheme(document: &DocumentIndex) -> Vec<Mutant> {
    let has_some = document.get("/components/securitySchemes").is_object();
    // No operation uses it, so requests stay valid without it.
    let there = expect(
        "security-scheme-added",
        WireCompatibility::Compatible,
        SemverLevel::Minor,
    );
    let back = expect(
        "security-scheme-removed",
        WireCompatibility::Compatible,
        SemverLevel::Major,
    );
    let mutant = mutant("/components/securitySchemes", there, back, |root| {
        if let Some(schemes) = object(root, "/components/securitySchemes") {
            let scheme = json!({"type": "apiKey", "in": "header", "name": "X-Mutant-Key"});
            schemes.insert("mutantKey".to_owned(), scheme);
        }
    });
    has_some.then_some(mutant).into_iter().collect()
}

fn renamed(document: &DocumentIndex) -> Vec<Mutant> {
    let schemes = document.components("securitySchemes").into_iter();
    schemes
        .filter(|(_, at)| document.get(at)["type"] != json!("mutualTLS"))
        .map(|(key, at)| {
            let expected = expect(
                "security-scheme-renamed",
                WireCompatibility::Compatible,
                SemverLevel::Major,
            );
            mutant(&at, expected.clone(), expected, move |root| {
                let other = format!("{key}Mutant");
                if let Some(schemes) = object(root, "/components/securitySchemes") {
                    rename(schemes, &key, &other);
                }
                require(root, &key, &other);
            })
        })
        .collect()
}

fn rename(members: &mut Map<String, Value>, old: &str, new: &str) {
    *members = std::mem::take(members)
        .into_iter()
        .map(|(key, value)| (if key == old { new.to_owned() } else { key }, value))
        .collect();
}

/// Renames a scheme in all requirements.
fn require(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Array(alternatives) if name == "security" => {
                        for alternative in alternatives.iter_mut().filter_map(Value::as_object_mut)
                        {
                            rename(alternative, old, new);
                        }
                    }
                    other => require(other, old, new),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| require(item, old, new)),
        _ => {}
    }
}

fn changed(document: &DocumentIndex) -> Vec<Mutant> {
    let schemes = document.components("securitySchemes").into_iter();
    schemes
        .filter(|(key, at)| {
            let is_key = document.get(at)["type"] == json!("apiKey");
            is_key
                && requirements(document)
                    .any(|(_, all)| all.iter().any(|one| one.get(key).is_some()))
        })
        .map(|(_, at)| {
            let expected = expect(
                "security-scheme-changed",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let name = join(&at, "name");
            mutant(&at, expected.clone(), expected, move |root| {
                if let Some(name) = root.pointer_mut(&name) {
                    *name = json!("X-Mutant-Key");
                }
            })
        })
        .collect()
}
