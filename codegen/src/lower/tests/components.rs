//! Components as a whole.

use super::{Tested, lowered};

#[test]
fn components_of_kinds_without_code_are_passed_over() -> Tested {
    let case = lowered(
        "components: {callbacks: {A: {}}, links: {B: {}}, examples: {C: {}}, pathItems: {D: {}}, x-a: 1, schema: {}, schemas: null}\n",
    )?;
    case.reports(&["note unknown-member /components/schema"]);
    Ok(())
}

#[test]
fn components_of_the_wrong_kind_are_reported() -> Tested {
    let case = lowered(
        "components: {schemas: [1], responses: {A: 5}, headers: {B: []}, parameters: {C: x}, requestBodies: {D: 1}, securitySchemes: {E: true}}\npaths: []\n",
    )?;
    let expected = [
        "/components/schemas",
        "/components/responses/A",
        "/components/headers/B",
        "/components/parameters/C",
        "/components/requestBodies/D",
        "/components/securitySchemes/E",
        "/paths",
    ];
    let expected = expected.map(|at| format!("warning invalid-value {at}"));
    case.reports(&expected.each_ref().map(String::as_str));
    Ok(())
}

#[test]
fn circles_of_every_kind_are_refused() -> Tested {
    let kinds = [
        "responses",
        "requestBodies",
        "headers",
        "securitySchemes",
        "parameters",
        "schemas",
    ];
    let components: String = kinds.iter().map(|kind| format!("  {kind}: {{A: {{$ref: '#/components/{kind}/B'}}, B: {{$ref: '#/components/{kind}/A'}}}}\n")).collect();
    let case = lowered(&format!("components:\n{components}"))?;
    assert_eq!(case.reported.len(), kinds.len(), "{}", case.text);
    assert!(
        case.reported
            .iter()
            .all(|line| line.starts_with("error reference-cycle")),
        "{}",
        case.text
    );
    Ok(())
}
