//! Enums and unions.

use super::super::document_index::{DocumentIndex, Role, join, object};
use super::super::mutation::{Expected, Mutant, breaks, expect, mutant, narrows, table, widens};
use super::objects::is_enum;
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Value, json};

table! {
    "value of an enum" value
    "values of an enum in another order" values_reordered
    "name of a value" variant_renamed
    "variant of a union" variant
    "variants in another order" variants_reordered
    "another tag of a variant" mapping
    "another discriminator" discriminator
    "name of a variant" union_variant_renamed
    "no discriminator" undiscriminated
}

/// Returns the enums that are types of their own.
fn enums(document: &DocumentIndex) -> Vec<(String, Role)> {
    let schemas = document.schemas.iter();
    schemas
        .filter(|(at, role)| {
            !role.shared && !role.variant && !role.form && is_enum(document.get(at))
        })
        .map(|(at, role)| (at.clone(), *role))
        .collect()
}

fn value(document: &DocumentIndex) -> Vec<Mutant> {
    let all = enums(document).into_iter();
    all.map(|(at, role)| {
        // Unlisted values are kept in `UnknownValue`.
        let there = expect(
            "enum-value-added",
            WireCompatibility::Compatible,
            SemverLevel::Minor,
        );
        let back = expect("enum-value-removed", narrows(role), SemverLevel::Major);
        let place = join(&at, "enum");
        mutant(&at, there, back, move |root| {
            let values = root.pointer_mut(&place).and_then(Value::as_array_mut);
            values
                .into_iter()
                .for_each(|values| values.push(json!("mutant-value")));
        })
    })
    .collect()
}

fn values_reordered(document: &DocumentIndex) -> Vec<Mutant> {
    let all = enums(document).into_iter();
    all.map(|(at, _)| {
        let expected = expect(
            "enum-values-reordered",
            WireCompatibility::Compatible,
            SemverLevel::Patch,
        );
        swap(&at, &join(&at, "enum"), expected)
    })
    .collect()
}

fn swap(at: &str, list: &str, expected: Expected) -> Mutant {
    let list = list.to_owned();
    mutant(at, expected.clone(), expected, move |root| {
        if let Some(values) = root.pointer_mut(&list).and_then(Value::as_array_mut) {
            values.swap(0, 1);
        }
    })
}

fn variant_renamed(document: &DocumentIndex) -> Vec<Mutant> {
    let all = enums(document).into_iter();
    all.filter_map(|(at, _)| {
        let values = document.get(&join(&at, "enum")).as_array()?;
        // Values that name their variants, regardless of case.
        let mut names = Vec::new();
        for value in values {
            let text = value.as_str()?;
            let is_word = text.chars().all(|letter| letter.is_ascii_lowercase());
            if !is_word || text.is_empty() {
                return None;
            }
            names.push(text.to_owned());
        }
        names[0] = "mutant".to_owned();
        let expected = expect(
            "enum-variant-renamed",
            WireCompatibility::Compatible,
            SemverLevel::Major,
        );
        let place = at.clone();
        Some(mutant(&at, expected.clone(), expected, move |root| {
            if let Some(schema) = object(root, &place) {
                schema.insert("x-enum-varnames".to_owned(), json!(names));
            }
        }))
    })
    .collect()
}

/// A union of objects: its location, the keyword that lists them, and its role.
struct Union {
    at: String,
    list: String,
    role: Role,
    has_tag: bool,
}

/// Returns the unions of at least two components that are objects.
fn unions(document: &DocumentIndex) -> Vec<Union> {
    let mut found = Vec::new();
    for (at, role) in &document.schemas {
        if !role.is_plain() {
            continue;
        }
        let schema = document.get(at);
        for keyword in ["oneOf", "anyOf"] {
            let list = join(at, keyword);
            let Some(variants) = document.get(&list).as_array() else {
                continue;
            };
            let is_alone = schema.as_object().is_some_and(|members| {
                let known = [keyword, "discriminator", "description", "title"];
                members.keys().all(|key| known.contains(&key.as_str()))
            });
            let are_objects = (0..variants.len()).all(|index| {
                let place = join(&list, &index.to_string());
                let target = document.follow(&place);
                target != place && document.get(&join(&target, "properties")).is_object()
            });
            let mut targets: Vec<_> = variants.iter().map(Value::to_string).collect();
            targets.sort();
            targets.dedup();
            if is_alone && are_objects && targets.len() == variants.len() && variants.len() > 1 {
                found.push(Union {
                    at: at.clone(),
                    list,
                    role: *role,
                    has_tag: schema.get("discriminator").is_some(),
                });
            }
        }
    }
    found
}

fn variant(document: &DocumentIndex) -> Vec<Mutant> {
    let all = unions(document).into_iter();
    all.filter(|union| !union.has_tag)
        .map(|union| {
            // A boolean is not an object: released clients without a variant for it cannot decode it.
            let there = expect(
                "union-variant-added",
                widens(union.role),
                SemverLevel::Minor,
            );
            let back = expect(
                "union-variant-removed",
                narrows(union.role),
                SemverLevel::Major,
            );
            let list = union.list.clone();
            mutant(&union.at, there, back, move |root| {
                if let Some(list) = root.pointer_mut(&list).and_then(Value::as_array_mut) {
                    list.push(json!({"type": "boolean"}));
                }
            })
        })
        .collect()
}

fn variants_reordered(document: &DocumentIndex) -> Vec<Mutant> {
    let all = unions(document).into_iter();
    all.map(|union| {
        let wire = if union.has_tag {
            WireCompatibility::Compatible
        } else {
            WireCompatibility::Unknown
        };
        let expected = expect("union-variants-reordered", wire, SemverLevel::Patch);
        swap(&union.at, &union.list, expected)
    })
    .collect()
}

/// Returns the unions whose discriminator maps every variant once.
fn mapped(document: &DocumentIndex) -> impl Iterator<Item = (Union, String)> {
    unions(document).into_iter().filter_map(|union| {
        let mapping = join(&join(&union.at, "discriminator"), "mapping");
        let targets: Vec<_> = document
            .members(&mapping)
            .map(|(_, to)| to.to_string())
            .collect();
        let listed = document.get(&union.list).as_array()?;
        let is_whole = listed.iter().all(|variant| {
            let to = variant["$ref"].to_string();
            targets.iter().filter(|target| **target == to).count() == 1
        });
        (is_whole && targets.len() == listed.len()).then_some((union, mapping))
    })
}

/// Changes a tag, if the variants do not declare their tags themselves.
fn mapping(document: &DocumentIndex) -> Vec<Mutant> {
    let found = mapped(document).filter(|(union, _)| !declares_values(document, union));
    found
        .map(|(union, mapping)| {
            let wire = breaks(union.role.travels());
            // The tag names the variant.
            let expected = expect("union-mapping-changed", wire, SemverLevel::Major);
            let mut mutant = mutant(&union.at, expected.clone(), expected, move |root| {
                if let Some(mapping) = object(root, &mapping) {
                    let mut members = std::mem::take(mapping).into_iter();
                    if let Some((_, target)) = members.next() {
                        mapping.insert("mutant".to_owned(), target);
                    }
                    mapping.extend(members);
                }
            });
            mutant.there.push(variant_renamed_report());
            mutant.back.push(variant_renamed_report());
            mutant
        })
        .collect()
}

/// Returns `true` if a variant lists the values of its tag.
fn declares_values(document: &DocumentIndex, union: &Union) -> bool {
    let property = document.get(&join(&union.at, "discriminator"))["propertyName"].clone();
    let count = document.get(&union.list).as_array().map_or(0, Vec::len);
    (0..count).any(|index| {
        let target = document.follow(&join(&union.list, &index.to_string()));
        let properties = join(&target, "properties");
        let property = join(&properties, property.as_str().unwrap_or_default());
        let schema = document.get(&document.follow(&property));
        schema.get("enum").is_some() || schema.get("const").is_some()
    })
}

/// Changes the discriminator property, if the variants do not declare it.
fn discriminator(document: &DocumentIndex) -> Vec<Mutant> {
    let found = mapped(document).filter(|(union, _)| {
        let property = document.get(&join(&union.at, "discriminator"))["propertyName"].clone();
        let count = document.get(&union.list).as_array().map_or(0, Vec::len);
        (0..count).all(|index| {
            let target = document.follow(&join(&union.list, &index.to_string()));
            let properties = document.get(&join(&target, "properties"));
            let name = property.as_str().unwrap_or_default();
            properties.get(name).is_none() && document.get(&join(&target, "allOf")).is_null()
        })
    });
    found
        .map(|(union, _)| {
            let wire = breaks(union.role.travels());
            let expected = expect("union-tag-changed", wire, SemverLevel::Patch);
            let place = join(&union.at, "discriminator");
            mutant(&union.at, expected.clone(), expected, move |root| {
                if let Some(own) = object(root, &place) {
                    own.insert("propertyName".to_owned(), json!("mutant_tag"));
                }
            })
        })
        .collect()
}

/// Renames a component that is a variant.
fn union_variant_renamed(document: &DocumentIndex) -> Vec<Mutant> {
    let all = unions(document);
    let targets = |union: &Union| -> Vec<String> {
        let count = document.get(&union.list).as_array().map_or(0, Vec::len);
        let places = (0..count).map(|index| join(&union.list, &index.to_string()));
        places.map(|place| document.follow(&place)).collect()
    };
    let mut mutants = Vec::new();
    for union in &all {
        let Some(first) = targets(union).into_iter().next() else {
            continue;
        };
        let Some(key) = first
            .strip_prefix("/components/schemas/")
            .map(str::to_owned)
        else {
            continue;
        };
        let times = all
            .iter()
            .filter(|other| targets(other).contains(&first))
            .count();
        let is_named = document.root.to_string().contains(&format!(":\"{key}\""));
        // Its values are variants of this union only.
        let uses = document
            .root
            .to_string()
            .matches(&format!("\"#{first}\""))
            .count();
        let is_alone = times == 1 && uses <= 2 && !document.schemas[&first].shared;
        if !is_alone || is_named || !key.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            continue;
        }
        let renamed = expect(
            "type-renamed",
            WireCompatibility::Compatible,
            SemverLevel::Major,
        );
        let mut mutant = mutant(&first, renamed.clone(), renamed, move |root| {
            super::types::rename(root, &key);
        });
        if !is_named_by_tag(document, union, &first) {
            mutant.there.push(variant_renamed_report());
            mutant.back.push(variant_renamed_report());
        }
        mutants.push(mutant);
    }
    mutants
}

/// Returns `true` if the mapping of a union's discriminator has one value for a variant, and that is a word.
fn is_named_by_tag(document: &DocumentIndex, union: &Union, variant: &str) -> bool {
    let mapping = join(&join(&union.at, "discriminator"), "mapping");
    let target = format!("#{variant}");
    let mut values = document
        .members(&mapping)
        .filter(|(_, to)| to.as_str() == Some(&target))
        .map(|(value, _)| value);
    let is_word = |value: &String| value.chars().any(char::is_alphabetic);
    values.next().is_some_and(is_word) && values.next().is_none()
}

fn variant_renamed_report() -> Expected {
    expect(
        "union-variant-renamed",
        WireCompatibility::Compatible,
        SemverLevel::Major,
    )
}

/// Removes the discriminator of variants that declare their tag: they are matched by properties, and unknown values are not kept.
fn undiscriminated(document: &DocumentIndex) -> Vec<Mutant> {
    let found = mapped(document).filter(|(union, _)| {
        let property = document.get(&join(&union.at, "discriminator"))["propertyName"].clone();
        let count = document.get(&union.list).as_array().map_or(0, Vec::len);
        let variants: Vec<&Value> = (0..count)
            .map(|index| document.get(&document.follow(&join(&union.list, &index.to_string()))))
            .collect();
        variants.iter().all(|variant| {
            let declares = super::objects::is_text(
                &variant["properties"][property.as_str().unwrap_or_default()],
            );
            let required = variant["required"].as_array().into_iter().flatten();
            let mut own = required.filter_map(Value::as_str).filter(|name| {
                let has = |other: &&&Value| other["properties"].get(name).is_some();
                variants.iter().filter(has).count() == 1
            });
            declares && own.next().is_some()
        })
    });
    found
        .map(|(union, _)| {
            let tag = expect(
                "union-tag-changed",
                WireCompatibility::Unknown,
                SemverLevel::Patch,
            );
            let closed = expect(
                "enum-opened",
                WireCompatibility::Compatible,
                SemverLevel::Major,
            );
            let opened = expect(
                "enum-opened",
                WireCompatibility::Compatible,
                SemverLevel::Minor,
            );
            let at = union.at.clone();
            let mut mutant = mutant(&union.at, tag.clone(), tag, move |root| {
                if let Some(own) = object(root, &at) {
                    own.remove("discriminator");
                }
            });
            mutant.there.push(closed);
            mutant.back.push(opened);
            mutant
        })
        .collect()
}
