//! Enums of bodies that differ by status.

use super::{Resolved, document};
use crate::ir::ResponseEnum;

/// Resolves a document with these operations under one path, and component schemas `A` and `B`.
fn operations(members: &str) -> Resolved {
    document(&format!(
        "
paths: {{/a: {{{members}}}}}
components:
  schemas:
    A: {{type: object, properties: {{x: {{type: string}}}}}}
    B: {{type: object, properties: {{y: {{type: string}}}}}}"
    ))
}

/// Returns a response with a body of this media type and schema.
fn body(media_type: &str, schema: &str) -> String {
    format!("{{description: '', content: {{{media_type}: {{schema: {schema}}}}}}}")
}

fn json(name: &str) -> String {
    body(
        "application/json",
        &format!("{{$ref: '#/components/schemas/{name}'}}"),
    )
}

const EMPTY: &str = "{description: ''}";

/// Returns the enums of the operation `createJob` with these responses: that of successes and that
/// of errors.
fn enums(responses: &str) -> [Option<ResponseEnum>; 2] {
    let resolved = operations(&format!(
        "post: {{operationId: createJob, responses: {{{responses}}}}}"
    ));
    let operation = resolved.operation("createJob");
    [operation.success_type.clone(), operation.error_type.clone()]
}

fn variants(response_enum: &ResponseEnum) -> Vec<&str> {
    let variants = response_enum.variants.iter();
    variants.map(|variant| variant.name.as_str()).collect()
}

#[test]
fn different_successes_are_an_enum_by_status() {
    let (a, b, text) = (json("A"), json("B"), body("text/plain", "{type: string}"));
    let differing = [
        (format!("200: {a}, 202: {b}"), vec!["Ok", "Accepted"]),
        (
            format!("204: {EMPTY}, 201: {a}"),
            vec!["Created", "NoContent"],
        ),
        (
            format!("200: {a}, 2XX: {text}, 246: {b}"),
            vec!["Ok", "Status246", "Success"],
        ),
    ];
    for (responses, expected) in differing {
        let [output, failure] = enums(&responses);
        let output = output.expect("they differ");
        assert_eq!(
            (output.name.as_str(), variants(&output)),
            ("CreateJobOutput", expected)
        );
        assert_eq!(failure, None);
    }
}

#[test]
fn equal_successes_are_not_an_enum() {
    let (a, b) = (json("A"), json("B"));
    let object = body(
        "application/json",
        "{type: object, properties: {z: {type: string}}}",
    );
    let [text, html] = ["text/plain", "text/html"].map(|kind| body(kind, "{type: string}"));
    for responses in [
        String::new(),
        format!("200: {a}"),
        format!("200: {a}, 201: {a}, default: {b}, 404: {b}"),
        format!("200: {object}, 201: {object}"),
        format!("200: {text}, 201: {html}"),
        format!("202: {EMPTY}, 204: {EMPTY}"),
        format!("default: {a}"),
    ] {
        assert_eq!(enums(&responses)[0], None, "{responses}");
    }
}

#[test]
fn different_errors_are_an_enum_that_includes_those_without_a_body() {
    let (a, b, text) = (json("A"), json("B"), body("text/plain", "{type: string}"));
    let [output, failure] = enums(&format!(
        "200: {a}, 404: {a}, 410: {EMPTY}, 5XX: {text}, default: {b}"
    ));
    assert_eq!(output, None);
    let failure = failure.expect("they differ");
    assert_eq!(failure.name, "CreateJobError");
    assert_eq!(
        variants(&failure),
        ["NotFound", "Gone", "ServerError", "Default"]
    );
}

#[test]
fn errors_of_one_type_or_without_a_type_are_not_an_enum() {
    let (a, text) = (json("A"), body("text/plain", "{type: string}"));
    let bytes = body("application/pdf", "{type: string, format: binary}");
    for responses in [
        format!("404: {a}"),
        format!("404: {a}, 410: {EMPTY}, default: {a}"),
        format!("404: {text}, 410: {bytes}"),
        format!("200: {a}, 304: {text}"),
    ] {
        assert_eq!(enums(&responses)[1], None, "{responses}");
    }
}

#[test]
fn an_enum_does_not_take_the_name_of_a_builder_or_component() {
    let (a, b) = (json("A"), json("B"));
    let differing = format!("{{200: {a}, 202: {b}, 400: {a}, 404: {b}}}");
    let resolved = document(&format!(
        "
paths:
  /a: {{post: {{operationId: createJob, responses: {differing}}}, get: {{operationId: createJobOutput, responses: {{}}}}}}
components:
  schemas:
    A: {{type: object, properties: {{x: {{type: string}}}}}}
    B: {{type: object, properties: {{y: {{type: string}}}}}}
    CreateJobError: {{type: object, properties: {{z: {{type: string}}}}}}"
    ));
    let operation = resolved.operation("createJob");
    let name = |response_enum: &Option<ResponseEnum>| {
        response_enum
            .as_ref()
            .map(|response_enum| response_enum.name.clone())
    };
    assert_eq!(
        name(&operation.success_type).as_deref(),
        Some("CreateJobCallOutput")
    );
    assert_eq!(
        name(&operation.error_type).as_deref(),
        Some("CreateJobCallError")
    );
}
