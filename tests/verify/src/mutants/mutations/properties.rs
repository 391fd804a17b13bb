//! Properties of objects.

use super::super::document_index::{DocumentIndex, join, object};
use super::super::mutation::{Mutant, breaks, depends, expect, mutant, narrows, table, widens};
use super::objects::{Object, Property, is_text, objects, properties};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Value, json};

/// The name of added members, which no document has.
pub(super) const NEW: &str = "mutantNote";

table! {
    "optional property" added
    "required property" required_added
    "property required" became_required
    "property nullable" became_nullable
    "property readOnly" read_only
    "property writeOnly" write_only
    "property deprecated" deprecated
    "property in another case" recased
    "property renamed" renamed
    "additional properties" additional
    "object closed" closed
    "constant of a property" constant
    "cycle of references" cycle
}

fn text_mutant(
    property: &Property,
    there: super::super::mutation::Expected,
    back: super::super::mutation::Expected,
    keyword: &'static str,
    value: Value,
) -> Mutant {
    let at = property.at.clone();
    mutant(&property.at, there, back, move |root| {
        if let Some(schema) = object(root, &at) {
            schema.insert(keyword.to_owned(), value.clone());
        }
    })
}

fn add(root: &mut Value, at: &str, is_required: bool) {
    let Some(schema) = object(root, at) else {
        return;
    };
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(NEW.to_owned(), json!({"type": "string"}));
    }
    if is_required {
        require(root, at, NEW);
    }
}

fn require(root: &mut Value, at: &str, name: &str) {
    if let Some(schema) = object(root, at) {
        let required = schema.entry("required").or_insert_with(|| json!([]));
        if let Some(required) = required.as_array_mut() {
            required.push(json!(name));
        }
    }
}

fn added(document: &DocumentIndex) -> Vec<Mutant> {
    let all = objects(document).into_iter();
    all.map(|Object { at, role }| {
        let there = expect(
            "property-added",
            WireCompatibility::Compatible,
            SemverLevel::Minor,
        );
        let back = expect(
            "property-removed",
            depends(role.travels()),
            SemverLevel::Major,
        );
        let place = at.clone();
        mutant(&at, there, back, move |root| add(root, &place, false))
    })
    .collect()
}

fn required_added(document: &DocumentIndex) -> Vec<Mutant> {
    let all = objects(document).into_iter();
    all.map(|Object { at, role }| {
        // Request types are created by `new`, which gets one more argument.
        let rust = if role.request {
            SemverLevel::Major
        } else {
            SemverLevel::Minor
        };
        let there = expect("required-property-added", narrows(role), rust);
        let wire = widens(role).max(depends(role.request));
        let back = expect("required-property-removed", wire, SemverLevel::Major);
        let place = at.clone();
        mutant(&at, there, back, move |root| add(root, &place, true))
    })
    .collect()
}

fn became_required(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.filter(|property| !property.required)
        .map(|property| {
            let role = property.object.role;
            let there = expect(
                "property-became-required",
                narrows(role),
                SemverLevel::Major,
            );
            let back = expect("property-became-optional", widens(role), SemverLevel::Major);
            let (at, name) = (property.object.at.clone(), property.name.clone());
            mutant(&property.at, there, back, move |root| {
                require(root, &at, &name);
            })
        })
        .collect()
}

fn became_nullable(document: &DocumentIndex) -> Vec<Mutant> {
    let (keyword, value) = if document.has_null_type {
        ("type", json!(["string", "null"]))
    } else {
        ("nullable", json!(true))
    };
    let all = properties(document, is_text).into_iter();
    all.map(|property| {
        let role = property.object.role;
        let there = expect("property-became-nullable", widens(role), SemverLevel::Major);
        let back = expect(
            "property-became-non-null",
            narrows(role),
            SemverLevel::Major,
        );
        text_mutant(&property, there, back, keyword, value.clone())
    })
    .collect()
}

fn read_only(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.filter(|property| !property.required)
        .map(|property| {
            let role = property.object.role;
            // Its setter is removed, if there is one.
            let levels = if role.request {
                (SemverLevel::Major, SemverLevel::Minor)
            } else {
                (SemverLevel::None, SemverLevel::None)
            };
            access(&property, "readOnly", levels)
        })
        .collect()
}

fn write_only(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.filter(|property| !property.required)
        .map(|property| {
            access(
                &property,
                "writeOnly",
                (SemverLevel::None, SemverLevel::None),
            )
        })
        .collect()
}

fn access(
    property: &Property,
    keyword: &'static str,
    (there, back): (SemverLevel, SemverLevel),
) -> Mutant {
    let rule = "property-access-changed";
    let wire = depends(property.object.role.travels());
    let (there, back) = (expect(rule, wire, there), expect(rule, wire, back));
    text_mutant(property, there, back, keyword, json!(true))
}

fn deprecated(document: &DocumentIndex) -> Vec<Mutant> {
    let rule = "property-deprecated";
    let all = properties(document, is_text).into_iter();
    all.map(|property| {
        let there = expect(rule, WireCompatibility::Compatible, SemverLevel::Minor);
        let back = expect(rule, WireCompatibility::Compatible, SemverLevel::Patch);
        text_mutant(&property, there, back, "deprecated", json!(true))
    })
    .collect()
}

fn recased(document: &DocumentIndex) -> Vec<Mutant> {
    let rule = "property-wire-name-changed";
    let all = properties(document, is_text).into_iter();
    all.filter_map(|property| {
        let other = snake(&property.name)?;
        let is_taken = document
            .members(&join(&property.object.at, "properties"))
            .any(|(name, _)| *name == other);
        let wire = breaks(property.object.role.travels());
        // The arguments of `new` are ordered by wire name.
        let level = if property.object.role.request && is_moved(document, &property, &other) {
            SemverLevel::Major
        } else {
            SemverLevel::Patch
        };
        let (there, back) = (expect(rule, wire, level), expect(rule, wire, level));
        (!is_taken).then(|| rename(&property, there, back, other))
    })
    .collect()
}

/// Returns `true` if a required property moves among the required ones when it is renamed.
fn is_moved(document: &DocumentIndex, property: &Property, other: &str) -> bool {
    let required = document.get(&join(&property.object.at, "required"));
    let required = required.as_array().into_iter().flatten();
    let others = || {
        let names = required.clone().filter_map(Value::as_str);
        names.filter(|name| *name != property.name)
    };
    let before = |name: &str| others().filter(|one| *one < name).count();
    property.required && before(&property.name) != before(other)
}

/// Converts `fooBar` to `foo_bar`, if the name has this form.
pub(super) fn snake(name: &str) -> Option<String> {
    let is_camel = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().any(|letter| letter.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphabetic())
        // Only these have unambiguous word boundaries.
        && !name.as_bytes().windows(2).any(|two| two.iter().all(u8::is_ascii_uppercase))
        && !name.ends_with(|last: char| last.is_ascii_uppercase());
    is_camel.then(|| {
        let mut out = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() {
                out.push('_');
            }
            out.push(letter.to_ascii_lowercase());
        }
        out
    })
}

fn renamed(document: &DocumentIndex) -> Vec<Mutant> {
    let rule = "property-renamed";
    let all = properties(document, is_text).into_iter();
    all.filter(|property| {
        property
            .name
            .chars()
            .all(|letter| letter.is_ascii_lowercase())
    })
    .map(|property| {
        let wire = breaks(property.object.role.travels());
        let (there, back) = (
            expect(rule, wire, SemverLevel::Major),
            expect(rule, wire, SemverLevel::Major),
        );
        let other = format!("mutant_{}", property.name);
        rename(&property, there, back, other)
    })
    .collect()
}

fn rename(
    property: &Property,
    there: super::super::mutation::Expected,
    back: super::super::mutation::Expected,
    other: String,
) -> Mutant {
    let (object_at, name) = (property.object.at.clone(), property.name.clone());
    mutant(&property.at, there, back, move |root| {
        let Some(schema) = object(root, &object_at) else {
            return;
        };
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            *properties = std::mem::take(properties)
                .into_iter()
                .map(|(key, value)| (if key == name { other.clone() } else { key }, value))
                .collect();
        }
        let required = schema.get_mut("required").and_then(Value::as_array_mut);
        for one in required.into_iter().flatten() {
            if *one == json!(name) {
                *one = json!(other);
            }
        }
    })
}

fn additional(document: &DocumentIndex) -> Vec<Mutant> {
    let all = objects(document).into_iter();
    all.map(|Object { at, role }| {
        let wire = depends(role.travels());
        let there = expect("additional-properties-added", wire, SemverLevel::Minor);
        let back = expect("additional-properties-removed", wire, SemverLevel::Major);
        with_keyword(
            &at,
            there,
            back,
            "additionalProperties",
            json!({"type": "integer"}),
        )
    })
    .collect()
}

fn closed(document: &DocumentIndex) -> Vec<Mutant> {
    let rule = "object-closed";
    let all = objects(document).into_iter();
    all.map(|Object { at, role }| {
        // It is not visible in any type.
        let there = expect(rule, narrows(role), SemverLevel::None);
        let back = expect(rule, WireCompatibility::Compatible, SemverLevel::None);
        with_keyword(&at, there, back, "additionalProperties", json!(false))
    })
    .collect()
}

/// Adds a keyword to a schema.
pub(super) fn with_keyword(
    at: &str,
    there: super::super::mutation::Expected,
    back: super::super::mutation::Expected,
    keyword: &'static str,
    value: Value,
) -> Mutant {
    let place = at.to_owned();
    mutant(at, there, back, move |root| {
        if let Some(schema) = object(root, &place) {
            schema.insert(keyword.to_owned(), value.clone());
        }
    })
}

/// Changes the only value of a property.
fn constant(document: &DocumentIndex) -> Vec<Mutant> {
    let rule = "property-constant-changed";
    let all = properties(document, |schema| {
        let values = schema.get("enum").and_then(Value::as_array);
        let is_one = values.is_some_and(|values| values.len() == 1 && values[0].is_string());
        is_one && schema.get("default").is_none() && schema.get("x-enum-varnames").is_none()
    });
    all.into_iter()
        .filter(|property| property.required)
        .map(|property| {
            let role = property.object.role;
            // The enum has one value, which the constant repeats.
            let changed = expect(rule, breaks(role.travels()), SemverLevel::Patch);
            let come = expect(
                "enum-value-added",
                WireCompatibility::Compatible,
                SemverLevel::Minor,
            );
            let gone = expect("enum-value-removed", narrows(role), SemverLevel::Major);
            let mut mutant = text_mutant(&property, come.clone(), come, "enum", json!(["mutant"]));
            for expected in [&mut mutant.there, &mut mutant.back] {
                expected.extend([changed.clone(), gone.clone()]);
            }
            mutant
        })
        .collect()
}

/// Makes an object recursive: a member refers to the object that contains it.
fn cycle(document: &DocumentIndex) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let whole = objects(document);
    for property in properties(document, |schema| schema.get("$ref").is_some()) {
        let inner = document.follow(&property.at);
        let outer = &property.object;
        let is_component = |at: &str| at.starts_with("/components/schemas/");
        let is_inner = whole.iter().any(|object| object.at == inner);
        // A newly sent object gets setters, and one that was only received breaks in other ways.
        let travels_alike = document.schemas.get(&inner).is_some_and(|role| {
            (role.request, role.response) == (outer.role.request, outer.role.response)
        });
        let leads_back = reaches(document, &inner, &outer.at) || !travels_alike;
        let name = outer.at.trim_start_matches("/components/schemas/");
        if !is_inner || leads_back || !is_component(&outer.at) || name.contains('/') {
            continue;
        }
        let target = format!("#{}", outer.at);
        let place = inner.clone();
        let is_used = document.schemas[&inner].travels();
        let mut mutant = mutant(
            &inner,
            expect(
                "property-added",
                WireCompatibility::Compatible,
                SemverLevel::Minor,
            ),
            expect("property-removed", depends(is_used), SemverLevel::Major),
            move |root| {
                if let Some(properties) = object(root, &join(&place, "properties")) {
                    properties.insert(NEW.to_owned(), json!({"$ref": target}));
                }
            },
        );
        let boxed = expect(
            "property-recursion-changed",
            WireCompatibility::Compatible,
            SemverLevel::Major,
        );
        mutant.there.push(boxed.clone());
        mutant.back.push(boxed);
        mutants.push(mutant);
    }
    mutants
}

/// Returns `true` if a schema contains another one, at any depth.
fn reaches(document: &DocumentIndex, from: &str, to: &str) -> bool {
    let text = |at: &str| document.get(at).to_string();
    let mut seen = vec![from.to_owned()];
    let mut index = 0;
    while let Some(at) = seen.get(index).cloned() {
        index += 1;
        let text = text(&at);
        for part in text.split("\"$ref\":\"#").skip(1) {
            let target = part.split('"').next().unwrap_or_default().to_owned();
            if target == to {
                return true;
            }
            if !seen.contains(&target) {
                seen.push(target);
            }
        }
    }
    false
}
