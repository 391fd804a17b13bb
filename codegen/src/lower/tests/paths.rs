//! Paths, operations and parameters.

use openapiv3::{Parameter, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use super::{Tested, any, case, files, lowered, target};
use crate::document::Document;
use crate::lower::view::ValueFormat;

#[test]
fn every_method_gives_an_operation() -> Tested {
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let items: String = methods.iter().map(|method| format!("    {method}: {{operationId: {method}, deprecated: true, tags: [t], security: []}}\n")).collect();
    let case = lowered(&format!(
        "paths:\n  /a:\n    summary: S\n{items}    x-a: 1\n    odd: 2\n"
    ))?;
    case.reports(&["note unknown-member /paths/~1a/odd"]);
    for method in methods {
        let operation = case.operation("/a", method)?;
        assert_eq!(operation.operation_id.as_deref(), Some(method));
        assert!(operation.deprecated);
        assert_eq!(operation.security.as_ref().map(Vec::len), Some(0));
        assert_eq!(operation.tags, ["t"]);
    }
    Ok(())
}

#[test]
fn methods_of_openapi_3_2_are_named() -> Tested {
    let case = lowered("paths: {/a: {query: {}, additionalOperations: {COPY: {}, MOVE: {}}}}\n")?;
    let at = "/paths/~1a/additionalOperations";
    case.reports(&[
        "warning unsupported-method /paths/~1a/query",
        &format!("warning unsupported-method {at}"),
        &format!("warning unsupported-method {at}"),
    ]);
    assert!(
        case.text.contains("COPY") && case.text.contains("MOVE") && case.text.contains("QUERY"),
        "{}",
        case.text
    );
    Ok(())
}

#[test]
fn a_path_item_may_be_a_reference() -> Tested {
    let case = lowered(
        "paths:
  /a: {$ref: '#/components/pathItems/Shared'}
  /b: {$ref: '#/components/pathItems/Shared', get: {operationId: own}, servers: [{url: u}]}
  /c: {$ref: '#/paths/~1a'}
components:
  pathItems:
    Shared: {parameters: [{name: p, in: query, schema: {}}], get: {operationId: shared}, post: {operationId: other}}
",
    )?;
    case.reports(&[]);
    let shared = case.operation("/a", "get")?;
    assert_eq!(shared.operation_id.as_deref(), Some("shared"));
    let location = |path, method| {
        let operation = case.operation_view(path, method);
        operation.map(|operation| operation.location().pointer.clone())
    };
    assert_eq!(location("/a", "get")?, "/components/pathItems/Shared/get");
    assert_eq!(location("/c", "post")?, "/components/pathItems/Shared/post");
    assert_eq!(
        case.operation("/b", "get")?.operation_id.as_deref(),
        Some("own")
    );
    assert_eq!(location("/b", "get")?, "/paths/~1b/get");
    let mut items = case.lowered.path_items();
    let item = items.find(|item| item.path() == "/b").ok_or("no /b")?;
    let parameters = item.parameters();
    assert_eq!(
        parameters.first().ok_or("no parameter")?.location().pointer,
        "/components/pathItems/Shared/parameters/0"
    );
    assert_eq!(item.servers().len(), 1);
    Ok(())
}

#[test]
fn a_path_item_may_be_in_another_file() -> Tested {
    let case = files(&[
        (
            "openapi.yaml",
            "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: 'paths.yaml#/a'}}\n",
        ),
        (
            "paths.yaml",
            "a: {get: {responses: {200: {$ref: '#/ok'}}}}\nok: {description: fine, content: {application/json: {schema: {$ref: '#/pet'}}}}\npet: {type: string}\n",
        ),
    ])?;
    case.reports(&[]);
    let responses = &case.operation("/a", "get")?.responses.responses;
    assert_eq!(
        responses.values().map(target).collect::<Vec<_>>(),
        ["#/components/responses/ok"]
    );
    assert_eq!(case.any("pet")?.typ.as_deref(), Some("string"));
    Ok(())
}

#[test]
fn path_items_in_a_circle_are_an_error() -> Tested {
    let case = lowered(
        "paths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}, /c: {$ref: '#/nope'}}\n",
    )?;
    assert!(
        case.reported
            .iter()
            .any(|line| line.starts_with("error reference-cycle")),
        "{}",
        case.text
    );
    assert!(
        case.reported
            .contains(&"error unresolved-reference /paths/~1c/$ref".to_owned()),
        "{}",
        case.text
    );
    Ok(())
}

#[test]
fn a_path_without_a_slash_is_given_one() -> Tested {
    let case = lowered("paths: {a: {get: {}}, x-a: {}}\n")?;
    case.reports(&["warning invalid-path /paths/a"]);
    let view = case.operation_view("/a", "get")?;
    assert_eq!(view.location().pointer, "/paths/a/get");
    Ok(())
}

#[test]
fn parameters_of_all_places_and_styles_are_read() -> Tested {
    let case = lowered(
        "paths:
  /a:
    get:
      parameters:
        - {name: q, in: query, style: deepObject, explode: true, allowReserved: true, allowEmptyValue: true, schema: {type: object}, description: D, deprecated: true}
        - {name: h, in: header, required: true, schema: {type: string}, example: e, examples: {}}
        - {name: p, in: path, style: matrix, schema: {}}
        - {name: c, in: cookie, schema: {}}
        - {name: j, in: query, content: {application/json: {schema: {type: object}}}}
        - {$ref: '#/components/parameters/P'}
components: {parameters: {P: {name: page, in: query, schema: {}}}}
",
    )?;
    case.reports(&[]);
    let parameters = &case.operation("/a", "get")?.parameters;
    let items: Vec<_> = parameters.iter().filter_map(ReferenceOr::as_item).collect();
    let Parameter::Query {
        parameter_data,
        allow_reserved: true,
        style: QueryStyle::DeepObject,
        allow_empty_value: Some(true),
    } = items[0]
    else {
        return Err(format!("{:?}", items[0]).into());
    };
    assert_eq!(
        (
            parameter_data.explode,
            parameter_data.deprecated,
            parameter_data.required
        ),
        (Some(true), Some(true), false)
    );
    assert!(
        matches!(items[1], Parameter::Header { parameter_data, .. } if parameter_data.required)
    );
    assert!(
        matches!(items[2], Parameter::Path { parameter_data, style: PathStyle::Matrix } if parameter_data.required)
    );
    assert!(matches!(items[3], Parameter::Cookie { .. }));
    let format = &items[4].parameter_data_ref().format;
    assert!(
        matches!(format, ParameterSchemaOrContent::Content(content) if content.contains_key("application/json"))
    );
    assert_eq!(target(&parameters[5]), "#/components/parameters/P");
    Ok(())
}

#[test]
fn invalid_parameters_are_reported_and_left_out() -> Tested {
    let case = lowered(
        "paths:
  /a:
    get:
      parameters:
        - {name: b, in: body, schema: {}}
        - {in: query, schema: {}}
        - {$ref: '#/components/parameters/Bad'}
        - {$ref: '#/components/parameters/Nope'}
        - {name: q, in: query, style: matrix, schema: {}}
        - 5
components: {parameters: {Bad: {name: b}, Loop: {$ref: '#/components/parameters/Loop'}}}
",
    )?;
    let at = |index: usize| format!("/paths/~1a/get/parameters/{index}");
    case.reports(&[
        &format!("error unresolved-reference {}/$ref", at(3)),
        "error reference-cycle /components/parameters/Loop",
        "warning invalid-parameter /components/parameters/Bad",
        "warning invalid-parameter /components/parameters/Bad",
        &format!("warning invalid-parameter {}", at(0)),
        &format!("warning invalid-parameter {}", at(1)),
        &format!("warning invalid-parameter {}/style", at(4)),
        &format!("warning invalid-value {}", at(5)),
    ]);
    let parameters = case.operation_view("/a", "get")?.parameters();
    let only: Vec<_> = parameters
        .iter()
        .map(|parameter| (parameter.name(), parameter.location().pointer.clone()))
        .collect();
    assert_eq!(only, [("q", at(4))]);
    Ok(())
}

#[test]
fn a_parameter_of_swagger_2_is_read_by_its_own_keywords() -> Tested {
    let case = lowered(
        "paths: {/a: {get: {parameters: [{name: q, in: query, type: integer, format: int32, enum: [1, 2]}, {name: r, in: query}]}}}\n",
    )?;
    let at = "warning invalid-parameter /paths/~1a/get/parameters";
    case.reports(&[&format!("{at}/0"), &format!("{at}/1")]);
    let parameter = case.operation("/a", "get")?.parameters[0]
        .as_item()
        .ok_or("a reference")?;
    let ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) =
        &parameter.parameter_data_ref().format
    else {
        return Err("no schema".into());
    };
    let any = any(schema)?;
    assert_eq!(
        (any.typ.as_deref(), any.format.as_deref()),
        (Some("integer"), Some("int32"))
    );
    let parameters = case.operation_view("/a", "get")?.parameters();
    let ValueFormat::Schema(schema) = parameters.first().ok_or("no parameter")?.format() else {
        return Err("no schema".into());
    };
    assert_eq!(schema.location().pointer, "/paths/~1a/get/parameters/0");
    let values = schema.as_schema().map(|schema| schema.values().len());
    assert_eq!(values, Some(2));
    Ok(())
}

#[test]
fn schemas_written_in_callbacks_become_components() -> Tested {
    let case = lowered(
        "paths:
  /a:
    post:
      operationId: subscribe
      callbacks:
        onEvent: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {type: object}}}}}}}
        onEnd: {$ref: '#/components/callbacks/End'}
    get:
      callbacks: {onEvent: {'{$request.body#/url}': {put: {operationId: put, responses: {200: {content: {application/json: {schema: {type: string}}}}}}}}}
components:
  callbacks: {End: {x-note: 1, '{$url}': {post: {requestBody: {content: {application/json: {schema: {type: integer}}}}}}}}
",
    )?;
    case.reports(&[
        "note ignored-callback /paths/~1a/post/callbacks/onEvent",
        "note ignored-callback /paths/~1a/post/callbacks/onEnd",
        "note ignored-callback /paths/~1a/get/callbacks/onEvent",
    ]);
    let mut keys = case.schema_keys();
    keys.sort_unstable();
    let expected = [
        "put_response_200",
        "subscribe_onEnd_request",
        "subscribe_onEvent_request",
    ];
    assert_eq!(keys, expected);
    Ok(())
}

#[test]
fn reserved_characters_are_allowed_in_paths_and_cookies_since_3_2() -> Tested {
    let text = |version| {
        format!(
            "openapi: {version}
info: {{title: T, version: '1'}}
paths:
  /{{p}}:
    get:
      parameters:
        - {{name: p, in: path, required: true, allowReserved: true, schema: {{}}}}
        - {{name: c, in: cookie, allowReserved: true, schema: {{}}}}
        - {{name: h, in: header, allowReserved: true, schema: {{}}}}
"
        )
    };
    let before = case(&Document::from_text("openapi.yaml", &text("3.1.0"))?);
    let since = case(&Document::from_text("openapi.yaml", &text("3.2.0"))?);
    let ignored =
        |index| format!("note ignored-keyword /paths/~1{{p}}/get/parameters/{index}/allowReserved");
    before.reports(&[&ignored(0), &ignored(1), &ignored(2)]);
    since.reports(&[&ignored(2)]);
    Ok(())
}
