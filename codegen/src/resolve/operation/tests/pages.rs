//! Configured pagination.

use std::path::Path;

use super::{Resolved, text};
use crate::config::Config;
use crate::ir::{PaginationStyle, Presence};

const PATHS: &str = "
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses:
        200:
          description: ''
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data: {$ref: '#/components/schemas/Pets'}
                  meta: {type: object, properties: {next: {type: string}}}
                  open: {type: object}
    post: {operationId: addPet, responses: {204: {description: ''}}}
components: {schemas: {Pets: {type: object, properties: {list: {type: array, items: {type: string}}}}}}";

/// Resolves the document with this `[[client.pagination]]` on line 6 and below.
fn paginated(lines: &str) -> Resolved {
    let config = format!(
        "[[client]]\ndocument = 'a'\noutput = 'b'\npackage = 'c'\n[[client.pagination]]\n{lines}\n"
    );
    let config =
        Config::parse(&config, Path::new("codegen.toml")).expect("the configuration is valid");
    Resolved::of(&text(PATHS), &config.clients[0].options)
}

#[test]
fn the_path_to_the_items_is_resolved_to_fields() {
    let resolved = paginated(
        "operations = ['listPets']\nby = 'cursor'\nparameter = 'after'\nitems = 'data.list'\ncursor = 'meta.next'",
    );
    assert_eq!(resolved.diagnostics(), []);
    let pagination = resolved.operation("listPets").pagination.as_ref();
    let pagination = pagination.expect("pagination is configured");
    assert_eq!(pagination.by, PaginationStyle::Cursor);
    let steps: Vec<_> = pagination
        .steps
        .iter()
        .map(|step| (step.field.as_str(), step.presence))
        .collect();
    assert_eq!(
        steps,
        [("data", Presence::Required), ("list", Presence::Optional)]
    );
    assert_eq!(resolved.type_name(&pagination.item), "String");
    assert_eq!(resolved.operation("addPet").pagination, None);
}

#[test]
fn a_type_without_declared_members_may_have_any() {
    let resolved = paginated(
        "operations = ['listPets']\nby = 'cursor'\nparameter = 'after'\nitems = 'data.list'\ncursor = 'open.next'",
    );
    assert_eq!(resolved.diagnostics(), []);
}

#[test]
fn missing_members_are_reported_at_the_operation_in_the_configuration() {
    let all = "items = 'data.list'\ncursor = 'meta.next'\nparameter = 'after'";
    for (operation, lines, expected) in [
        (
            "listPet",
            all,
            "unknown operation `listPet` in the pagination options",
        ),
        (
            "addPet",
            all,
            "`addPet` cannot be paginated: the response is not a single JSON type",
        ),
        (
            "listPets",
            "items = 'data.list'\ncursor = 'meta.next'\nparameter = 'before'",
            "`listPets` cannot be paginated: the operation has no query parameter `before`",
        ),
        (
            "listPets",
            "items = 'data.lists'\ncursor = 'meta.next'\nparameter = 'after'",
            "`listPets` cannot be paginated: unknown member `lists`; a similar member exists: `list`",
        ),
        (
            "listPets",
            "cursor = 'meta.next'\nparameter = 'after'",
            "`listPets` cannot be paginated: a page is not an array; set `items` to the member that contains the items",
        ),
        (
            "listPets",
            "items = 'data.list'\ncursor = 'meta.nxt'\nparameter = 'after'",
            "`listPets` cannot be paginated: unknown member `nxt`; a similar member exists: `next`",
        ),
    ] {
        let resolved = paginated(&format!(
            "operations = ['{operation}']\nby = 'cursor'\n{lines}"
        ));
        let diagnostics = resolved.diagnostics.sorted();
        let reported = diagnostics.iter().map(|one| {
            let place = one.span.map(|span| (span.line, span.column));
            (one.message.as_str(), place)
        });
        let reported: Vec<_> = reported.collect();
        assert_eq!(reported, [(expected, Some((6, 15)))]);
        assert!(resolved.diagnostics.has_errors());
    }
}
