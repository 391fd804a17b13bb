//! Types, null, enums, constants, bounds and content.

use serde_json::json;

use super::{Tested, case, schemas};
use crate::document::Document;
use crate::lower::view::Bound;

#[test]
fn a_plain_schema_keeps_all_of_its_keywords() -> Tested {
    let case = schemas(
        "{A: {type: string, format: uuid, title: T, description: D, default: x, example: y, deprecated: true, readOnly: true,
              minLength: 1, maxLength: 2, pattern: '^a', x-mine: 1, externalDocs: {url: u}, nullable: true}}",
    )?;
    case.reports(&[]);
    let schema = case.schema("A")?;
    let (data, any) = (&schema.schema_data, case.any("A")?);
    assert_eq!(any.typ.as_deref(), Some("string"));
    assert_eq!(any.format.as_deref(), Some("uuid"));
    assert_eq!(
        (any.min_length, any.max_length, any.pattern.as_deref()),
        (Some(1), Some(2), Some("^a"))
    );
    assert_eq!(
        (data.title.as_deref(), data.description.as_deref()),
        (Some("T"), Some("D"))
    );
    let view = case.view("A")?;
    assert_eq!(view.default(), Some(&json!("x").into()));
    assert_eq!(view.example(), Some(&json!("y").into()));
    assert!(data.deprecated && data.read_only && data.nullable && !data.write_only);
    assert_eq!(view.vendor_extension("x-mine"), Some(&json!(1).into()));
    assert_eq!(
        data.external_docs.as_ref().map(|docs| docs.url.as_str()),
        Some("u")
    );
    Ok(())
}

#[test]
fn a_type_array_becomes_type_and_nullable() -> Tested {
    let case = schemas(
        "{A: {type: [string, 'null']}, B: {type: [integer]}, C: {type: [string, 'null', integer, string]}, D: {type: [string, null]}}",
    )?;
    case.reports(&[]);
    assert_eq!(case.any("A")?.typ.as_deref(), Some("string"));
    assert!(case.schema("A")?.schema_data.nullable);
    assert_eq!(case.any("B")?.typ.as_deref(), Some("integer"));
    assert!(!case.schema("B")?.schema_data.nullable);
    assert_eq!(case.any("C")?.typ, None);
    let types: Vec<_> = case.view("C")?.types().collect();
    assert_eq!(types, ["string", "integer"]);
    assert!(case.schema("C")?.schema_data.nullable);
    assert!(case.schema("D")?.schema_data.nullable);
    Ok(())
}

#[test]
fn null_alone_is_a_schema_of_its_own() -> Tested {
    let case = schemas(
        "{A: {type: 'null'}, B: {type: ['null']}, C: {const: null}, D: {enum: [null, null]}}",
    )?;
    case.reports(&[]);
    for key in ["A", "B", "C", "D"] {
        assert!(case.view(key)?.is_null(), "{key}");
        assert_eq!(case.any(key)?.typ, None, "{key}");
    }
    Ok(())
}

#[test]
fn null_among_the_values_of_an_enum_makes_it_nullable() -> Tested {
    let case = schemas(
        "{A: {type: string, enum: [a, null, b, a]}, B: {const: 5, enum: [5, 6]}, C: {enum: one}, D: {enum: []}}",
    )?;
    case.reports(&[
        "warning invalid-value /components/schemas/C/enum",
        "warning invalid-value /components/schemas/D/enum",
    ]);
    assert_eq!(
        case.view("A")?.values(),
        [json!("a"), json!("b"), json!("a")]
    );
    assert!(case.schema("A")?.schema_data.nullable);
    assert_eq!(case.view("B")?.values(), [json!(5)]);
    assert_eq!(case.view("C")?.values(), [json!("one")]);
    assert!(case.view("D")?.values().is_empty());
    Ok(())
}

#[test]
fn an_unknown_type_is_reported() -> Tested {
    let case = schemas(
        "{A: {type: {a: 1}}, B: {type: String}, C: {type: file}, D: {type: timestamp}, E: {type: int}, F: {type: [1, string]}}",
    )?;
    let at = |key: &str| format!("warning invalid-type /components/schemas/{key}/type");
    let expected = [
        at("A"),
        at("B"),
        at("C"),
        at("D"),
        at("E"),
        format!("{}/0", at("F")),
    ];
    case.reports(&expected.each_ref().map(String::as_str));
    let types = ["A", "B", "C", "D", "E", "F"]
        .map(|key| case.any(key).ok().and_then(|any| any.typ.as_deref()));
    assert_eq!(
        types,
        [
            None,
            Some("string"),
            Some("string"),
            None,
            Some("integer"),
            Some("string")
        ]
    );
    assert_eq!(case.any("C")?.format.as_deref(), Some("binary"));
    Ok(())
}

#[test]
fn exclusive_bounds_are_read_in_both_forms() -> Tested {
    let case = schemas(
        "{A: {exclusiveMinimum: 0, exclusiveMaximum: 9.5}, B: {minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false},
          C: {minimum: 5, exclusiveMinimum: 3, maximum: 7, exclusiveMaximum: 7}, D: {exclusiveMinimum: true}, E: {minimum: '3'}}",
    )?;
    case.reports(&["note invalid-value /components/schemas/E/minimum"]);
    let bounds = |key| {
        case.any(key).map(|any| {
            (
                any.minimum,
                any.exclusive_minimum,
                any.maximum,
                any.exclusive_maximum,
            )
        })
    };
    assert_eq!(bounds("A")?, (Some(0.0), Some(true), Some(9.5), Some(true)));
    assert_eq!(bounds("B")?, (Some(1.0), Some(true), Some(2.0), None));
    assert_eq!(bounds("C")?, (Some(5.0), None, Some(7.0), Some(true)));
    assert_eq!(bounds("D")?, (None, None, None, None));
    assert_eq!(bounds("E")?, (Some(3.0), None, None, None));
    Ok(())
}

#[test]
fn bounds_that_a_float_cannot_hold_are_kept_exactly() -> Tested {
    let case = schemas(
        "{A: {minimum: -9223372036854775808, maximum: 9223372036854775807}, B: {maximum: 9007199254740992}, C: {minimum: -9223372036854776000}}",
    )?;
    case.reports(&[]);
    let minimum = |key| -> Result<_, String> {
        let bound = case.view(key)?.minimum();
        Ok(bound.map(|bound| bound.value.to_string()))
    };
    let maximum = |key| -> Result<_, String> {
        let bound = case.view(key)?.maximum();
        Ok(bound.map(|bound| bound.value.to_string()))
    };
    assert_eq!(minimum("A")?.as_deref(), Some("-9223372036854775808"));
    assert_eq!(maximum("A")?.as_deref(), Some("9223372036854775807"));
    assert_eq!(maximum("B")?.as_deref(), Some("9007199254740992"));
    assert_eq!(case.facts("B").maximum, None);
    // Integers of more than 64 bits have the digits of the text.
    assert_eq!(minimum("C")?.as_deref(), Some("-9223372036854776000"));
    assert_eq!(case.any("C")?.minimum, Some(-9_223_372_036_854_775_808.0));
    Ok(())
}

#[test]
fn integers_of_more_than_64_bits_have_the_digits_of_the_text() -> Tested {
    let yaml = "openapi: 3.1.0
info: {title: T, version: '1'}
components:
  schemas:
    A:
      minimum: -9223372036854776000 # JavaScript's
      \"maximum\": +18446744073709551617
      default: 18446744073709551619
      multipleOf: 1e20
";
    let json = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": {"A": {
        "minimum" : -9223372036854776000, "maximum":18446744073709551617,
        "default": 18446744073709551619,"multipleOf":1e20}}}}"#;
    for (name, text) in [("openapi.yaml", yaml), ("openapi.json", json)] {
        let case = case(&Document::from_text(name, text)?);
        let schema = case.view("A")?;
        let bound = |bound: Option<Bound>| bound.map(|bound| bound.value.to_string());
        assert_eq!(
            bound(schema.minimum()).as_deref(),
            Some("-9223372036854776000"),
            "{name}"
        );
        assert_eq!(
            bound(schema.maximum()).as_deref(),
            Some("18446744073709551617"),
            "{name}"
        );
        let default = schema.default().map(ToString::to_string);
        assert_eq!(default.as_deref(), Some("18446744073709551619"), "{name}");
        let factor = schema.multiple_of().map(|factor| factor.to_string());
        assert_eq!(factor.as_deref(), Some("100000000000000000000"), "{name}");
    }
    Ok(())
}

#[test]
fn content_keywords_become_formats() -> Tested {
    let case = schemas(
        "{A: {type: string, contentEncoding: base64}, B: {type: string, contentEncoding: base64url}, C: {contentMediaType: application/octet-stream},
          D: {format: mine, contentEncoding: base64}, E: {contentMediaType: image/png, contentEncoding: BASE64}, F: {contentEncoding: quoted-printable},
          G: {contentEncoding: binary}, H: {contentMediaType: application/json}}",
    )?;
    case.reports(&["note ignored-keyword /components/schemas/F/contentEncoding"]);
    let formats = ["A", "B", "C", "D", "E", "F", "G", "H"]
        .map(|key| case.any(key).ok().and_then(|any| any.format.as_deref()));
    let expected = [
        "byte",
        "base64url",
        "binary",
        "mine",
        "byte",
        "",
        "binary",
        "",
    ]
    .map(|format| Some(format).filter(|format| !format.is_empty()));
    assert_eq!(formats, expected);
    Ok(())
}

#[test]
fn the_first_of_several_examples_is_used() -> Tested {
    let case = schemas(
        "{A: {examples: [1, 2]}, B: {example: 3, examples: [1]}, C: {examples: [1], example: 3}, D: {examples: {a: {value: 4}}}}",
    )?;
    case.reports(&[]);
    let examples = ["A", "B", "C", "D"].map(|key| {
        case.view(key)
            .ok()
            .and_then(|schema| schema.example().cloned())
    });
    assert_eq!(
        examples,
        [1, 3, 3, 4].map(|number| Some(json!(number).into()))
    );
    Ok(())
}

#[test]
fn booleans_are_schemas() -> Tested {
    let case =
        schemas("{A: true, B: false, C: null, D: 5, E: {items: false, not: {type: string}}}")?;
    case.reports(&[
        "warning invalid-value /components/schemas/D",
        "note ignored-keyword /components/schemas/E/not",
    ]);
    assert!(case.view("B")?.is_never());
    for key in ["A", "C", "D"] {
        assert!(case.facts(key).is_empty(), "{key}");
    }
    assert!(case.any("E")?.not.is_some());
    let items = case.view("E")?.items().ok_or("no items")?;
    assert!(items.as_schema().is_some_and(|items| items.is_never()));
    Ok(())
}

#[test]
fn keywords_that_do_not_affect_the_type_are_reported_once_each() -> Tested {
    let case = schemas(
        "{A: {if: {}, then: {}, else: {}, dependentRequired: {}, dependentSchemas: {}, contains: {}, propertyNames: {}, unevaluatedProperties: false,
              $comment: c, $schema: s, $id: i, xml: {}, summary: s}}",
    )?;
    let keywords = [
        "if",
        "dependentRequired",
        "contains",
        "propertyNames",
        "unevaluatedProperties",
        "then",
        "else",
        "dependentSchemas",
    ];
    let expected =
        keywords.map(|keyword| format!("note ignored-keyword /components/schemas/A/{keyword}"));
    case.reports(&expected.each_ref().map(String::as_str));
    Ok(())
}

#[test]
fn an_unknown_keyword_is_reported_with_the_most_similar_one() -> Tested {
    let case = schemas("{A: {requird: [a], zzzz: 1}}")?;
    case.reports(&[
        "warning unknown-keyword /components/schemas/A/requird",
        "warning unknown-keyword /components/schemas/A/zzzz",
    ]);
    assert!(
        case.text
            .contains("--> openapi.yaml:4:17\n  hint: use `required`"),
        "{}",
        case.text
    );
    Ok(())
}

#[test]
fn values_of_the_wrong_kind_are_reported_and_left_out() -> Tested {
    let case = schemas(
        "{A: {description: {a: 1}, title: 5, deprecated: 'true', minLength: -1, maxLength: 3.0, uniqueItems: 7, multipleOf: x}}",
    )?;
    let at = |severity: &str, keyword: &str| {
        format!("{severity} invalid-value /components/schemas/A/{keyword}")
    };
    let expected = [
        at("warning", "description"),
        at("warning", "minLength"),
        at("warning", "uniqueItems"),
        at("warning", "multipleOf"),
        at("note", "deprecated"),
    ];
    case.reports(&expected.each_ref().map(String::as_str));
    assert_eq!(case.schema("A")?.schema_data.title.as_deref(), Some("5"));
    assert_eq!(case.any("A")?.max_length, Some(3));
    Ok(())
}

#[test]
fn a_keyword_of_another_type_is_reported() -> Tested {
    let case = schemas(
        "{A: {type: string, properties: {a: {type: string}}}, B: {type: object, items: {type: string}},
          C: {type: [array, 'null'], items: {type: string}}, D: {properties: {a: {type: string}}},
          E: {type: [string, object], properties: {a: {type: string}}}, F: {type: string, properties: {}}}",
    )?;
    case.reports(&[
        "warning misfit-keyword /components/schemas/A/properties",
        "warning misfit-keyword /components/schemas/B/items",
    ]);
    Ok(())
}
