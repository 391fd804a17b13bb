//! Names and modules of operations.

use super::{document, lenient};
use crate::diagnostic::Severity;

/// Returns the module, function and builder of each operation, in order.
fn names(paths: &str) -> Vec<(String, String, String)> {
    lenient(paths)
        .api
        .operations
        .into_iter()
        .map(|operation| (operation.module, operation.function, operation.builder))
        .collect()
}

fn functions(paths: &str) -> Vec<String> {
    let names = names(paths);
    names.into_iter().map(|(_, function, _)| function).collect()
}

#[test]
fn an_operation_is_named_by_its_id_and_is_in_the_module_of_its_first_tag_or_path_segment() {
    let paths = "
paths:
  /b:
    post: {operationId: createJob, tags: [Fine-tuning, Jobs], responses: {}}
    get: {operationId: 'repos/get-commit', responses: {}}
  /a:
    get: {operationId: type, tags: [fine tuning], responses: {}}";
    let expected = [
        ("b", "repos_get_commit", "ReposGetCommit"),
        ("fine_tuning", "create_job", "CreateJob"),
        ("fine_tuning", "r#type", "Type"),
    ];
    let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(names(paths), expected);
}

#[test]
fn an_operation_without_an_id_is_named_by_method_and_path() {
    let paths = "
paths:
  /: {get: {responses: {}}}
  /fine_tuning/jobs/{id}/events: {get: {responses: {}}}
  /a/{x}.{y}: {put: {operationId: '', responses: {}}}
  /jobs/{id}:cancel: {post: {responses: {}}}
  /#Target=Put: {post: {responses: {}}}";
    assert_eq!(
        functions(paths),
        [
            "put_a_by_x_by_y",
            "get_root",
            "post_target_put",
            "get_fine_tuning_jobs_by_id_events",
            "post_jobs_by_id_cancel",
        ]
    );
}

#[test]
fn the_order_of_the_document_is_irrelevant() {
    let one = "
paths:
  /b: {get: {operationId: x, responses: {}}, put: {responses: {}}}
  /a: {get: {operationId: x, responses: {}}}";
    let other = "
paths:
  /a: {get: {operationId: x, responses: {}}}
  /b: {put: {responses: {}}, get: {operationId: x, responses: {}}}";
    assert_eq!(names(one), names(other));
    assert_eq!(lenient(one).api, lenient(other).api);
}

#[test]
fn a_duplicate_id_is_an_error_at_every_location() {
    let paths = "
paths:
  /b: {get: {operationId: list, responses: {}}}
  /a: {get: {operationId: list, responses: {}}}";
    let resolved = document(paths);
    assert_eq!(
        resolved.diagnostics(),
        ["/paths/~1a/get/operationId", "/paths/~1b/get/operationId"].map(|at| (
            Severity::Error,
            "duplicate-operation-id",
            at.to_owned()
        ))
    );
    let messages: Vec<_> = resolved.diagnostics.sorted();
    assert_eq!(
        messages[1].message,
        "the operationId `list` is not unique: GET /a already has it"
    );
    assert!(messages.iter().all(|message| message.hint.is_some()));
}

#[test]
fn the_first_path_keeps_a_duplicate_id_if_lenient() {
    let paths = "
paths:
  /b: {get: {operationId: list, responses: {}}}
  /a: {get: {operationId: list, responses: {}}}";
    let resolved = lenient(paths);
    assert!(!resolved.diagnostics.has_errors());
    assert_eq!(resolved.operation("list").path, "/a");
    assert_eq!(resolved.operation("get_b").path, "/b");
    assert_eq!(functions(paths), ["list", "get_b"]);
}

#[test]
fn an_id_takes_precedence_over_a_derived_name() {
    let paths = "
paths:
  /a: {get: {responses: {}}}
  /b: {get: {operationId: getA, responses: {}}}";
    let resolved = lenient(paths);
    assert_eq!(resolved.operation("getA").function, "get_a");
    assert_eq!(resolved.operation("get_a_2").path, "/a");
    assert_eq!(
        resolved.diagnostics(),
        [(
            Severity::Note,
            "name-collision",
            "/paths/~1a/get".to_owned()
        )]
    );
}

#[test]
fn types_and_reserved_names_take_precedence_over_builders() {
    let resolved = document(
        "
paths:
  /a: {get: {operationId: pet, responses: {}}}
  /b: {get: {operationId: style, responses: {}}}
components: {schemas: {Pet: {type: object, properties: {id: {type: string}}}}}",
    );
    assert_eq!(resolved.operation("pet").builder, "PetCall");
    assert_eq!(resolved.operation("style").builder, "StyleCall");
}

#[test]
fn builders_take_precedence_over_inline_types() {
    let resolved = document(
        "
paths:
  /a:
    get:
      operationId: pet
      responses:
        '200': {description: '', content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}
  /b: {get: {operationId: pet_response, responses: {}}}",
    );
    assert_eq!(resolved.operation("pet_response").builder, "PetResponse");
    assert_eq!(resolved.types(), [("PetResponse2", "pet")]);
}

#[test]
fn documentation_comes_from_the_operation_or_else_from_its_path() {
    let resolved = document(
        "
paths:
  /a:
    summary: All of it
    description: Whole.
    get: {operationId: own, summary: Own, description: ' ', deprecated: true, externalDocs: {url: 'https://x.org/a'}, responses: {}}
    put: {operationId: none, responses: {}}
    post: {operationId: same, summary: Text, description: Text, responses: {}}",
    );
    let own = resolved.operation("own");
    assert_eq!(own.summary.as_deref(), Some("Own"));
    assert_eq!(
        own.docs.as_deref(),
        Some("External documentation: <https://x.org/a>")
    );
    assert!(own.deprecated);
    let none = resolved.operation("none");
    assert_eq!(none.summary.as_deref(), Some("All of it"));
    assert_eq!(none.docs.as_deref(), Some("Whole."));
    assert_eq!(resolved.operation("same").docs, None);
}

#[test]
fn a_fragment_is_kept_and_reported_because_it_is_not_sent() {
    let resolved = document("paths: {'/?a=b#c': {get: {operationId: x, responses: {}}}}");
    assert_eq!(resolved.operation("x").path, "/?a=b#c");
    assert_eq!(
        resolved.diagnostics(),
        [(
            Severity::Note,
            "unsent-fragment",
            "/paths/~1?a=b#c/get".to_owned()
        )]
    );
}

#[test]
fn an_operation_has_its_location_even_if_its_path_is_a_reference() {
    let resolved = document(
        "
paths:
  /a: {$ref: '#/x-items/a'}
  /b: {get: {operationId: b, responses: {}}}
x-items: {a: {get: {operationId: a, responses: {}}}}",
    );
    let pointer = |id: &str| resolved.operation(id).at.pointer.clone();
    assert_eq!(pointer("a"), "/x-items/a/get");
    assert_eq!(pointer("b"), "/paths/~1b/get");
}

#[test]
fn an_id_that_a_framework_made_has_its_name_only_unless_that_is_taken() {
    let paths = "
paths:
  /flows/: {post: {operationId: create_flow_flows__post, responses: {}}, get: {operationId: list_flows__get, responses: {}}}
  /v1/jobs: {get: {operationId: list_v1_jobs_get, responses: {}}}";
    assert_eq!(
        functions(paths),
        ["create_flow", "list_flows_get", "list_v1_jobs_get"]
    );
}
