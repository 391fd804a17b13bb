//! Forms: files, styles, media types of parts, and bodies that a form cannot represent.

use super::{Resolved, request};
use crate::diagnostic::Severity;
use crate::ir::{Content, ContentKind, ParameterEncoding, Type, TypeKind};

/// Returns the types of the properties of a struct.
fn properties(resolved: &Resolved, name: &str) -> Vec<(String, String)> {
    let mut types = resolved.api.types.iter();
    let definition = types.find(|definition| definition.name == name);
    let TypeKind::Struct(structure) = &definition.expect("a type").kind else {
        panic!("{name} is a struct");
    };
    let properties = structure.properties.iter();
    properties
        .map(|property| (property.wire_name.clone(), resolved.type_name(&property.ty)))
        .collect()
}

fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    let rows = rows.iter();
    rows.map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned()))
        .collect()
}

fn contents(resolved: &Resolved) -> Vec<Content> {
    let body = resolved.operation("a").body.clone();
    body.map(|body| body.contents).unwrap_or_default()
}

/// Returns the encodings of the only media type, and the codes and the last tokens of the pointers of diagnostics.
fn encodings(resolved: &Resolved) -> (Vec<(String, Option<ParameterEncoding>)>, Vec<String>) {
    let contents = contents(resolved);
    let encodings = contents[0].encodings.iter();
    let encodings = encodings.map(|one| (one.wire_name.clone(), one.encoding.clone()));
    let reported = resolved
        .diagnostics()
        .into_iter()
        .map(|(_, code, pointer)| {
            format!("{code} {}", pointer.rsplit('/').next().unwrap_or_default())
        });
    (encodings.collect(), reported.collect())
}

#[test]
fn a_schema_without_a_type_is_a_file_since_openapi_3_1() {
    let body = "{content: {multipart/form-data: {
        schema: {type: object, additionalProperties: {}, properties: {
            a: {}, b: {type: array, items: {}}, c: {contentMediaType: image/png}, d: {maxLength: 9},
            e: {contentMediaType: application/json}, f: {}, g: {minimum: 1}, h: {type: object, properties: {i: {}}}}},
        encoding: {f: {contentType: application/json}}}}}";
    let resolved = request("3.1.0", body, "");
    assert_eq!(
        properties(&resolved, "ARequest"),
        rows(&[
            ("a", "Binary"),
            ("b", "Array(Binary)"),
            ("c", "Binary"),
            ("d", "Binary"),
            ("e", "Any"),
            ("f", "Any"),
            ("g", "Any"),
            ("h", "ARequestH"),
        ])
    );
    assert_eq!(properties(&resolved, "ARequestH"), rows(&[("i", "Any")]));
    let resolved = request("3.0.3", body, "");
    assert_eq!(properties(&resolved, "ARequest")[0].1, "Any");
}

#[test]
fn a_schema_without_a_type_that_is_used_elsewhere_is_any_json_value() {
    let body = "{content: {
        multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}},
        application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Shared'}}}}}";
    let components = "components: {schemas: {
        Shared: {}, Own: {},
        Form: {type: object, properties: {
            a: {$ref: '#/components/schemas/Shared'}, b: {$ref: '#/components/schemas/Own'},
            c: {type: string, contentMediaType: image/png}}}}}";
    let resolved = request("3.1.0", body, components);
    let kind_of = |name: &str| {
        let mut types = resolved.api.types.iter();
        let found = types.find(|definition| definition.name == name);
        format!("{:?}", found.expect("a type").kind)
    };
    assert_eq!(kind_of("Shared"), "Alias(Any)");
    assert_eq!(kind_of("Own"), "Alias(Binary)");
    assert_eq!(properties(&resolved, "Form")[2].1, "Binary");
}

#[test]
fn styles_of_multipart_parts_are_ignored_in_openapi_3_0_and_reported_unless_they_are_the_default() {
    let body = "{content: {multipart/form-data: {
        schema: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}}},
        encoding: {a: {style: form}, b: {style: deepObject}, c: {style: form, allowReserved: true},
                   d: {style: form, contentType: text/csv}}}}}";
    let csv = ParameterEncoding::Content("text/csv".to_owned());
    assert_eq!(
        encodings(&request("3.0.4", body, "")),
        (
            vec![("d".to_owned(), Some(csv))],
            vec![
                "ignored-encoding b".to_owned(),
                "ignored-encoding c".to_owned()
            ]
        )
    );
    let (encodings, reported) = encodings(&request("3.1.1", body, ""));
    let is_style = |encoding: &Option<ParameterEncoding>| {
        matches!(encoding, Some(ParameterEncoding::Style { .. }))
    };
    assert!(encodings.iter().all(|(_, encoding)| is_style(encoding)));
    assert_eq!((encodings.len(), reported.len()), (4, 0));
}

#[test]
fn a_media_type_in_which_an_object_cannot_be_written_is_reported() {
    let object = "{type: object, properties: {x: {type: string}}}";
    let body = format!(
        "{{content: {{multipart/form-data: {{
            schema: {{type: object, properties: {{
                a: {object}, b: {object}, c: {object}, d: {object}, e: {{type: array, items: {object}}},
                f: {{type: array, items: {{type: string}}}}, g: {{anyOf: [{object}, {{type: 'null'}}]}}, h: {{type: string}}}}}},
            encoding: {{
                a: {{contentType: application/xml}}, b: {{contentType: 'application/xml, application/json'}},
                c: {{contentType: text/plain}}, d: {{contentType: '*/*'}}, e: {{contentType: text/xml}},
                f: {{contentType: application/xml}}, g: {{contentType: image/png}}, h: {{contentType: application/xml}},
                i: {{contentType: text/csv}}}}}}}}}}"
    );
    let (encodings, reported) = encodings(&request("3.1.1", &body, ""));
    assert_eq!(
        reported,
        [
            "ignored-encoding contentType",
            "ignored-encoding contentType",
            "ignored-encoding contentType",
            "ignored-encoding i"
        ]
    );
    assert_eq!(encodings.len(), 8);
}

#[test]
fn a_media_type_that_cannot_represent_the_body_is_reported_and_left_out() {
    for (schema, is_form, is_multipart) in [
        ("{type: array, items: {type: string}}", false, false),
        ("{items: {type: string}}", false, false),
        ("{type: integer}", false, false),
        ("{enum: [1, 2]}", false, false),
        ("{$ref: '#/components/schemas/List'}", false, false),
        (
            "{anyOf: [{$ref: '#/components/schemas/List'}, {type: 'null'}]}",
            false,
            false,
        ),
        ("{allOf: [{type: array}, {}]}", false, false),
        ("{anyOf: [{type: object}, {type: string}]}", true, true),
        ("{type: [object, array]}", true, true),
        ("{type: object}", true, true),
        ("{properties: {a: {type: string}}}", true, true),
        ("{$ref: '#/components/schemas/Cycle'}", true, true),
    ] {
        let components = "components: {schemas: {
            List: {type: array, items: {type: string}},
            Cycle: {allOf: [{type: object, properties: {a: {$ref: '#/components/schemas/Cycle'}}}]}}}";
        let body = format!(
            "{{content: {{application/json: {{schema: {schema}}}, application/x-www-form-urlencoded: {{schema: {schema}}},
               multipart/form-data: {{schema: {schema}}}}}}}"
        );
        let resolved = request("3.1.0", &body, components);
        let kinds: Vec<_> = contents(&resolved)
            .iter()
            .map(|content| content.kind)
            .collect();
        let mut expected = vec![ContentKind::Json];
        expected.extend(is_form.then_some(ContentKind::Form));
        expected.extend(is_multipart.then_some(ContentKind::Multipart));
        assert_eq!(kinds, expected, "{schema}");
        let reported = resolved.diagnostics().into_iter();
        let reported = reported
            .filter(|(_, code, _)| *code == "unwritable-body")
            .count();
        assert_eq!(reported, 3 - expected.len(), "{schema}");
    }
}

#[test]
fn a_form_may_be_composed_of_itself() {
    let components = "components: {schemas: {
        A: {anyOf: [{$ref: '#/components/schemas/B'}, {type: object, properties: {f: {type: string, format: binary}}}]},
        B: {oneOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}]}}}";
    let body = "{content: {multipart/form-data: {schema: {$ref: '#/components/schemas/A'}}}}";
    let resolved = request("3.1.0", body, components);
    assert_eq!(contents(&resolved)[0].kind, ContentKind::Multipart);
}

#[test]
fn a_body_without_another_media_type_is_passed_in_encoded_form() {
    let resolved = request(
        "3.1.0",
        "{content: {multipart/form-data: {schema: {type: string}}}}",
        "",
    );
    assert_eq!(contents(&resolved)[0].kind, ContentKind::Binary);
    let pointer = "/paths/~1a/post/requestBody/content/multipart~1form-data";
    assert_eq!(
        resolved.diagnostics(),
        [(Severity::Warning, "unwritable-body", pointer.to_owned())]
    );
    let mixed = "{content: {multipart/mixed: {schema: {type: array, items: {type: string}}}}}";
    let resolved = request("3.1.0", mixed, "");
    assert_eq!(contents(&resolved)[0].kind, ContentKind::Multipart);
    assert_eq!(resolved.diagnostics(), []);
}

#[test]
fn a_response_that_is_a_form_is_bytes_and_its_schema_is_reported() {
    let schema = "{schema: {type: object, properties: {a: {type: string}}}}";
    let reported = |content: &str| {
        let responses = format!("responses: {{200: {{description: d, content: {{{content}}}}}}}");
        let resolved = super::document(&format!(
            "paths: {{/a: {{get: {{operationId: a, {responses}}}}}}}"
        ));
        let codes = resolved.diagnostics().into_iter().map(|(_, code, _)| code);
        codes.collect::<Vec<_>>()
    };
    assert_eq!(
        reported(&format!("multipart/mixed: {schema}")),
        ["untyped-content"]
    );
    let json = format!("application/json: {schema}, multipart/mixed: {schema}");
    assert!(reported(&json).is_empty());
}

#[test]
fn events_that_are_sent_are_text_and_their_schema_is_reported() {
    let body = "{content: {text/event-stream: {itemSchema: {type: object, properties: {data: {type: string}}}}}}";
    let resolved = request("3.2.0", body, "");
    assert_eq!(contents(&resolved)[0].kind, ContentKind::EventStream);
    let codes = resolved.diagnostics().into_iter().map(|(_, code, _)| code);
    assert_eq!(codes.collect::<Vec<_>>(), ["untyped-content"]);
}

#[test]
fn items_of_a_sequence_are_described_once() {
    let entry = "{type: object, properties: {a: {type: string}}}";
    let body = format!(
        "{{content: {{application/jsonl: {{itemSchema: {entry}, schema: {{type: array, items: {entry}}}}}}}}}"
    );
    let resolved = request("3.2.0", &body, "");
    let pointer = "/paths/~1a/post/requestBody/content/application~1jsonl/schema";
    assert_eq!(
        resolved.diagnostics(),
        [(Severity::Note, "ignored-keyword", pointer.to_owned())]
    );
    let [content] = contents(&resolved).try_into().expect("one media type");
    assert!(matches!(content.ty, Type::Array(items) if matches!(*items, Type::Named(_))));
}

#[test]
fn a_range_and_many_media_types_of_one_shape_are_a_choice() {
    let choices = |media_types: &[&str]| {
        let media_types: Vec<_> = media_types
            .iter()
            .map(|one| format!("'{one}': {{}}"))
            .collect();
        let body = format!(
            "{{required: true, content: {{{}}}}}",
            media_types.join(", ")
        );
        let contents = contents(&request("3.1.0", &body, ""));
        let contents = contents.into_iter();
        let contents = contents.map(|content| (content.method_name, content.choices.len()));
        contents.collect::<Vec<_>>()
    };
    let named = |name: &str, count: usize| (Some(name.to_owned()), count);
    assert_eq!(choices(&["image/*"]), [(None, 1)]);
    assert_eq!(choices(&["image/png", "image/*"]), [(None, 2), (None, 0)]);
    assert_eq!(
        choices(&["image/png", "image/gif"]),
        [(None, 0), named("a_as_gif", 0)]
    );
    let many = ["image/png", "image/gif", "text/csv", "image/jpeg"];
    assert_eq!(
        choices(&many),
        [(None, 3), (None, 0), named("a_as_csv", 0), (None, 0)]
    );
    let json = [
        "application/json",
        "a/b+json",
        "a/c+json",
        "image/*",
        "a/d+json",
    ];
    assert_eq!(
        choices(&json),
        [
            (None, 0),
            named("a_as_json", 3),
            (None, 0),
            named("a_as_any_image", 1),
            (None, 0)
        ]
    );
    assert_eq!(choices(&["application/*+json"]), [(None, 1)]);
    assert_eq!(choices(&["application/*"]), [(None, 1)]);
    assert_eq!(
        choices(&["application/json", "application/*+json"]),
        [(None, 0), (None, 0)]
    );
}
