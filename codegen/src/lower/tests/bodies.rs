//! Request bodies, responses, media types and headers.

use openapiv3::{ParameterSchemaOrContent, QueryStyle, ReferenceOr, StatusCode};

use super::{Case, Tested, any, lowered, target};

/// An operation `POST /a` with these members.
fn operation(members: &str, components: &str) -> Result<Case, Box<dyn std::error::Error>> {
    lowered(&format!(
        "paths:\n  /a:\n    post: {members}\ncomponents: {components}\n"
    ))
}

#[test]
fn statuses_are_codes_ranges_or_default() -> Tested {
    let case = operation(
        "{responses: {200: {description: a}, '4XX': {description: b}, 5xx: {}, default: {}, 2000: {}, ok: {}, x-a: 1, '0XX': {}}}",
        "{}",
    )?;
    let at = "warning invalid-status /paths/~1a/post/responses";
    case.reports(&[
        &format!("{at}/2000"),
        &format!("{at}/ok"),
        &format!("{at}/0XX"),
    ]);
    let responses = &case.operation("/a", "post")?.responses;
    let statuses: Vec<_> = responses.responses.keys().collect();
    assert_eq!(
        statuses,
        [
            &StatusCode::Code(200),
            &StatusCode::Range(4),
            &StatusCode::Range(5)
        ]
    );
    assert!(responses.default.is_some());
    Ok(())
}

#[test]
fn bodies_and_responses_may_be_references() -> Tested {
    let case = operation(
        "{requestBody: {$ref: '#/components/requestBodies/B'}, responses: {200: {$ref: '#/components/responses/R'}, 201: {$ref: '#/components/responses/Nope'}, 202: {$ref: '#/x-shared'}}}",
        "{requestBodies: {B: {required: true, content: {text/plain: {}}}}, responses: {R: {description: D, headers: {H: {$ref: '#/components/headers/H'}}}}, headers: {H: {schema: {type: integer}, required: true}}}\nx-shared: {description: S}",
    )?;
    case.reports(&["error unresolved-reference /paths/~1a/post/responses/201/$ref"]);
    let operation = case.operation("/a", "post")?;
    assert_eq!(
        operation.request_body.as_ref().map(target),
        Some("#/components/requestBodies/B")
    );
    let targets: Vec<_> = operation.responses.responses.values().map(target).collect();
    assert_eq!(
        targets,
        [
            "#/components/responses/R",
            "",
            "#/components/responses/x-shared"
        ]
    );
    let components = case.lowered.api.components.as_ref().ok_or("none")?;
    let header = components.headers["H"].as_item().ok_or("a reference")?;
    assert!(
        header.required
            && matches!(
                header.format,
                ParameterSchemaOrContent::Schema(ReferenceOr::Item(_))
            )
    );
    Ok(())
}

#[test]
fn media_types_may_be_references() -> Tested {
    let case = operation(
        "{requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/One'}}}, responses: {200: {content: {$ref: '#/components/mediaTypes/All'}}, 201: {content: {$ref: '#/components/mediaTypes/One'}}}}",
        "{mediaTypes: {One: {schema: {type: string}}, All: {text/plain: {schema: {type: integer}}}}}",
    )?;
    case.reports(&[]);
    let operation = case.operation("/a", "post")?;
    let body = operation
        .request_body
        .as_ref()
        .and_then(|body| body.as_item())
        .ok_or("none")?;
    assert!(body.content.contains_key("application/json"));
    let view = case.operation_view("/a", "post")?;
    let body = view.request_body().ok_or("no body")?.content();
    let location = body.first().ok_or("no media type")?.location();
    assert_eq!(location.pointer, "/components/mediaTypes/One");
    let response = |code| {
        operation.responses.responses[&StatusCode::Code(code)]
            .as_item()
            .ok_or("a reference")
    };
    let plain = &response(200)?.content["text/plain"];
    let responses = view.responses();
    let (_, response_view) = responses.first().ok_or("no response")?;
    let content = response_view.content();
    let location = content.first().ok_or("no media type")?.location();
    assert_eq!(location.pointer, "/components/mediaTypes/All/text~1plain");
    let schema = plain
        .schema
        .as_ref()
        .and_then(ReferenceOr::as_item)
        .ok_or("no schema")?;
    assert_eq!(any(schema)?.typ.as_deref(), Some("integer"));
    assert!(response(201)?.content.contains_key("application/json"));
    Ok(())
}

#[test]
fn an_encoding_has_its_own_or_the_default_explode() -> Tested {
    let encodings = "{a: {}, b: {style: deepObject}, c: {style: form, explode: false}, d: {contentType: image/png, headers: {X: {schema: {}}}}}";
    let case = operation(
        &format!(
            "{{requestBody: {{content: {{multipart/form-data: {{schema: {{}}, encoding: {encodings}}}}}}}}}"
        ),
        "{}",
    )?;
    case.reports(&[]);
    let body = case
        .operation("/a", "post")?
        .request_body
        .as_ref()
        .and_then(|body| body.as_item())
        .ok_or("none")?;
    let encoding = &body.content["multipart/form-data"].encoding;
    let explode: Vec<_> = encoding.values().map(|encoding| encoding.explode).collect();
    assert_eq!(explode, [true, false, false, true]);
    assert_eq!(encoding["b"].style, Some(QueryStyle::DeepObject));
    assert_eq!(encoding["d"].content_type.as_deref(), Some("image/png"));
    Ok(())
}

#[test]
fn items_of_a_sequence_become_a_component() -> Tested {
    let case = operation(
        "{responses: {200: {content: {application/jsonl: {itemSchema: {type: string}}}}}}",
        "{}",
    )?;
    case.reports(&[]);
    let response = case.operation("/a", "post")?.responses.responses[&StatusCode::Code(200)]
        .as_item()
        .ok_or("none")?;
    let schema = response.content["application/jsonl"]
        .schema
        .as_ref()
        .map(target)
        .ok_or("none")?;
    assert_eq!(schema, "#/components/schemas/a_post_200_itemSchema");
    Ok(())
}

#[test]
fn links_are_named() -> Tested {
    let case = operation(
        "{responses: {200: {links: {next: {operationId: a}}}}}",
        "{}",
    )?;
    case.reports(&["note ignored-link /paths/~1a/post/responses/200/links/next"]);
    Ok(())
}
