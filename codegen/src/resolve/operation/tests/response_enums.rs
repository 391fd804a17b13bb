//! The enums of what comes by status.

use super::{Resolved, document};
use crate::ir::Answers;

/// A document with these operations under one path, each with a JSON type `A` and a JSON type `B` at hand.
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

/// A response with a body of this media type and schema.
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

/// The enums of the operation `createJob` with these responses: that of success and that of failure.
fn enums(responses: &str) -> [Option<Answers>; 2] {
    let resolved = operations(&format!(
        "post: {{operationId: createJob, responses: {{{responses}}}}}"
    ));
    let operation = resolved.operation("createJob");
    [operation.output.clone(), operation.failure.clone()]
}

fn variants(answers: &Answers) -> Vec<&str> {
    let variants = answers.variants.iter();
    variants.map(|variant| variant.name.as_str()).collect()
}

#[test]
fn successes_that_differ_are_an_enum_by_status() {
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
fn successes_that_give_the_same_are_no_enum() {
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
fn failures_that_differ_are_an_enum_with_those_that_have_no_body() {
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
fn failures_of_one_type_and_those_without_a_type_are_no_enum() {
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
fn an_enum_takes_no_name_of_a_builder_or_of_a_component() {
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
    let name = |answers: &Option<Answers>| answers.as_ref().map(|answers| answers.name.clone());
    assert_eq!(
        name(&operation.output).as_deref(),
        Some("CreateJobCallOutput")
    );
    assert_eq!(
        name(&operation.failure).as_deref(),
        Some("CreateJobCallError")
    );
}
