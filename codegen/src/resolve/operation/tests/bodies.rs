//! Request bodies and media types.

use super::super::content::content_kind;
use super::{Resolved, document, operation};
use crate::diagnostic::Severity;
use crate::ir::{ContentKind, Type};

/// Media type, kind and type of each content of the body of `a`.
fn rows(resolved: &Resolved) -> Vec<(String, ContentKind, String)> {
    let body = resolved.operation("a").body.as_ref();
    let contents = body.map(|body| body.contents.as_slice());
    contents
        .unwrap_or_default()
        .iter()
        .map(|content| {
            let ty = resolved.type_name(&content.ty);
            (content.media_type.clone(), content.kind, ty)
        })
        .collect()
}

fn row(media_type: &str, kind: ContentKind, ty: &str) -> (String, ContentKind, String) {
    (media_type.to_owned(), kind, ty.to_owned())
}

#[test]
fn a_media_type_says_how_a_body_is_read() {
    for (media_type, kind) in [
        ("application/json", ContentKind::Json),
        ("APPLICATION/JSON", ContentKind::Json),
        ("application/json; charset=utf-8", ContentKind::Json),
        ("application/json, charset=utf-8", ContentKind::Json),
        ("application/problem+json", ContentKind::Json),
        ("application/json-patch+json", ContentKind::Json),
        ("text/json", ContentKind::Json),
        ("application/x-www-form-urlencoded", ContentKind::Form),
        ("multipart/form-data", ContentKind::Multipart),
        ("multipart/mixed; boundary=x", ContentKind::Multipart),
        ("text/plain", ContentKind::Text),
        ("text/csv", ContentKind::Text),
        ("text/event-stream", ContentKind::EventStream),
        ("application/x-ndjson", ContentKind::JsonLines),
        ("application/jsonl", ContentKind::JsonLines),
        ("application/json-seq", ContentKind::JsonLines),
        ("application/octet-stream", ContentKind::Binary),
        ("application/xml", ContentKind::Binary),
        ("image/*", ContentKind::Binary),
        ("*/*", ContentKind::Binary),
        ("*", ContentKind::Binary),
        ("gzip", ContentKind::Binary),
        ("", ContentKind::Binary),
    ] {
        assert_eq!(content_kind(media_type), kind, "{media_type}");
    }
}

#[test]
fn an_inline_body_is_called_after_its_operation_and_a_second_one_after_its_media_type_too() {
    let resolved = operation(
        "requestBody: {required: true, description: All of it, content: {
            application/json: {schema: {type: object, properties: {x: {type: string}}}},
            application/x-www-form-urlencoded: {schema: {type: object, properties: {y: {type: string}}}},
            application/vnd.api+json: {schema: {type: object, properties: {z: {type: string}}}}}}",
    );
    assert_eq!(
        rows(&resolved),
        [
            row("application/json", ContentKind::Json, "ARequest"),
            row(
                "application/x-www-form-urlencoded",
                ContentKind::Form,
                "AFormRequest"
            ),
            row(
                "application/vnd.api+json",
                ContentKind::Json,
                "AVndApiJsonRequest"
            ),
        ]
    );
    let body = resolved.operation("a").body.as_ref();
    let body = body.expect("there is a body");
    assert!(body.required);
    assert_eq!(body.docs.as_deref(), Some("All of it"));
    assert_eq!(body.at.pointer, "/paths/~1a/get/requestBody");
    assert_eq!(
        body.contents[0].at.pointer,
        "/paths/~1a/get/requestBody/content/application~1json"
    );
}

#[test]
fn media_types_with_the_same_schema_have_one_type() {
    let resolved = operation(
        "requestBody: {content: {
            application/json: {schema: {type: object, properties: {x: {type: string}}}},
            text/json: {schema: {type: object, properties: {x: {type: string}}}}}}",
    );
    assert_eq!(resolved.types(), [("ARequest", "a")]);
}

#[test]
fn bytes_and_text_are_told_by_media_type_and_schema() {
    let resolved = operation(
        "requestBody: {content: {
            application/json: {schema: {type: string, format: binary}},
            application/octet-stream: {schema: {type: string}},
            image/png: {},
            text/plain: {},
            '*/*': {schema: {type: string}},
            application/*: {},
            text/event-stream: {},
            application/x-ndjson: {},
            multipart/form-data: {}}}",
    );
    assert_eq!(
        rows(&resolved),
        [
            row("application/json", ContentKind::Binary, "Binary"),
            row("application/octet-stream", ContentKind::Binary, "Binary"),
            row("image/png", ContentKind::Binary, "Binary"),
            row("text/plain", ContentKind::Text, "String"),
            row("*/*", ContentKind::Text, "String"),
            row("application/*", ContentKind::Binary, "Binary"),
            row("text/event-stream", ContentKind::EventStream, "String"),
            row("application/x-ndjson", ContentKind::JsonLines, "Any"),
            row("multipart/form-data", ContentKind::Binary, "Binary"),
        ]
    );
    assert!(resolved.diagnostics.is_empty());
}

#[test]
fn json_without_a_schema_is_any_value() {
    let resolved = operation("requestBody: {content: {application/json: {}}}");
    assert_eq!(
        rows(&resolved),
        [row("application/json", ContentKind::Json, "Any")]
    );
}

#[test]
fn a_schema_under_any_media_type_is_json() {
    let resolved = document(
        "
paths: {/a: {post: {operationId: a, requestBody: {content: {'*/*': {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {}}}}
components: {schemas: {Pet: {type: object, properties: {id: {type: string}}}}}",
    );
    assert_eq!(rows(&resolved), [row("*/*", ContentKind::Json, "Pet")]);
}

#[test]
fn a_schema_that_is_not_used_is_told_unless_another_media_type_has_it() {
    let resolved = operation(
        "requestBody: {content: {
            application/json: {schema: {type: object, properties: {x: {type: string}}}},
            application/xml: {schema: {type: object, properties: {x: {type: string}}}},
            text/plain: {schema: {type: object, properties: {y: {type: string}}}}}}",
    );
    assert_eq!(resolved.types(), [("ARequest", "a")]);
    assert_eq!(
        resolved.told(),
        [(
            Severity::Note,
            "untyped-content",
            "/paths/~1a/get/requestBody/content/text~1plain/schema".to_owned()
        )]
    );
}

#[test]
fn encodings_of_forms_are_told_since_they_are_not_carried() {
    let resolved = operation(
        "requestBody: {content: {multipart/form-data: {
            schema: {type: object, properties: {x: {type: string}}},
            encoding: {x: {contentType: text/csv}}}}}",
    );
    assert_eq!(resolved.told()[0].1, "ignored-encoding");
}

#[test]
fn a_body_that_is_a_component_is_one_type_for_all_operations() {
    let resolved = document(
        "
paths:
  /a: {post: {operationId: a, requestBody: {$ref: '#/components/requestBodies/PetBody'}, responses: {}}}
  /b: {post: {operationId: b, requestBody: {$ref: '#/components/requestBodies/PetBody'}, responses: {}}}
components:
  requestBodies:
    PetBody: {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}",
    );
    assert_eq!(resolved.types(), [("PetRequest", "pet_request")]);
    assert_eq!(resolved.operation("a").body, resolved.operation("b").body);
}

#[test]
fn a_body_without_a_media_type_is_left_out_and_told() {
    let resolved = operation("requestBody: {required: true, content: {}}");
    assert_eq!(resolved.operation("a").body, None);
    assert_eq!(
        resolved.told(),
        [(
            Severity::Warning,
            "missing-member",
            "/paths/~1a/get/requestBody".to_owned()
        )]
    );
}

#[test]
fn the_module_of_an_operation_gives_way_to_that_of_a_component() {
    let resolved = document(
        "
paths: {/a: {post: {operationId: pet, requestBody: {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}, responses: {}}}}
components: {schemas: {pet: {type: object, properties: {id: {type: string}}}}}",
    );
    let mut types = resolved.types();
    types.sort_unstable();
    assert_eq!(types, [("Pet", "pet"), ("PetCallRequest", "pet_2")]);
}

#[test]
fn null_is_a_value_of_a_body_where_its_schema_says_so() {
    let resolved = operation(
        "requestBody: {content: {application/json: {schema: {type: integer, nullable: true}}}}",
    );
    let body = resolved.operation("a").body.as_ref();
    let content = body.map(|body| (body.contents[0].nullable, body.contents[0].ty.clone()));
    assert!(matches!(content, Some((true, Type::Integer(_)))));
}
