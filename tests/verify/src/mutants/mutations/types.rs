//! Components and their types.

use super::super::document_index::{DocumentIndex, join, object};
use super::super::mutation::{Mutant, breaks, expect, mutant, narrows, table, widens};
use super::objects::{Object, has_type, objects, properties};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Value, json};

table! {
    "component that nothing uses" unused
    "component renamed" renamed
    "component deprecated" deprecated
    "component in requests" sent
    "enum as object" kind
    "object as union" union
    "object in place as component" moved
    "description of a component" description
}

fn unused(_: &DocumentIndex) -> Vec<Mutant> {
    let there = expect(
        "type-added",
        WireCompatibility::Compatible,
        SemverLevel::Minor,
    );
    let back = expect(
        "type-removed",
        WireCompatibility::Compatible,
        SemverLevel::Major,
    );
    let mutant = mutant("/components/schemas", there, back, |root| {
        if let Some(components) = root.as_object_mut().and_then(|root| {
            root.entry("components")
                .or_insert_with(|| json!({}))
                .as_object_mut()
        }) && let Some(schemas) = components
            .entry("schemas")
            .or_insert_with(|| json!({}))
            .as_object_mut()
        {
            let schema = json!({"type": "object", "properties": {"note": {"type": "string"}}});
            schemas.insert("MutantOfNone".to_owned(), schema);
        }
    });
    vec![mutant]
}

/// Returns the key and pointer of each component that is an object type.
fn components(document: &DocumentIndex) -> impl Iterator<Item = (String, Object)> {
    objects(document).into_iter().filter_map(|object| {
        let key = object.at.strip_prefix("/components/schemas/")?.to_owned();
        let is_plain = key.chars().all(|letter| letter.is_ascii_alphanumeric());
        is_plain.then_some((key, object))
    })
}

/// Renames a component and all references to it.
fn renamed(document: &DocumentIndex) -> Vec<Mutant> {
    let text = document.root.to_string();
    components(document)
        // A discriminator may name it without a reference.
        .filter(|(key, _)| !text.contains(&format!(":\"{key}\"")))
        .map(|(key, own)| {
            let expected = expect(
                "type-renamed",
                WireCompatibility::Compatible,
                SemverLevel::Major,
            );
            mutant(&own.at, expected.clone(), expected, move |root| {
                rename(root, &key)
            })
        })
        .collect()
}

/// Replaces references to a place everywhere. In mappings, references are plain texts.
pub(super) fn redirect(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) => {
            if let Some(rest) = text.strip_prefix(old)
                && (rest.is_empty() || rest.starts_with('/'))
            {
                *text = format!("{new}{rest}");
            }
        }
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| redirect(member, old, new)),
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, old, new)),
        _ => {}
    }
}

/// Renames a component and all references to it.
pub(super) fn rename(root: &mut Value, key: &str) {
    let other = format!("MutantOf{key}");
    let base = format!("#/components/schemas/{key}");
    redirect(root, &base, &format!("#/components/schemas/{other}"));
    if let Some(schemas) = object(root, "/components/schemas") {
        *schemas = std::mem::take(schemas)
            .into_iter()
            .map(|(one, schema)| (if one == key { other.clone() } else { one }, schema))
            .collect();
    }
}

fn deprecated(document: &DocumentIndex) -> Vec<Mutant> {
    components(document)
        .map(|(_, own)| {
            let rule = "type-deprecated";
            let there = expect(rule, WireCompatibility::Compatible, SemverLevel::Minor);
            let back = expect(rule, WireCompatibility::Compatible, SemverLevel::Patch);
            super::properties::with_keyword(&own.at, there, back, "deprecated", json!(true))
        })
        .collect()
}

/// Adds an operation that sends a type that was only received.
fn sent(document: &DocumentIndex) -> Vec<Mutant> {
    components(document)
        .filter(|(_, own)| {
            // Its members would be sent, too.
            let scalars = ["string", "integer", "boolean", "number"];
            let mut own_properties = document.members(&join(&own.at, "properties"));
            let is_flat = own_properties
                .all(|(_, schema)| scalars.iter().any(|scalar| has_type(schema, scalar)));
            own.role.response && !own.role.request && is_flat
        })
        .map(|(key, own)| {
            let mut mutant = mutant(
                &own.at,
                expect(
                    "operation-added",
                    WireCompatibility::Compatible,
                    SemverLevel::Minor,
                ),
                expect(
                    "operation-removed",
                    WireCompatibility::Breaking,
                    SemverLevel::Major,
                ),
                move |root| {
                    let schema = json!({"$ref": format!("#/components/schemas/{key}")});
                    let operation = json!({
                        "operationId": "mutantOperation",
                        "requestBody": {
                            "required": true,
                            "content": {"application/json": {"schema": schema}},
                        },
                        "responses": {"204": {"description": "Done."}},
                    });
                    if let Some(paths) = object(root, "/paths") {
                        paths.insert("/mutant".to_owned(), json!({"post": operation}));
                    }
                },
            );
            let rule = "type-sent";
            mutant.there.push(expect(
                rule,
                WireCompatibility::Compatible,
                SemverLevel::Minor,
            ));
            mutant.back.push(expect(
                rule,
                WireCompatibility::Compatible,
                SemverLevel::Major,
            ));
            mutant
        })
        .collect()
}

/// Replaces an enum that a property refers to by an object.
fn kind(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.schemas.iter();
    all.filter(|(at, role)| {
        let is_component = at.starts_with("/components/schemas/") && at.matches('/').count() == 3;
        is_component && role.is_plain() && super::objects::is_enum(document.get(at))
    })
    .filter(|(at, _)| document.get(at).get("default").is_none())
    .map(|(at, role)| {
        let expected = expect(
            "type-kind-changed",
            breaks(role.travels()),
            SemverLevel::Major,
        );
        let place = at.clone();
        mutant(at, expected.clone(), expected, move |root| {
            if let Some(own) = object(root, &place) {
                let description = own.remove("description");
                own.clear();
                own.insert("type".to_owned(), json!("object"));
                own.insert("properties".to_owned(), json!({"note": {"type": "string"}}));
                own.extend(description.map(|text| ("description".to_owned(), text)));
            }
        })
    })
    .collect()
}

/// Replaces an object by a union of two alternatives.
fn union(document: &DocumentIndex) -> Vec<Mutant> {
    let text = document.root.to_string();
    components(document)
        .filter(|(key, own)| {
            let is_base = text.contains(&format!(":\"{key}\""));
            let is_flat = document
                .members(&join(&own.at, "properties"))
                .all(|(_, schema)| has_type(schema, "string") || has_type(schema, "integer"));
            !is_base && is_flat && document.get(&join(&own.at, "title")).is_null()
        })
        .map(|(_, own)| {
            let there = expect("type-kind-changed", widens(own.role), SemverLevel::Major);
            let back = expect("type-kind-changed", narrows(own.role), SemverLevel::Major);
            let at = own.at.clone();
            mutant(&own.at, there, back, move |root| {
                if let Some(schema) = root.pointer_mut(&at) {
                    let description = schema
                        .as_object_mut()
                        .and_then(|own| own.remove("description"));
                    let object = schema.take();
                    *schema = json!({"oneOf": [object, {"type": "boolean"}]});
                    if let Some(description) = description {
                        schema["description"] = description;
                    }
                }
            })
        })
        .collect()
}

/// Moves an inline object of a property to a component with another name.
fn moved(document: &DocumentIndex) -> Vec<Mutant> {
    let whole = objects(document);
    properties(document, |schema| schema.get("properties").is_some())
        .into_iter()
        .filter(|property| whole.iter().any(|object| object.at == property.at))
        // Siblings of a reference describe the property.
        .filter(|property| document.get(&property.at).get("description").is_none())
        .map(|property| {
            let expected = expect(
                "type-renamed",
                WireCompatibility::Compatible,
                SemverLevel::Major,
            );
            let at = property.at.clone();
            mutant(&property.at, expected.clone(), expected, move |root| {
                let Some(own) = root.pointer_mut(&at) else {
                    return;
                };
                let schema =
                    std::mem::replace(own, json!({"$ref": "#/components/schemas/MutantOfPlace"}));
                if let Some(schemas) = object(root, "/components/schemas") {
                    schemas.insert("MutantOfPlace".to_owned(), schema);
                }
            })
        })
        .collect()
}

fn description(document: &DocumentIndex) -> Vec<Mutant> {
    components(document)
        .map(|(_, own)| {
            let expected = expect(
                "docs-changed",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let text = json!("A mutant.");
            super::properties::with_keyword(
                &own.at,
                expected.clone(),
                expected,
                "description",
                text,
            )
        })
        .collect()
}
