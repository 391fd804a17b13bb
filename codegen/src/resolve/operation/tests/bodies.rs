//! Request bodies and media types.

use super::{Resolved, document, operation};
use crate::diagnostic::Severity;
use crate::ir::{ContentKind, ParameterEncoding, Style, Type, TypeKind};
use crate::resolve::media_type::content_kind;

/// Returns the media type, kind and type of each content of the body of `a`.
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
fn the_media_type_determines_how_a_body_is_read() {
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
fn an_inline_body_is_named_after_its_operation_and_a_second_one_also_after_its_media_type() {
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
fn bytes_and_text_are_distinguished_by_media_type_and_schema() {
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
fn an_unused_schema_is_reported_unless_another_media_type_has_it() {
    let resolved = operation(
        "requestBody: {content: {
            application/json: {schema: {type: object, properties: {x: {type: string}}}},
            application/xml: {schema: {type: object, properties: {x: {type: string}}}},
            text/plain: {schema: {type: object, properties: {y: {type: string}}}}}}",
    );
    assert_eq!(resolved.types(), [("ARequest", "a")]);
    assert_eq!(
        resolved.diagnostics(),
        [(
            Severity::Note,
            "untyped-content",
            "/paths/~1a/get/requestBody/content/text~1plain/schema".to_owned()
        )]
    );
}

/// Returns the encodings of the only media type of the body of `a`.
fn encodings(body: &str) -> (Resolved, Vec<(String, Option<ParameterEncoding>)>) {
    let resolved = operation(&format!("requestBody: {{content: {{{body}}}}}"));
    let body = resolved.operation("a").body.as_ref().expect("a body");
    let encodings = body.contents[0].encodings.iter();
    let encodings = encodings.map(|one| (one.wire_name.clone(), one.encoding.clone()));
    let encodings = encodings.collect();
    (resolved, encodings)
}

#[test]
fn encodings_of_forms_have_a_media_type_or_a_style() {
    let (resolved, encodings) = encodings(
        "application/x-www-form-urlencoded: {
            schema: {type: object, additionalProperties: true, properties: {a: {type: string}, b: {type: array, items: {type: string}}}},
            encoding: {a: {contentType: text/csv}, b: {style: pipeDelimited, contentType: text/plain}, c: {explode: true}, d: {}}}",
    );
    let style = |style: Style, explode: bool| ParameterEncoding::Style {
        style,
        explode,
        allow_reserved: false,
    };
    let expected = [
        ("a", ParameterEncoding::Content("text/csv".to_owned())),
        ("b", style(Style::PipeDelimited, false)),
        ("c", style(Style::Form, true)),
    ];
    let expected = expected.map(|(name, encoding)| (name.to_owned(), Some(encoding)));
    assert_eq!(encodings, expected);
    assert!(resolved.diagnostics.is_empty());
}

#[test]
fn encodings_apply_only_to_forms() {
    let (resolved, encodings) = encodings(
        "application/json: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: {contentType: text/csv}}}",
    );
    assert!(encodings.is_empty());
    let pointer = "/paths/~1a/get/requestBody/content/application~1json/encoding/a";
    assert_eq!(
        resolved.diagnostics(),
        [(Severity::Note, "ignored-encoding", pointer.to_owned())]
    );
}

#[test]
fn headers_of_parts_are_sent_if_constant_and_reported_otherwise() {
    let (resolved, _) = encodings(
        "multipart/form-data: {
            schema: {type: object, properties: {a: {type: string}}},
            encoding: {a: {headers: {
                Content-Type: {schema: {type: string}}, X-A: {schema: {type: string, enum: [b]}}, X-C: {schema: {type: string}}}}}}",
    );
    let body = resolved.operation("a").body.as_ref().expect("a body");
    let headers = &body.contents[0].encodings[0].headers;
    assert_eq!(headers, &[("X-A".to_owned(), "b".to_owned())]);
    let pointer = "/paths/~1a/get/requestBody/content/multipart~1form-data/encoding/a/headers/X-C";
    assert_eq!(
        resolved.diagnostics(),
        [(Severity::Note, "ignored-encoding", pointer.to_owned())]
    );
}

#[test]
fn strings_of_bytes_are_files_in_multipart_and_strings_anywhere_else() {
    let resolved = document(
        "
paths: {/a: {post: {operationId: a, requestBody: {content: {
    multipart/form-data: {
        schema: {$ref: '#/components/schemas/Upload'},
        encoding: {picture: {contentType: 'image/png, image/*'}, sheet: {contentType: text/csv}}},
    application/json: {schema: {$ref: '#/components/schemas/Other'}}}}, responses: {}}}}
components: {schemas: {
    Upload: {type: object, properties: {
        one: {type: string, format: binary},
        many: {type: array, items: {$ref: '#/components/schemas/File'}},
        either: {oneOf: [{type: integer}, {type: string, format: binary}]},
        picture: {type: string}, any: {format: binary}, sheet: {type: string}, base64: {type: string, format: byte},
        inside: {type: object, properties: {text: {type: string, format: binary}}}}},
    File: {type: string, format: binary},
    Other: {type: object, properties: {text: {type: string, format: binary}}}}}",
    );
    let properties = |name: &str| {
        let mut types = resolved.api.types.iter();
        let definition = types.find(|definition| definition.name == name);
        match &definition.expect("a type").kind {
            TypeKind::Struct(structure) => structure
                .properties
                .iter()
                .map(|property| (property.wire_name.clone(), resolved.type_name(&property.ty)))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let rows = |rows: &[(&str, &str)]| {
        let rows = rows.iter();
        rows.map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned()))
            .collect::<Vec<_>>()
    };
    let file = resolved.api.types.iter().position(|one| one.name == "File");
    let many = format!("Array(Named(TypeId({})))", file.expect("a type"));
    assert_eq!(
        properties("Upload"),
        rows(&[
            ("one", "Binary"),
            ("many", &many),
            ("either", "UploadEither"),
            ("picture", "Binary"),
            ("any", "Binary"),
            ("sheet", "String"),
            ("base64", "String"),
            ("inside", "UploadInside"),
        ])
    );
    assert_eq!(properties("UploadInside"), rows(&[("text", "String")]));
    assert_eq!(properties("Other"), rows(&[("text", "String")]));
}

#[test]
fn media_types_after_the_first_have_methods_or_setters_of_their_own() {
    let functions = |required: bool, contents: &str| {
        let resolved = operation(&format!(
            "requestBody: {{required: {required}, content: {{{contents}}}}}"
        ));
        let body = resolved.operation("a").body.clone().expect("a body");
        let names = body.contents.into_iter().skip(1);
        names.map(|content| content.method_name).collect::<Vec<_>>()
    };
    let object = "{schema: {type: object, properties: {x: {type: string}}}}";
    let contents = format!(
        "application/json: {object}, application/x-www-form-urlencoded: {object}, application/xml: {object}, text/plain: {{}},
         application/json; charset=utf-8: {object}, application/*+json: {object}, application/merge-patch+json: {object}"
    );
    let names = |usual: &str| {
        let name = |word: &str| Some(format!("{usual}_as_{word}"));
        let json = name("merge_patch_json");
        vec![name("form"), name("xml"), name("text"), None, None, json]
    };
    assert_eq!(functions(true, &contents), names("a"));
    assert_eq!(functions(false, &contents), names("body"));
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
fn a_body_without_a_media_type_is_ignored_and_reported() {
    let resolved = operation("requestBody: {required: true, content: {}}");
    assert_eq!(resolved.operation("a").body, None);
    assert_eq!(
        resolved.diagnostics(),
        [(
            Severity::Warning,
            "missing-member",
            "/paths/~1a/get/requestBody".to_owned()
        )]
    );
}

#[test]
fn the_module_of_a_component_takes_precedence_over_that_of_an_operation() {
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
fn a_body_is_nullable_if_its_schema_is() {
    let resolved = operation(
        "requestBody: {content: {application/json: {schema: {type: integer, nullable: true}}}}",
    );
    let body = resolved.operation("a").body.as_ref();
    let content = body.map(|body| (body.contents[0].nullable, body.contents[0].ty.clone()));
    assert!(matches!(content, Some((true, Type::Integer(_)))));
}
