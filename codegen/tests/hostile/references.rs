//! References that lead out, nowhere, or back to where they stand.

use super::documents::{document, paths, schemas};
use super::{Expected, case, check};

const CYCLE: Expected = Expected::Refused("reference-cycle");
const NOWHERE: Expected = Expected::Refused("unresolved-reference");
const OUTSIDE: Expected = Expected::Refused("external-reference");

#[test]
fn what_refers_to_itself_is_refused_or_harmless() {
    let component = |kind: &str, used: &str| {
        document(&format!(
            "\"paths\":{{\"/a\":{{\"get\":{used}}}}},\"components\":{{\"{kind}\":{{\"X\":{{\"$ref\":\"#/components/{kind}/X\"}}}}}}"
        ))
    };
    let in_response = |name: &str, member: &str| {
        format!("{{\"responses\":{{\"200\":{{\"description\":\"d\",\"{name}\":{member}}}}}}}")
    };
    check(vec![
        case(
            "schema",
            CYCLE,
            schemas("\"X\":{\"$ref\":\"#/components/schemas/X\"}"),
        ),
        case(
            "schemas",
            CYCLE,
            schemas(
                "\"X\":{\"$ref\":\"#/components/schemas/Y\"},\"Y\":{\"$ref\":\"#/components/schemas/X\"}",
            ),
        ),
        case(
            "allOf",
            Expected::Crate,
            schemas(
                "\"X\":{\"allOf\":[{\"$ref\":\"#/components/schemas/X\"},{\"required\":[\"a\"]}]}",
            ),
        ),
        case(
            "oneOf",
            Expected::Crate,
            schemas(
                "\"X\":{\"oneOf\":[{\"$ref\":\"#/components/schemas/X\"},{\"type\":\"string\"}]}",
            ),
        ),
        case(
            "items",
            Expected::Diagnosed("untyped"),
            schemas("\"X\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/X\"}}"),
        ),
        case(
            "additionalProperties",
            Expected::Diagnosed("untyped"),
            schemas("\"X\":{\"additionalProperties\":{\"$ref\":\"#/components/schemas/X\"}}"),
        ),
        case(
            "prefixItems",
            Expected::Crate,
            schemas("\"X\":{\"prefixItems\":[{\"$ref\":\"#/components/schemas/X\"}]}"),
        ),
        case(
            "not",
            Expected::Crate,
            schemas("\"X\":{\"not\":{\"$ref\":\"#/components/schemas/X\"}}"),
        ),
        case(
            "discriminator",
            Expected::Crate,
            schemas(
                "\"X\":{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"string\"}},\"discriminator\":{\"propertyName\":\"k\",\"mapping\":{\"x\":\"#/components/schemas/X\"}}}",
            ),
        ),
        case(
            "discriminator of a union of itself",
            Expected::Crate,
            schemas(
                "\"X\":{\"oneOf\":[{\"$ref\":\"#/components/schemas/X\"}],\"discriminator\":{\"propertyName\":\"k\",\"mapping\":{\"x\":\"#/components/schemas/X\"}}}",
            ),
        ),
        case(
            "parameter",
            CYCLE,
            component(
                "parameters",
                "{\"parameters\":[{\"$ref\":\"#/components/parameters/X\"}],\"responses\":{}}",
            ),
        ),
        case(
            "response",
            CYCLE,
            component(
                "responses",
                "{\"responses\":{\"200\":{\"$ref\":\"#/components/responses/X\"}}}",
            ),
        ),
        case(
            "request body",
            CYCLE,
            component(
                "requestBodies",
                "{\"requestBody\":{\"$ref\":\"#/components/requestBodies/X\"},\"responses\":{}}",
            ),
        ),
        case(
            "header",
            CYCLE,
            component(
                "headers",
                &in_response("headers", "{\"h\":{\"$ref\":\"#/components/headers/X\"}}"),
            ),
        ),
        case(
            "security scheme",
            CYCLE,
            component(
                "securitySchemes",
                "{\"security\":[{\"X\":[]}],\"responses\":{}}",
            ),
        ),
        case(
            "path item",
            CYCLE,
            paths("\"/a\":{\"$ref\":\"#/paths/~1a\"}"),
        ),
    ]);
}

#[test]
fn references_that_lead_nowhere_or_out_are_refused() {
    let to = |target: &str| schemas(&format!("\"X\":{{\"$ref\":\"{target}\"}}"));
    check(vec![
        case("nowhere", NOWHERE, to("#/components/schemas/Y")),
        case("no pointer", NOWHERE, to("#nothing")),
        case(
            "an index",
            NOWHERE,
            to("#/components/schemas/99999999999999999999999"),
        ),
        case("bad escapes", NOWHERE, to("#/~2/%zz/%")),
        case(
            "ten thousand slashes",
            NOWHERE,
            to(&format!("#{}", "/a".repeat(10_000))),
        ),
        case(
            "itself below itself",
            NOWHERE,
            to("#/components/schemas/X/properties/a"),
        ),
        case("absolute", OUTSIDE, to("/etc/passwd")),
        case("above", OUTSIDE, to("../../x.yaml#/a")),
        case("above, encoded", OUTSIDE, to("%2e%2e/x.yaml")),
        case("URL", OUTSIDE, to("https://example.com/a.yaml")),
        case("file URL", OUTSIDE, to("file:///etc/passwd")),
        case("host", OUTSIDE, to("//example.com/a")),
        case("drive", OUTSIDE, to("C:\\\\a.yaml")),
    ]);
}
