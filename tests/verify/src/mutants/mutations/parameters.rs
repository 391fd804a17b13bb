//! Parameters of operations.

use super::super::document_index::{DocumentIndex, Operation, join, object};
use super::super::mutation::{Expected, Mutant, expect, mutant, same, table};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Value, json};

table! {
    "optional query parameter" query
    "optional header" header
    "optional cookie" cookie
    "required parameter" required_added
    "parameter required" became_required
    "path parameter renamed" renamed
    "name of a setter taken" setter
    "parameter in another place" place
    "parameter exploded" exploded
    "parameter deprecated" deprecated
    "parameters in another order" reordered
    "limit of a parameter" limit
    "default of a parameter" default
    "text parameter as boolean" changed
}

/// An inline parameter of an operation.
struct Parameter<'f> {
    operation: &'f Operation,
    at: String,
    value: &'f Value,
}

fn parameters<'f>(
    document: &'f DocumentIndex,
    test: impl Fn(&Value) -> bool + 'f,
) -> impl Iterator<Item = Parameter<'f>> {
    document.operations.iter().flat_map(move |operation| {
        let base = join(&operation.at, "parameters");
        let own = document.get(&base).as_array().into_iter().flatten();
        let own = own.enumerate().map(|(index, value)| Parameter {
            operation,
            at: join(&base, &index.to_string()),
            value,
        });
        own.filter(|parameter| parameter.value.get("$ref").is_none() && test(parameter.value))
            .collect::<Vec<_>>()
    })
}

fn is_in(value: &Value, place: &str) -> bool {
    value["in"] == json!(place)
}

/// Returns `true` if it is a text without constraints.
fn is_text(value: &Value) -> bool {
    super::objects::is_text(&value["schema"])
}

fn is_optional(value: &Value) -> bool {
    value["required"] != json!(true)
}

/// Appends a parameter to those of the operation at a place.
fn add(root: &mut Value, at: &str, parameter: &Value) {
    if let Some(own) = object(root, at)
        && let Some(list) = own
            .entry("parameters")
            .or_insert_with(|| json!([]))
            .as_array_mut()
    {
        list.push(parameter.clone());
    }
}

fn new(document: &DocumentIndex, parameter: &Value, there: &Expected) -> Vec<Mutant> {
    let back = expect(
        "parameter-removed",
        WireCompatibility::Unknown,
        SemverLevel::Major,
    );
    let all = document.operations.iter();
    all.map(|operation| {
        let (at, parameter) = (operation.at.clone(), parameter.clone());
        mutant(&operation.at, there.clone(), back.clone(), move |root| {
            add(root, &at, &parameter);
        })
    })
    .collect()
}

fn query(document: &DocumentIndex) -> Vec<Mutant> {
    let there = expect(
        "parameter-added",
        WireCompatibility::Compatible,
        SemverLevel::Minor,
    );
    let parameter = json!({"name": "mutant_note", "in": "query", "schema": {"type": "string"}});
    new(document, &parameter, &there)
}

fn header(document: &DocumentIndex) -> Vec<Mutant> {
    let there = expect(
        "parameter-added",
        WireCompatibility::Compatible,
        SemverLevel::Minor,
    );
    let parameter = json!({"name": "X-Mutant-Note", "in": "header", "schema": {"type": "string"}});
    new(document, &parameter, &there)
}

fn cookie(document: &DocumentIndex) -> Vec<Mutant> {
    let there = expect(
        "parameter-added",
        WireCompatibility::Compatible,
        SemverLevel::Minor,
    );
    let parameter = json!({"name": "mutant_note", "in": "cookie", "schema": {"type": "string"}});
    new(document, &parameter, &there)
}

fn required_added(document: &DocumentIndex) -> Vec<Mutant> {
    let there = expect(
        "required-parameter-added",
        WireCompatibility::Breaking,
        SemverLevel::Major,
    );
    let parameter = json!({
        "name": "mutant_note", "in": "query", "required": true, "schema": {"type": "string"},
    });
    new(document, &parameter, &there)
}

/// Sets members of a parameter.
fn with(parameter: &Parameter<'_>, there: Expected, back: Expected, members: Value) -> Mutant {
    let at = parameter.at.clone();
    mutant(&parameter.at, there, back, move |root| {
        if let Some(own) = object(root, &at) {
            own.extend(members.as_object().cloned().unwrap_or_default());
        }
    })
}

fn became_required(document: &DocumentIndex) -> Vec<Mutant> {
    let optional = |value: &Value| {
        is_optional(value) && (is_in(value, "query") || is_in(value, "header")) && is_text(value)
    };
    parameters(document, optional)
        .map(|parameter| {
            let there = expect(
                "parameter-became-required",
                WireCompatibility::Breaking,
                SemverLevel::Major,
            );
            let back = expect(
                "parameter-became-optional",
                WireCompatibility::Compatible,
                SemverLevel::Major,
            );
            with(&parameter, there, back, json!({"required": true}))
        })
        .collect()
}

/// Adds another parameter, which has the same name in Rust and precedes it.
fn setter(document: &DocumentIndex) -> Vec<Mutant> {
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let may = move |value: &Value| {
        let is_plain = |letter: char| letter.is_ascii_lowercase();
        is_optional(value)
            && is_in(value, "query")
            && is_text(value)
            && name(value).chars().all(is_plain)
            && !name(value).is_empty()
    };
    parameters(document, may)
        .map(|parameter| {
            let mut other = name(parameter.value);
            other[..1].make_ascii_uppercase();
            let added = json!({"name": other, "in": "query", "schema": {"type": "boolean"}});
            let at = parameter.operation.at.clone();
            let renamed = || {
                expect(
                    "parameter-setter-renamed",
                    WireCompatibility::Compatible,
                    SemverLevel::Major,
                )
            };
            let there = expect(
                "parameter-added",
                WireCompatibility::Compatible,
                SemverLevel::Major,
            );
            let back = expect(
                "parameter-removed",
                WireCompatibility::Unknown,
                SemverLevel::Major,
            );
            let mut mutant = mutant(&parameter.at, there, back, move |root| {
                add(root, &at, &added);
            });
            mutant.there.push(renamed());
            mutant.back.push(renamed());
            mutant
        })
        .collect()
}

/// Renames a path parameter, in the path and in its declaration.
fn renamed(document: &DocumentIndex) -> Vec<Mutant> {
    let in_path = |value: &Value| is_in(value, "path");
    parameters(document, in_path)
        .filter(|parameter| {
            let path = &parameter.operation.path;
            let mut others = document.operations.iter();
            let is_alone =
                others.all(|other| other.at == parameter.operation.at || other.path != *path);
            let name = parameter.value["name"].as_str().unwrap_or_default();
            is_alone && path.contains(&format!("{{{name}}}"))
        })
        .map(|parameter| {
            let expected = expect(
                "parameter-renamed",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let path = parameter.operation.path.clone();
            let name = parameter.value["name"].as_str().unwrap_or_default();
            let other = path.replace(&format!("{{{name}}}"), "{mutant_id}");
            let at = parameter.at.clone();
            mutant(&parameter.at, expected.clone(), expected, move |root| {
                if let Some(own) = object(root, &at) {
                    own.insert("name".to_owned(), json!("mutant_id"));
                }
                if let Some(paths) = object(root, "/paths") {
                    *paths = std::mem::take(paths)
                        .into_iter()
                        .map(|(key, item)| (if key == path { other.clone() } else { key }, item))
                        .collect();
                }
            })
        })
        .collect()
}

fn place(document: &DocumentIndex) -> Vec<Mutant> {
    let optional = |value: &Value| {
        is_optional(value) && is_in(value, "query") && is_text(value) && value["style"].is_null()
    };
    parameters(document, optional)
        .map(|parameter| {
            let expected = expect(
                "parameter-place-changed",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let mut members = json!({"in": "header"});
            if !parameter.value["explode"].is_null() {
                members["explode"] = json!(false);
            }
            with(&parameter, expected.clone(), expected, members)
        })
        .collect()
}

fn exploded(document: &DocumentIndex) -> Vec<Mutant> {
    let array = |value: &Value| {
        is_in(value, "query")
            && value["schema"]["type"] == json!("array")
            && (value["style"].is_null() || value["style"] == json!("form"))
    };
    parameters(document, array)
        .map(|parameter| {
            let expected = expect(
                "parameter-encoding-changed",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let explodes = parameter.value["explode"] != json!(false);
            let members = json!({"explode": !explodes});
            with(&parameter, expected.clone(), expected, members)
        })
        .collect()
}

fn deprecated(document: &DocumentIndex) -> Vec<Mutant> {
    let current = |value: &Value| !is_in(value, "path") && value["deprecated"] != json!(true);
    parameters(document, current)
        .map(|parameter| {
            let rule = "parameter-deprecated";
            // A setter can be deprecated, an argument cannot.
            let (there, back) = if is_optional(parameter.value) {
                (SemverLevel::Minor, SemverLevel::Patch)
            } else {
                (SemverLevel::None, SemverLevel::None)
            };
            let there = expect(rule, WireCompatibility::Compatible, there);
            let back = expect(rule, WireCompatibility::Compatible, back);
            with(&parameter, there, back, json!({"deprecated": true}))
        })
        .collect()
}

fn reordered(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.filter(|operation| {
        let list = document.get(&join(&operation.at, "parameters"));
        list.as_array().is_some_and(|list| list.len() > 1)
    })
    .map(|operation| {
        let list = join(&operation.at, "parameters");
        same(&operation.at, move |root| {
            if let Some(list) = root.pointer_mut(&list).and_then(Value::as_array_mut) {
                list.reverse();
            }
        })
    })
    .collect()
}

/// Sets a member of a parameter's schema.
fn with_schema(
    parameter: &Parameter<'_>,
    there: Expected,
    back: Expected,
    keyword: &'static str,
    value: Value,
) -> Mutant {
    let at = join(&parameter.at, "schema");
    mutant(&parameter.at, there, back, move |root| {
        if let Some(own) = object(root, &at) {
            own.insert(keyword.to_owned(), value.clone());
        }
    })
}

fn limit(document: &DocumentIndex) -> Vec<Mutant> {
    parameters(document, is_text)
        .map(|parameter| {
            let there = expect(
                "constraint-tightened",
                WireCompatibility::Breaking,
                SemverLevel::Patch,
            );
            let back = expect(
                "constraint-loosened",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            with_schema(&parameter, there, back, "maxLength", json!(77))
        })
        .collect()
}

fn default(document: &DocumentIndex) -> Vec<Mutant> {
    let optional = |value: &Value| is_optional(value) && is_text(value);
    parameters(document, optional)
        .map(|parameter| {
            let expected = expect(
                "default-changed",
                WireCompatibility::Unknown,
                SemverLevel::Patch,
            );
            with_schema(
                &parameter,
                expected.clone(),
                expected,
                "default",
                json!("mutant"),
            )
        })
        .collect()
}

fn changed(document: &DocumentIndex) -> Vec<Mutant> {
    let text = |value: &Value| !is_in(value, "path") && is_text(value);
    parameters(document, text)
        .map(|parameter| {
            let expected = expect(
                "type-changed",
                WireCompatibility::Breaking,
                SemverLevel::Major,
            );
            with_schema(
                &parameter,
                expected.clone(),
                expected,
                "type",
                json!("boolean"),
            )
        })
        .collect()
}
