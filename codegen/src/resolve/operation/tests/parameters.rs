//! Parameters of operations.

use super::{Resolved, document, lenient, operation};
use crate::diagnostic::Severity;
use crate::ir::{Parameter, ParameterEncoding, ParameterLocation, Style, Type};

/// Returns wire name, Rust name, location and `required` of each parameter of the operation `a`.
fn rows(resolved: &Resolved) -> Vec<(&str, &str, ParameterLocation, bool)> {
    let parameters = resolved.operation("a").parameters.iter();
    parameters
        .map(|parameter| {
            (
                parameter.wire_name.as_str(),
                parameter.name.as_str(),
                parameter.location,
                parameter.required,
            )
        })
        .collect()
}

fn only(resolved: &Resolved) -> &Parameter {
    let [parameter] = resolved.operation("a").parameters.as_slice() else {
        panic!("there is one parameter");
    };
    parameter
}

#[test]
fn path_parameters_come_in_path_order_then_required_ones_then_optional_ones() {
    let resolved = document(
        "
paths:
  /x/{b}/{a}:
    get:
      operationId: a
      parameters:
      - {name: z, in: query, schema: {type: string}}
      - {name: y, in: query, required: true, schema: {type: string}}
      - {name: a, in: path, required: true, schema: {type: string}}
      - {name: X-A, in: header, required: true, schema: {type: string}}
      - {name: c, in: cookie, schema: {type: string}}
      - {name: b, in: path, required: true, schema: {type: integer}}
      responses: {}",
    );
    assert_eq!(
        rows(&resolved),
        [
            ("b", "b", ParameterLocation::Path, true),
            ("a", "a", ParameterLocation::Path, true),
            ("X-A", "x_a", ParameterLocation::Header, true),
            ("y", "y", ParameterLocation::Query, true),
            ("c", "c", ParameterLocation::Cookie, false),
            ("z", "z", ParameterLocation::Query, false),
        ]
    );
    assert!(resolved.diagnostics.is_empty());
}

#[test]
fn an_operation_overrides_a_parameter_of_its_path_with_the_same_name_and_location() {
    let resolved = document(
        "
paths:
  /x:
    parameters:
    - {name: q, in: query, required: true, schema: {type: string}}
    - {name: X-A, in: header, schema: {type: string}}
    - {name: kept, in: query, description: Kept, schema: {type: string}}
    get:
      operationId: a
      parameters:
      - {name: q, in: query, schema: {type: integer}}
      - {name: x-a, in: header, required: true, schema: {type: string}}
      - {name: kept, in: header, schema: {type: string}}
      responses: {}",
    );
    assert_eq!(
        rows(&resolved),
        [
            ("x-a", "x_a", ParameterLocation::Header, true),
            ("kept", "kept", ParameterLocation::Query, false),
            ("kept", "kept_header", ParameterLocation::Header, false),
            ("q", "q", ParameterLocation::Query, false),
        ]
    );
    let kept = &resolved.operation("a").parameters[1];
    assert_eq!(kept.at.pointer, "/paths/~1x/parameters/2");
    assert_eq!(kept.docs.as_deref(), Some("Kept"));
}

#[test]
fn an_undeclared_placeholder_is_an_error_or_a_string_if_lenient() {
    let paths = "paths: {'/x/{id}': {get: {operationId: a, responses: {}}}}";
    let messages = |severity| {
        [(
            severity,
            "undeclared-path-parameter",
            "/paths/~1x~1{id}/get".to_owned(),
        )]
    };
    assert_eq!(document(paths).diagnostics(), messages(Severity::Error));
    let resolved = lenient(paths);
    assert_eq!(resolved.diagnostics(), messages(Severity::Warning));
    assert_eq!(
        rows(&resolved),
        [("id", "id", ParameterLocation::Path, true)]
    );
    assert_eq!(only(&resolved).ty, Type::String);
}

#[test]
fn a_path_parameter_that_is_not_in_the_path_is_ignored_and_reported() {
    let resolved = document(
        "
paths:
  '/x/{petID}':
    get:
      operationId: a
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      responses: {}",
    );
    assert_eq!(
        rows(&resolved),
        [("petID", "pet_id", ParameterLocation::Path, true)]
    );
    let diagnostics = resolved.diagnostics.sorted();
    assert_eq!(
        diagnostics[0].hint.as_deref(),
        Some("use one name if this is the declared parameter `petId`, which is not in the path")
    );
    assert_eq!(diagnostics[1].code, "unused-path-parameter");
}

#[test]
fn placeholders_may_share_a_segment_and_be_in_a_query() {
    let resolved = lenient(
        "paths: {'/x/{a}.{b}/{c}:cancel/{a}?q={d}#{e}': {get: {operationId: a, responses: {}}}}",
    );
    let names: Vec<_> = rows(&resolved).into_iter().map(|row| row.0).collect();
    assert_eq!(names, ["a", "b", "c", "d"]);
}

#[test]
fn an_unclosed_brace_is_text() {
    let resolved = document("paths: {'/x/{a': {get: {operationId: a, responses: {}}}}");
    assert!(rows(&resolved).is_empty());
    assert!(resolved.diagnostics.is_empty());
}

#[test]
fn parameters_with_one_name_are_distinguished_by_location() {
    let resolved = document(
        "
paths:
  '/x/{id}':
    get:
      operationId: a
      parameters:
      - {name: id, in: query, required: true, schema: {type: string}}
      - {name: ID, in: query, required: true, schema: {type: string}}
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: id, in: header, schema: {type: string}}
      responses: {}",
    );
    assert_eq!(
        rows(&resolved),
        [
            ("id", "id", ParameterLocation::Path, true),
            ("ID", "id_query", ParameterLocation::Query, true),
            ("id", "id_query_2", ParameterLocation::Query, true),
            ("id", "id_header", ParameterLocation::Header, false),
        ]
    );
    let at = |index: u8| format!("/paths/~1x~1{{id}}/get/parameters/{index}");
    let renamed = [at(1), at(0), at(3)];
    assert_eq!(
        resolved.diagnostics(),
        renamed.map(|at| (Severity::Note, "name-collision", at))
    );
}

#[test]
fn parameters_with_one_name_and_location_are_distinguished_by_comparisons_or_a_number() {
    let resolved = operation(
        "parameters: [
            {name: Date, in: query, schema: {type: string}},
            {name: 'Date<', in: query, schema: {type: string}},
            {name: 'Date>', in: query, schema: {type: string}},
            {name: sort-by, in: query, schema: {type: string}},
            {name: sort_by, in: query, schema: {type: string}}]",
    );
    let names: Vec<_> = rows(&resolved).into_iter().map(|row| row.1).collect();
    assert_eq!(
        names,
        ["date", "date_less", "date_greater", "sort_by", "sort_by_2"]
    );
}

#[test]
fn parameters_with_reserved_names_get_a_suffix() {
    let resolved = operation(
        "parameters: [
            {name: timeout, in: query, schema: {type: string}},
            {name: query, in: query, required: true, schema: {type: string}},
            {name: request, in: query, required: true, schema: {type: string}},
            {name: body, in: query, schema: {type: string}},
            {name: type, in: query, schema: {type: string}},
            {name: 'filter[name]', in: query, schema: {type: string}}]",
    );
    let names: Vec<_> = rows(&resolved)
        .into_iter()
        .map(|row| (row.0, row.1))
        .collect();
    assert_eq!(
        names,
        [
            ("query", "query"),
            ("request", "request_parameter"),
            ("body", "body_parameter"),
            ("filter[name]", "filter_name"),
            ("timeout", "timeout_parameter"),
            ("type", "r#type"),
        ]
    );
    let renamed = ["2", "3", "0"].map(|index| format!("/paths/~1a/get/parameters/{index}"));
    assert_eq!(
        resolved.diagnostics(),
        renamed.map(|at| (Severity::Note, "name-collision", at))
    );
}

#[test]
fn headers_that_the_specification_ignores_are_reported() {
    let resolved = operation(
        "parameters: [
            {name: accept, in: header, schema: {type: string}},
            {name: Content-Type, in: header, required: true, schema: {type: string}},
            {name: AUTHORIZATION, in: header, schema: {type: string}},
            {name: Accept, in: query, schema: {type: string}}]",
    );
    assert_eq!(
        rows(&resolved),
        [("Accept", "accept", ParameterLocation::Query, false)]
    );
    assert_eq!(
        resolved.diagnostics(),
        [0, 1, 2].map(|index| (
            Severity::Note,
            "ignored-header",
            format!("/paths/~1a/get/parameters/{index}")
        ))
    );
}

#[test]
fn a_duplicate_parameter_is_ignored() {
    let resolved = operation(
        "parameters: [
            {name: q, in: query, required: true, schema: {type: string}},
            {name: q, in: query, schema: {type: integer}}]",
    );
    assert!(only(&resolved).required);
    assert_eq!(
        resolved.diagnostics(),
        [(
            Severity::Warning,
            "duplicate-parameter",
            "/paths/~1a/get/parameters/1".to_owned()
        )]
    );
}

#[test]
fn the_default_style_depends_on_the_location() {
    let encoding = |members: &str| {
        let resolved = lenient(&format!(
            "paths: {{'/a/{{q}}': {{get: {{operationId: a, parameters: [{{name: q, {members}, schema: {{type: string}}}}], responses: {{}}}}}}}}"
        ));
        resolved
            .operation("a")
            .parameters
            .last()
            .map(|last| last.encoding.clone())
    };
    for (members, style, explode, allow_reserved) in [
        ("in: path", Style::Simple, false, false),
        ("in: path, style: label", Style::Label, false, false),
        (
            "in: path, style: matrix, explode: true",
            Style::Matrix,
            true,
            false,
        ),
        ("in: query", Style::Form, true, false),
        ("in: query, explode: false", Style::Form, false, false),
        ("in: query, allowReserved: true", Style::Form, true, true),
        (
            "in: query, style: spaceDelimited",
            Style::SpaceDelimited,
            false,
            false,
        ),
        (
            "in: query, style: pipeDelimited",
            Style::PipeDelimited,
            false,
            false,
        ),
        (
            "in: query, style: deepObject, explode: true",
            Style::DeepObject,
            true,
            false,
        ),
        ("in: header", Style::Simple, false, false),
        ("in: cookie", Style::Form, true, false),
    ] {
        let expected = ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        };
        assert_eq!(encoding(members), Some(expected), "{members}");
    }
}

#[test]
fn a_parameter_with_content_is_encoded_as_its_media_type() {
    let resolved = operation(
        "parameters: [
            {name: filter, in: query, required: true, content: {application/json: {schema: {type: object, nullable: true, properties: {id: {type: string}}}}}},
            {name: raw, in: query, content: {application/xml: {schema: {type: object}}}}]",
    );
    let [filter, raw] = resolved.operation("a").parameters.as_slice() else {
        panic!("there are two parameters");
    };
    assert_eq!(
        filter.encoding,
        ParameterEncoding::Content("application/json".to_owned())
    );
    let Type::Nullable(inner) = &filter.ty else {
        panic!("null can be sent in JSON");
    };
    assert!(filter.required);
    assert_eq!(resolved.type_name(inner), "AFilter");
    assert_eq!(raw.ty, Type::String);
}

#[test]
fn null_cannot_be_sent_so_a_nullable_parameter_is_optional() {
    let resolved = document(
        "
paths:
  '/x/{p}':
    get:
      operationId: a
      parameters:
      - {name: p, in: path, required: true, schema: {type: string, nullable: true}}
      - {name: q, in: query, required: true, schema: {type: string, nullable: true}}
      - {name: r, in: query, schema: {type: string, nullable: true}}
      responses: {}",
    );
    assert_eq!(
        rows(&resolved),
        [
            ("p", "p", ParameterLocation::Path, true),
            ("q", "q", ParameterLocation::Query, false),
            ("r", "r", ParameterLocation::Query, false),
        ]
    );
    let parameters = &resolved.operation("a").parameters;
    assert!(
        parameters
            .iter()
            .all(|parameter| parameter.ty == Type::String)
    );
    let codes: Vec<_> = resolved
        .diagnostics()
        .into_iter()
        .map(|(_, code, _)| code)
        .collect();
    assert_eq!(codes, ["null-parameter", "null-parameter"]);
}

#[test]
fn an_inline_schema_is_named_after_its_operation_path_or_component() {
    let resolved = document(
        "
paths:
  '/pets/{id}':
    parameters:
    - {name: id, in: path, required: true, schema: {type: string}}
    - {name: view, in: query, schema: {type: string, enum: [all, some]}}
    get:
      operationId: a
      parameters:
      - {name: own, in: query, schema: {type: string, enum: [x, y]}}
      - {$ref: '#/components/parameters/Order'}
      responses: {}
    put:
      operationId: b
      parameters: [{$ref: '#/components/parameters/Order'}]
      responses: {}
components:
  parameters:
    Order: {name: order, in: query, schema: {type: string, enum: [asc, desc]}}",
    );
    assert!(resolved.diagnostics.is_empty());
    let mut types = resolved.types();
    types.sort_unstable();
    assert_eq!(
        types,
        [
            ("AOwn", "a"),
            ("OrderParameter", "order_parameter"),
            ("PetsByIdView", "pets_by_id"),
        ]
    );
    let order = |id: &str| {
        let parameters = &resolved.operation(id).parameters;
        let order = parameters
            .iter()
            .find(|parameter| parameter.wire_name == "order");
        order.map(|order| (order.ty.clone(), order.at.pointer.clone()))
    };
    assert_eq!(order("a"), order("b"));
    assert_eq!(
        order("a").map(|(_, pointer)| pointer).as_deref(),
        Some("/components/parameters/Order")
    );
}

#[test]
fn declarations_that_a_request_cannot_express_are_reported() {
    let resolved = operation(
        "parameters: [
            {name: 'X A', in: header, schema: {type: string}},
            {name: flag, in: query, allowEmptyValue: true, schema: {type: boolean}}]",
    );
    assert_eq!(
        resolved.diagnostics(),
        [
            (
                Severity::Warning,
                "invalid-parameter",
                "/paths/~1a/get/parameters/0/name".to_owned()
            ),
            (
                Severity::Note,
                "ignored-keyword",
                "/paths/~1a/get/parameters/1/allowEmptyValue".to_owned()
            ),
        ]
    );
}

#[test]
fn bytes_are_text_in_a_parameter() {
    let resolved =
        operation("parameters: [{name: q, in: query, schema: {type: string, format: binary}}]");
    assert_eq!(only(&resolved).ty, Type::String);
}
