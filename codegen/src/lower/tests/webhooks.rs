//! Webhooks.

use super::{Tested, lowered};
use crate::lower::ComponentKind;

#[test]
fn schemas_written_in_webhooks_become_components() -> Tested {
    let case = lowered(
        "webhooks:
  job.done:
    post:
      requestBody: {content: {application/json: {schema: {type: object}}, text/plain: {schema: {type: string}}}}
      responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/A/properties/x'}}}}}
  named: {post: {operationId: onNamed, requestBody: {$ref: '#/components/requestBodies/B'}}}
  shared: {$ref: '#/components/pathItems/P'}
x-webhooks: {old: {post: {responses: {200: {content: {application/json: {schema: {type: integer}}}}}}}}
components:
  schemas: {A: {properties: {x: {type: string}}}}
  requestBodies: {B: {content: {application/json: {schema: {type: boolean}}}}}
  pathItems: {P: {put: {requestBody: {content: {application/json: {schema: {type: number}}}}}}}
",
    )?;
    // Their names and parameters are ignored.
    case.reports(&[
        "note ignored-webhook /webhooks/job.done/post",
        "note ignored-webhook /webhooks/named/post",
        "note ignored-webhook /components/pathItems/P/put",
        "note ignored-webhook /x-webhooks/old/post",
    ]);
    let expected = [
        "A",
        "job.done_request",
        "job.done_request_text_plain",
        "A_x",
        "onNamed_request",
        "shared_request",
        "old_response_200",
    ];
    assert_eq!(case.schema_keys(), expected);
    let location = |key| {
        case.lowered
            .location_of_component(ComponentKind::Schema, key)
            .pointer
    };
    assert_eq!(
        location("job.done_request"),
        "/webhooks/job.done/post/requestBody/content/application~1json/schema"
    );
    assert_eq!(
        location("onNamed_request"),
        "/components/requestBodies/B/content/application~1json/schema"
    );
    assert_eq!(
        location("shared_request"),
        "/components/pathItems/P/put/requestBody/content/application~1json/schema"
    );
    Ok(())
}
