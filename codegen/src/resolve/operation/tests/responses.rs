//! Responses of operations.

use super::{Resolved, document};
use crate::diagnostic::Severity;
use crate::ir::{StatusPattern, Type};

/// Resolves a document whose only operation `createJob` has these responses.
fn responses(members: &str) -> Resolved {
    document(&format!(
        "paths: {{/a: {{post: {{operationId: createJob, responses: {{{members}}}}}}}}}"
    ))
}

/// A response with a JSON object.
const OBJECT: &str = "{description: '', content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}";

/// Returns the status and the names of the types of each response.
fn rows(resolved: &Resolved) -> Vec<(StatusPattern, Vec<String>)> {
    let responses = resolved.operation("createJob").responses.iter();
    responses
        .map(|response| {
            let types = response.contents.iter();
            let types = types.map(|content| resolved.type_name(&content.ty));
            (response.status, types.collect())
        })
        .collect()
}

fn row(status: StatusPattern, names: &[&str]) -> (StatusPattern, Vec<String>) {
    let names = names.iter().map(|name| (*name).to_owned());
    (status, names.collect())
}

#[test]
fn responses_are_ordered_by_status_and_named_after_it() {
    let other = OBJECT.replace("{x:", "{y:");
    let resolved = responses(&format!(
        "default: {OBJECT}, 4XX: {OBJECT}, 404: {OBJECT}, '203': {other}, '202': {OBJECT}, '201': {OBJECT},
         '204': {{description: Nothing}}"
    ));
    assert_eq!(
        rows(&resolved),
        [
            row(StatusPattern::Code(201), &["CreateJobResponse"]),
            // Equal successful responses share one type.
            row(StatusPattern::Code(202), &["CreateJobResponse"]),
            row(StatusPattern::Code(203), &["CreateJob203Response"]),
            row(StatusPattern::Code(204), &[]),
            row(StatusPattern::Code(404), &["CreateJob404Response"]),
            row(StatusPattern::Class(4), &["CreateJob4xxResponse"]),
            row(StatusPattern::Default, &["CreateJobDefaultResponse"]),
        ]
    );
    let nothing = &resolved.operation("createJob").responses[3];
    assert_eq!(nothing.docs.as_deref(), Some("Nothing"));
    assert_eq!(nothing.at.pointer, "/paths/~1a/post/responses/204");
    assert!(resolved.diagnostics.is_empty());
}

#[test]
fn the_name_of_an_error_does_not_depend_on_other_responses() {
    let alone = responses(&format!("404: {OBJECT}"));
    assert_eq!(
        rows(&alone),
        [row(StatusPattern::Code(404), &["CreateJob404Response"])]
    );
    let default = responses(&format!("default: {OBJECT}"));
    assert_eq!(
        rows(&default),
        [row(StatusPattern::Default, &["CreateJobDefaultResponse"])]
    );
}

#[test]
fn the_first_success_with_a_body_has_the_short_name() {
    let resolved = responses(&format!("200: {{description: ''}}, 2XX: {OBJECT}"));
    assert_eq!(
        rows(&resolved),
        [
            row(StatusPattern::Code(200), &[]),
            row(StatusPattern::Class(2), &["CreateJobResponse"]),
        ]
    );
}

#[test]
fn the_name_of_a_second_media_type_is_part_of_its_type() {
    let resolved = responses(
        "200: {description: '', content: {
            application/json: {schema: {type: object, properties: {x: {type: string}}}},
            text/event-stream: {schema: {type: object, properties: {y: {type: string}}}}}}",
    );
    assert_eq!(
        rows(&resolved),
        [row(
            StatusPattern::Code(200),
            &["CreateJobResponse", "CreateJobEventStreamResponse"]
        )]
    );
}

#[test]
fn a_response_that_is_a_component_is_one_type_for_all_operations() {
    let resolved = document(&format!(
        "
paths:
  /a: {{get: {{operationId: createJob, responses: {{404: {{$ref: '#/components/responses/NotFound'}}}}}}}}
  /b: {{get: {{operationId: b, responses: {{404: {{$ref: '#/components/responses/NotFound'}}}}}}}}
components: {{responses: {{NotFound: {OBJECT}}}}}"
    ));
    assert_eq!(
        resolved.types(),
        [("NotFoundResponse", "not_found_response")]
    );
    let response = |id: &str| resolved.operation(id).responses[0].clone();
    assert_eq!(response("createJob"), response("b"));
    assert_eq!(response("b").at.pointer, "/components/responses/NotFound");
}

#[test]
fn a_response_that_cannot_have_a_body_has_none() {
    let resolved = document(&format!(
        "paths: {{/a: {{
            head: {{operationId: h, responses: {{200: {OBJECT}}}}},
            delete: {{operationId: d, responses: {{204: {OBJECT}}}}}}}}}"
    ));
    assert!(resolved.types().is_empty());
    assert_eq!(
        resolved.diagnostics(),
        ["delete/responses/204", "head/responses/200"].map(|at| (
            Severity::Note,
            "impossible-body",
            format!("/paths/~1a/{at}/content")
        ))
    );
}

#[test]
fn declared_headers_are_ordered_by_name() {
    let resolved = document(
        "
paths:
  /a:
    get:
      operationId: a
      responses:
        200:
          description: ''
          headers:
            X-Rate-Limit: {required: true, description: Left, deprecated: true, schema: {type: integer}}
            ETag: {schema: {type: string}}
            etag: {schema: {type: string}}
            Content-Type: {schema: {type: string}}
            X-Kind: {schema: {type: string, enum: [x]}}
            X-Shared: {$ref: '#/components/headers/X-Shared'}
            X-Doc: {content: {application/json: {schema: {type: object}}}}
components: {headers: {X-Shared: {schema: {type: string, enum: [y]}}}}",
    );
    let headers = &resolved.operation("a").responses[0].headers;
    let rows: Vec<_> = headers
        .iter()
        .map(|header| {
            let ty = resolved.type_name(&header.ty);
            (header.wire_name.as_str(), header.name.as_str(), ty)
        })
        .collect();
    let expected = [
        ("ETag", "e_tag", "String"),
        ("X-Doc", "x_doc", "String"),
        ("X-Kind", "x_kind", "AResponseXKind"),
        ("X-Rate-Limit", "x_rate_limit", "Integer(I64)"),
        ("X-Shared", "x_shared", "XSharedHeader"),
    ]
    .map(|(wire, name, ty)| (wire, name, ty.to_owned()));
    assert_eq!(rows, expected);
    assert_eq!(headers[3].docs.as_deref(), Some("Left\n\nDeprecated."));
    assert!(headers[3].required);
    let codes: Vec<_> = resolved
        .diagnostics()
        .into_iter()
        .map(|(_, code, _)| code)
        .collect();
    assert_eq!(
        codes,
        ["duplicate-parameter", "ignored-header", "untyped-content"]
    );
}

#[test]
fn an_operation_without_responses_is_kept() {
    let resolved = document("paths: {/a: {get: {operationId: a}}}");
    assert!(resolved.operation("a").responses.is_empty());
}

#[test]
fn a_download_is_bytes() {
    let resolved = responses(
        "200: {description: '', content: {application/pdf: {schema: {type: string, format: binary}}}}",
    );
    let response = &resolved.operation("createJob").responses[0];
    assert_eq!(response.contents[0].ty, Type::Binary);
}
