//! Documents that mean harm, or that nobody meant to write.

use serde_json::{Value, json};

use super::{Tested, case, lowered};
use crate::document::Document;

#[test]
fn every_member_may_hold_anything() -> Tested {
    let whole = json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1", "contact": {"name": "n"}, "license": {"name": "l"}},
        "servers": [{"url": "u", "variables": {"v": {"enum": ["a"], "default": "a"}}}],
        "tags": [{"name": "t", "externalDocs": {"url": "u"}}],
        "security": [{"k": ["s"]}],
        "paths": {"/a/{b}": {
            "parameters": [{"name": "b", "in": "path", "required": true, "schema": {"type": "string"}}],
            "post": {
                "tags": ["t"], "operationId": "o", "deprecated": false, "parameters": [{"$ref": "#/components/parameters/p"}],
                "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {}, "encoding": {"e": {"style": "form", "headers": {"h": {}}}}}}},
                "responses": {"200": {"description": "d", "headers": {"h": {"schema": {}}}, "content": {"a/b": {"schema": {}}}, "links": {"l": {}}}},
                "callbacks": {"c": {}}, "security": [{"k": []}]
            }
        }},
        "webhooks": {"w": {"post": {"requestBody": {"content": {"a/b": {"schema": {"type": "object"}}}}, "responses": {"200": {"content": {}}}}}},
        "components": {
            "parameters": {"p": {"name": "p", "in": "query", "content": {"a/b": {"schema": {}}}}},
            "securitySchemes": {"k": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "u", "scopes": {"s": "d"}}}}},
            "schemas": {"s": {
                "type": ["object", "null"], "properties": {"p": {"$ref": "#/components/schemas/s", "nullable": true}}, "required": ["p"], "enum": [1],
                "patternProperties": {"a": {}}, "prefixItems": [{}], "items": {}, "allOf": [{}], "oneOf": [{}], "anyOf": [{}], "not": {}, "const": 1,
                "minimum": 1, "exclusiveMinimum": true, "minLength": 1, "format": "f", "contentEncoding": "base64", "examples": [1],
                "discriminator": {"propertyName": "p", "mapping": {"m": "s"}}, "externalDocs": {"url": "u"}, "nullable": true
            }}
        }
    });
    let mut pointers = Vec::new();
    collect(&whole, String::new(), &mut pointers);
    let substitutes = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!("x"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({"$ref": "#"}),
        json!({"$ref": 5}),
        json!({"a": {"$ref": "#/paths"}}),
    ];
    for pointer in pointers {
        for substitute in &substitutes {
            let mut changed = whole.clone();
            if let Some(place) = changed.pointer_mut(&pointer) {
                *place = substitute.clone();
            }
            // A root that is not a document is refused before lowering; anything else gives a document.
            if let Ok(document) = Document::from_text("a.json", &changed.to_string()) {
                case(&document);
            }
        }
    }
    Ok(())
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (token, child) in children {
        collect(child, format!("{pointer}/{token}"), pointers);
    }
    pointers.push(pointer);
}

#[test]
fn the_deepest_nesting_that_loads_lowers() -> Tested {
    let depth = 60;
    let schema = format!(
        "{}{}",
        "{properties: {a: ".repeat(depth),
        "}}".repeat(depth)
    );
    let case = lowered(&format!("components: {{schemas: {{A: {schema}}}}}\n"))?;
    case.reports(&[]);
    let text = format!(
        "{{\"openapi\":\"3.0.0\",\"components\":{{\"schemas\":{{\"A\":{}{{}}{}}}}}}}",
        "{\"not\":".repeat(123),
        "}".repeat(123)
    );
    super::case(&Document::from_text("a.json", &text)?);
    Ok(())
}

#[test]
fn references_that_grow_end() -> Tested {
    let case = lowered(
        "components: {schemas: {A: {properties: {x: {$ref: '#/components/schemas/A/properties/x/properties/x'}}}}}\n",
    )?;
    assert!(!case.reported.is_empty(), "{}", case.text);
    let case = lowered(
        "components: {schemas: {A: {items: {$ref: '#/components/schemas/A/items/items'}}, B: {$ref: '#/components/schemas/B/items'}}}\n",
    )?;
    assert!(!case.reported.is_empty(), "{}", case.text);
    Ok(())
}
