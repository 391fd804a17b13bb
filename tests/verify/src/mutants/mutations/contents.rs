//! Request bodies, responses and their contents.

use super::super::document_index::{DocumentIndex, Operation, join, object};
use super::super::mutation::{Expected, Mutant, expect, mutant, table};
use apicrate_codegen::diff::{SemverLevel, WireCompatibility};
use serde_json::{Value, json};

table! {
    "optional body" body
    "required body" required_body
    "body required" became_required
    "media type of a request" request_media_type
    "charset of a request" charset
    "status of success with the same body" same_success
    "status of success with another body" other_success
    "status of failure" failure
    "status of failure with a body" typed_failure
    "body of a response" response_body
    "body in place of none" no_content
    "response as a stream" stream
    "header of a response" header
    "required header of a response" required_header
    "media type of a response" response_media_type
    "description of a response" description
}

fn texts() -> Value {
    json!({"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}})
}

fn new_body(document: &DocumentIndex, there: &Expected, is_required: bool) -> Vec<Mutant> {
    let back = expect(
        "body-removed",
        WireCompatibility::Unknown,
        SemverLevel::Major,
    );
    let all = document.operations.iter();
    all.filter(|operation| {
        let takes_one = ["post", "put", "patch"].contains(&operation.method.as_str());
        takes_one && document.get(&operation.at).get("requestBody").is_none()
    })
    .map(|operation| {
        let at = operation.at.clone();
        mutant(&operation.at, there.clone(), back.clone(), move |root| {
            if let Some(own) = object(root, &at) {
                let body = json!({"required": is_required, "content": texts()});
                own.insert("requestBody".to_owned(), body);
            }
        })
    })
    .collect()
}

fn body(document: &DocumentIndex) -> Vec<Mutant> {
    let there = expect(
        "body-added",
        WireCompatibility::Compatible,
        SemverLevel::Minor,
    );
    new_body(document, &there, false)
}

fn required_body(document: &DocumentIndex) -> Vec<Mutant> {
    let there = expect(
        "required-body-added",
        WireCompatibility::Breaking,
        SemverLevel::Major,
    );
    new_body(document, &there, true)
}

/// Returns the operations with an inline body of JSON only, and the pointer of the body.
fn bodies(document: &DocumentIndex) -> impl Iterator<Item = (&Operation, String)> {
    document.operations.iter().filter_map(|operation| {
        let at = join(&operation.at, "requestBody");
        let contents = document.get(&join(&at, "content")).as_object()?;
        let is_json = contents.len() == 1 && contents.contains_key("application/json");
        let has_schema = document
            .get(&join(&at, "content"))
            .pointer("/application~1json/schema")
            .is_some();
        (is_json && has_schema).then_some((operation, at))
    })
}

fn became_required(document: &DocumentIndex) -> Vec<Mutant> {
    bodies(document)
        .filter(|(_, at)| document.get(at)["required"] != json!(true))
        .map(|(operation, body)| {
            let there = expect(
                "body-became-required",
                WireCompatibility::Breaking,
                SemverLevel::Major,
            );
            let back = expect(
                "body-became-optional",
                WireCompatibility::Compatible,
                SemverLevel::Major,
            );
            mutant(&operation.at, there, back, move |root| {
                if let Some(own) = object(root, &body) {
                    own.insert("required".to_owned(), json!(true));
                }
            })
        })
        .collect()
}

fn request_media_type(document: &DocumentIndex) -> Vec<Mutant> {
    bodies(document)
        .map(|(operation, body)| {
            // It has a method or setter of its own.
            let there = expect(
                "request-media-type-added",
                WireCompatibility::Compatible,
                SemverLevel::Minor,
            );
            let back = expect(
                "request-media-type-removed",
                WireCompatibility::Breaking,
                SemverLevel::Major,
            );
            let contents = join(&body, "content");
            mutant(&operation.at, there, back, move |root| {
                if let Some(contents) = object(root, &contents) {
                    let content = json!({"schema": {"type": "string"}});
                    contents.insert("text/plain".to_owned(), content);
                }
            })
        })
        .collect()
}

/// Replaces a media type by another one.
fn replace(root: &mut Value, contents: &str, old: &str, new: &str) {
    if let Some(contents) = object(root, contents)
        && let Some(content) = contents.shift_remove(old)
    {
        contents.insert(new.to_owned(), content);
    }
}

fn charset(document: &DocumentIndex) -> Vec<Mutant> {
    bodies(document)
        .map(|(operation, body)| {
            let rule = "media-type-parameters-changed";
            let expected = expect(rule, WireCompatibility::Unknown, SemverLevel::Patch);
            let contents = join(&body, "content");
            mutant(&operation.at, expected.clone(), expected, move |root| {
                let other = "application/json; charset=utf-8";
                replace(root, &contents, "application/json", other);
            })
        })
        .collect()
}

/// Returns the operations with one inline success response of JSON only, and the pointer of the response.
fn successes(document: &DocumentIndex) -> impl Iterator<Item = (&Operation, String)> {
    document.operations.iter().filter_map(|operation| {
        let (base, status) = only_success(document, operation)?;
        let at = join(&base, &status);
        let contents = document.get(&join(&at, "content")).as_object()?;
        let is_json = contents.len() == 1 && contents.contains_key("application/json");
        let schema = contents.get("application/json")?.get("schema")?;
        (is_json && schema != &json!({})).then_some((operation, at))
    })
}

/// Returns the responses of an operation, and the status of its only success.
fn only_success(document: &DocumentIndex, operation: &Operation) -> Option<(String, String)> {
    let base = join(&operation.at, "responses");
    let statuses = document.members(&base).map(|(status, _)| status.clone());
    let is_success = |status: &String| status.starts_with(['2', '3']);
    let found: Vec<_> = statuses.filter(is_success).collect();
    match found.as_slice() {
        [status] if status.len() == 3 && status.starts_with('2') => Some((base, status.clone())),
        _ => None,
    }
}

/// Adds a response to an operation.
fn with_response(
    operation: &Operation,
    [there, back]: [Expected; 2],
    status: &'static str,
    response: Value,
) -> Mutant {
    let base = join(&operation.at, "responses");
    mutant(&operation.at, there, back, move |root| {
        if let Some(responses) = object(root, &base) {
            responses.insert(status.to_owned(), response.clone());
        }
    })
}

fn same_success(document: &DocumentIndex) -> Vec<Mutant> {
    successes(document)
        .filter(|(_, at)| {
            // An inline object would become a second type.
            let schema = document.get(at)["content"]["application/json"]["schema"].clone();
            schema.get("$ref").is_some() && document.get(at).get("headers").is_none()
        })
        .map(|(operation, at)| {
            // Any success is decoded as the declared one: the crate is the same.
            let there = expect(
                "response-added",
                WireCompatibility::Unknown,
                SemverLevel::None,
            );
            let back = expect(
                "response-removed",
                WireCompatibility::Breaking,
                SemverLevel::None,
            );
            let response = document.get(&at).clone();
            with_response(operation, [there, back], "288", response)
        })
        .collect()
}

fn other_success(document: &DocumentIndex) -> Vec<Mutant> {
    successes(document)
        .map(|(operation, _)| {
            let there = expect(
                "response-added",
                WireCompatibility::Unknown,
                SemverLevel::Major,
            );
            let back = expect(
                "response-removed",
                WireCompatibility::Breaking,
                SemverLevel::Major,
            );
            let response = json!({"description": "Other.", "content": texts()});
            with_response(operation, [there, back], "288", response)
        })
        .collect()
}

fn failure(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.filter(|operation| {
        let responses = document.get(&join(&operation.at, "responses"));
        responses.get("4XX").is_none() && responses.get("418").is_none()
    })
    .map(|operation| {
        // It has no body, so the error type stays. If the type distinguishes several statuses, it gets one more.
        let (come, gone) = if failure_schemas(document, operation) > 1 {
            (SemverLevel::Minor, SemverLevel::Major)
        } else {
            (SemverLevel::Patch, SemverLevel::Patch)
        };
        let there = expect("error-response-added", WireCompatibility::Compatible, come);
        let back = expect(
            "error-response-removed",
            WireCompatibility::Compatible,
            gone,
        );
        with_response(
            operation,
            [there, back],
            "418",
            json!({"description": "A teapot."}),
        )
    })
    .collect()
}

/// Adds the first failure with a body: callers can request its type, and it is documented.
fn typed_failure(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter();
    all.filter(|operation| failure_schemas(document, operation) == 0)
        .map(|operation| {
            let there = expect(
                "error-response-added",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let back = expect(
                "error-response-removed",
                WireCompatibility::Compatible,
                SemverLevel::Patch,
            );
            let response = json!({"description": "A teapot.", "content": texts()});
            with_response(operation, [there, back], "418", response)
        })
        .collect()
}

/// Returns the number of different schemas of error bodies.
fn failure_schemas(document: &DocumentIndex, operation: &Operation) -> usize {
    let base = join(&operation.at, "responses");
    let mut schemas = Vec::new();
    for (status, _) in document.members(&base) {
        let contents = join(&document.follow(&join(&base, status)), "content");
        let is_failure = status.starts_with(['4', '5']) || status == "default";
        for (_, content) in document.members(&contents).filter(|_| is_failure) {
            schemas.push((content["schema"].to_string(), status.clone()));
        }
    }
    // Inline objects are different types even if they are equal.
    schemas.sort();
    schemas.dedup_by(|one, other| one.0 == other.0 && one.0.starts_with("{\"$ref\""));
    schemas.len()
}

fn response_body(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter().filter_map(|operation| {
        let (base, status) = only_success(document, operation)?;
        let at = join(&base, &status);
        let response = document.get(&at);
        let may_have_one = status != "204" && status != "205";
        let is_bare = response.get("$ref").is_none() && response.get("content").is_none();
        let is_bare = is_bare && may_have_one;
        is_bare.then_some((operation, at))
    });
    all.map(|(operation, at)| {
        let there = expect(
            "response-body-added",
            WireCompatibility::Compatible,
            SemverLevel::Major,
        );
        let back = expect(
            "response-body-removed",
            WireCompatibility::Breaking,
            SemverLevel::Major,
        );
        mutant(&operation.at, there, back, move |root| {
            if let Some(response) = object(root, &at) {
                response.insert("content".to_owned(), texts());
            }
        })
    })
    .collect()
}

/// 204 becomes 200 with a body.
fn no_content(document: &DocumentIndex) -> Vec<Mutant> {
    let all = document.operations.iter().filter_map(|operation| {
        let (base, status) = only_success(document, operation)?;
        let at = join(&base, &status);
        let is_bare =
            document.get(&at).get("$ref").is_none() && document.get(&at).get("headers").is_none();
        (status == "204" && is_bare).then_some((operation, base))
    });
    all.map(|(operation, base)| {
        let come = expect(
            "response-added",
            WireCompatibility::Unknown,
            SemverLevel::Major,
        );
        let gone = expect(
            "response-removed",
            WireCompatibility::Breaking,
            SemverLevel::Major,
        );
        let mut mutant = mutant(&operation.at, come.clone(), come, move |root| {
            if let Some(responses) = object(root, &base) {
                responses.shift_remove("204");
                let response = json!({"description": "Some.", "content": texts()});
                responses.insert("200".to_owned(), response);
            }
        });
        mutant.there.push(gone.clone());
        mutant.back.push(gone);
        mutant
    })
    .collect()
}

fn stream(document: &DocumentIndex) -> Vec<Mutant> {
    successes(document)
        .map(|(operation, at)| {
            let expected = expect(
                "response-stream-changed",
                WireCompatibility::Breaking,
                SemverLevel::Major,
            );
            let contents = join(&at, "content");
            mutant(&operation.at, expected.clone(), expected, move |root| {
                replace(root, &contents, "application/json", "text/event-stream");
            })
        })
        .collect()
}

fn headers(document: &DocumentIndex, is_required: bool) -> Vec<Mutant> {
    let gone = if is_required {
        WireCompatibility::Breaking
    } else {
        WireCompatibility::Unknown
    };
    successes(document)
        .map(|(operation, at)| {
            let there = expect(
                "response-header-added",
                WireCompatibility::Compatible,
                SemverLevel::Minor,
            );
            let back = expect("response-header-removed", gone, SemverLevel::Major);
            mutant(&operation.at, there, back, move |root| {
                if let Some(response) = object(root, &at)
                    && let Some(headers) = response
                        .entry("headers")
                        .or_insert_with(|| json!({}))
                        .as_object_mut()
                {
                    let header = json!({"required": is_required, "schema": {"type": "string"}});
                    headers.insert("X-Mutant".to_owned(), header);
                }
            })
        })
        .collect()
}

fn header(document: &DocumentIndex) -> Vec<Mutant> {
    headers(document, false)
}

fn required_header(document: &DocumentIndex) -> Vec<Mutant> {
    headers(document, true)
}

fn response_media_type(document: &DocumentIndex) -> Vec<Mutant> {
    successes(document)
        .map(|(operation, at)| {
            let there = expect(
                "response-media-type-added",
                WireCompatibility::Compatible,
                SemverLevel::None,
            );
            let back = expect(
                "response-media-type-removed",
                WireCompatibility::Breaking,
                SemverLevel::None,
            );
            let contents = join(&at, "content");
            mutant(&operation.at, there, back, move |root| {
                if let Some(contents) = object(root, &contents) {
                    contents.insert("text/csv".to_owned(), json!({"schema": {"type": "string"}}));
                }
            })
        })
        .collect()
}

fn description(document: &DocumentIndex) -> Vec<Mutant> {
    successes(document)
        .map(|(operation, at)| {
            // It is not documented anywhere.
            let expected = expect(
                "docs-changed",
                WireCompatibility::Compatible,
                SemverLevel::None,
            );
            mutant(&operation.at, expected.clone(), expected, move |root| {
                if let Some(response) = object(root, &at) {
                    response.insert("description".to_owned(), json!("A mutant."));
                }
            })
        })
        .collect()
}
