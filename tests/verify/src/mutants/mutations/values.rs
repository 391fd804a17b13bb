//! Values of properties: their types and limits.

use super::super::check::FORMAT;
use super::super::document_index::{DocumentIndex, join, object};
use super::super::mutation::{
    Expected, Mutant, breaks, depends, expect, mutant, narrows, table, widens,
};
use super::objects::{Property, has_type, is_text, properties};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Value, json};

table! {
    "text as boolean" changed
    "integer as number" number
    "int32 as int64" wider
    "text as anything" opened
    "limit of a length" limit
    "another pattern" pattern
    "format without a type" format
    "format with a type" typed_format
    "default of a text" default
    "another default" other_default
    "null among items" items
    "enum as text" enum_to_text
}

/// Replaces all constraints of a property's schema.
fn replaced(property: &Property, there: Expected, back: Expected, schema: Value) -> Mutant {
    let at = property.at.clone();
    mutant(&property.at, there, back, move |root| {
        if let Some(own) = object(root, &at) {
            let description = own.get("description").cloned();
            own.clear();
            own.extend(schema.as_object().cloned().unwrap_or_default());
            own.extend(description.map(|text| ("description".to_owned(), text)));
        }
    })
}

/// Sets one member of a property's schema.
fn with(
    property: &Property,
    there: Expected,
    back: Expected,
    keyword: &str,
    value: Value,
) -> Mutant {
    let (at, keyword) = (property.at.clone(), keyword.to_owned());
    mutant(&property.at, there, back, move |root| {
        if let Some(own) = object(root, &at) {
            own.insert(keyword.clone(), value.clone());
        }
    })
}

fn changed(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.map(|property| {
        let wire = breaks(property.object.role.travels());
        let expected = expect("type-changed", wire, SemverLevel::Major);
        replaced(
            &property,
            expected.clone(),
            expected,
            json!({"type": "boolean"}),
        )
    })
    .collect()
}

fn number(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, |schema| has_type(schema, "integer"));
    all.into_iter()
        .map(|property| {
            let role = property.object.role;
            let there = expect("number-widened", widens(role), SemverLevel::Major);
            let back = expect("number-narrowed", narrows(role), SemverLevel::Major);
            with(&property, there, back, "type", json!("number"))
        })
        .collect()
}

fn wider(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, |schema| {
        let has_limit = ["minimum", "maximum", "enum", "default"]
            .iter()
            .any(|keyword| schema.get(keyword).is_some());
        schema.get("type") == Some(&json!("integer"))
            && schema.get("format") == Some(&json!("int32"))
            && !has_limit
    });
    all.into_iter()
        .map(|property| {
            let role = property.object.role;
            let there = expect("number-widened", widens(role), SemverLevel::Major);
            let back = expect("number-narrowed", narrows(role), SemverLevel::Major);
            with(&property, there, back, "format", json!("int64"))
        })
        .collect()
}

fn opened(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.map(|property| {
        let role = property.object.role;
        let there = expect("value-opened", widens(role), SemverLevel::Major);
        let back = expect("value-closed", narrows(role), SemverLevel::Major);
        replaced(&property, there, back, json!({}))
    })
    .collect()
}

fn limit(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.map(|property| {
        let there = expect(
            "constraint-tightened",
            narrows(property.object.role),
            SemverLevel::Patch,
        );
        let back = expect(
            "constraint-loosened",
            WireCompatibility::Compatible,
            SemverLevel::Patch,
        );
        with(&property, there, back, "maxLength", json!(77))
    })
    .collect()
}

fn pattern(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, |schema| schema.get("pattern").is_some());
    all.into_iter()
        .map(|property| {
            let wire = narrows(property.object.role);
            let expected = expect("constraint-changed", wire, SemverLevel::Patch);
            with(
                &property,
                expected.clone(),
                expected,
                "pattern",
                json!("^mutant$"),
            )
        })
        .collect()
}

fn format(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.map(|property| {
        // A format without a type is not reported.
        let there = expect(
            "constraint-tightened",
            narrows(property.object.role),
            SemverLevel::None,
        );
        let back = expect(
            "constraint-loosened",
            WireCompatibility::Compatible,
            SemverLevel::None,
        );
        with(&property, there, back, "format", json!("hostname"))
    })
    .collect()
}

fn typed_format(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.map(|property| {
        let role = property.object.role;
        let there = expect("format-added", narrows(role), SemverLevel::Major);
        let back = expect("format-removed", widens(role), SemverLevel::Major);
        with(&property, there, back, "format", json!(FORMAT))
    })
    .collect()
}

fn default(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, is_text).into_iter();
    all.filter(|property| !property.required)
        .map(|property| {
            // The default is a constant of the type.
            let wire = depends(property.object.role.travels());
            let there = expect("default-changed", wire, SemverLevel::Minor);
            let back = expect("default-changed", wire, SemverLevel::Major);
            with(&property, there, back, "default", json!("mutant"))
        })
        .collect()
}

fn other_default(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, |schema| {
        let is_text = schema.get("type") == Some(&json!("string"));
        let is_given = schema.get("default").is_some_and(Value::is_string);
        is_text && is_given && schema.get("enum").is_none() && schema.get("format").is_none()
    });
    all.into_iter()
        .map(|property| {
            let wire = depends(property.object.role.travels());
            let expected = expect("default-changed", wire, SemverLevel::Patch);
            with(
                &property,
                expected.clone(),
                expected,
                "default",
                json!("mutant"),
            )
        })
        .collect()
}

fn items(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, |schema| {
        schema.get("type") == Some(&json!("array"))
            && schema.get("items").is_some_and(is_text)
            && schema.get("default").is_none()
    });
    all.into_iter()
        .map(|property| {
            let role = property.object.role;
            let there = expect("item-became-nullable", widens(role), SemverLevel::Major);
            let back = expect("item-became-non-null", narrows(role), SemverLevel::Major);
            let (at, has_null_type) = (join(&property.at, "items"), document.has_null_type);
            mutant(&property.at, there, back, move |root| {
                if let Some(own) = object(root, &at) {
                    if has_null_type {
                        own.insert("type".to_owned(), json!(["string", "null"]));
                    } else {
                        own.insert("nullable".to_owned(), json!(true));
                    }
                }
            })
        })
        .collect()
}

fn enum_to_text(document: &DocumentIndex) -> Vec<Mutant> {
    let all = properties(document, |schema| {
        super::objects::is_enum(schema) && schema.get("default").is_none()
    });
    all.into_iter()
        .map(|property| {
            let role = property.object.role;
            let there = expect("enum-to-text", widens(role), SemverLevel::Major);
            let back = expect("text-to-enum", narrows(role), SemverLevel::Major);
            replaced(&property, there, back, json!({"type": "string"}))
        })
        .collect()
}
