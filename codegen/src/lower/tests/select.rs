//! Tests of selection.

use super::{Case, Tested, new_case};
use crate::config::{Options, Selectors};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::lower::lower;

const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    post:
      operationId: addPet
      tags: [Pets, Admin]
      requestBody: {$ref: '#/components/requestBodies/NewPet'}
      responses: {}
  /shops/{id}:
    get:
      tags: [Shops]
      parameters: [{$ref: '#/components/parameters/Id'}]
      responses: {default: {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/Gone'}}}}}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string}}
  requestBodies:
    NewPet: {content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Legs'}]}
    Legs: {type: integer}
    NewPet: {type: object}
    Unused: {$ref: '#/components/schemas/Gone'}
";

fn selectors(tags: &[&str], paths: &[&str], operations: &[&str]) -> Selectors {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Selectors {
        tags: owned(tags),
        paths: owned(paths),
        operations: owned(operations),
    }
}

/// The document after selection, and the diagnostics.
fn selected(include: Selectors, exclude: Selectors) -> Result<Case, Box<dyn std::error::Error>> {
    let document = Document::from_text("openapi.yaml", DOCUMENT)?;
    let mut diagnostics = Diagnostics::new();
    let mut lowered = lower(&document, &mut diagnostics);
    let mut options = Options::default();
    options.selection.include = include;
    options.selection.exclude = exclude;
    lowered.select(&options, &mut diagnostics);
    Ok(new_case(lowered, &document, &diagnostics))
}

fn operations(case: &Case) -> Vec<String> {
    let operations = case.lowered.api.operations();
    operations
        .map(|(path, method, _)| format!("{method} {path}"))
        .collect()
}

#[test]
fn a_tag_selects_its_operations_and_what_they_need() -> Tested {
    let case = selected(selectors(&["Pets"], &[], &[]), Selectors::default())?;
    assert_eq!(operations(&case), ["get /pets", "post /pets"]);
    // The dog extends what has a discriminator, so a pet may be one.
    let mut keys = case.schema_keys();
    keys.sort_unstable();
    assert_eq!(keys, ["Dog", "Legs", "NewPet", "Pet"]);
    // References without a target are ignored in operations that are not selected.
    case.reports(&[]);
    Ok(())
}

#[test]
fn excluding_goes_before_including() -> Tested {
    let case = selected(
        selectors(&[], &["/pets"], &[]),
        selectors(&["Admin"], &[], &[]),
    )?;
    assert_eq!(operations(&case), ["get /pets"]);
    Ok(())
}

#[test]
fn operations_are_selected_by_id_or_by_method_and_path() -> Tested {
    let by_id = selected(selectors(&[], &[], &["list*"]), Selectors::default())?;
    assert_eq!(operations(&by_id), ["get /pets"]);
    let by_path = selected(
        Selectors::default(),
        selectors(&[], &[], &["GET /pets", "GET /shops/{id}"]),
    )?;
    assert_eq!(operations(&by_path), ["post /pets"]);
    Ok(())
}

#[test]
fn what_is_kept_is_diagnosed_as_ever() -> Tested {
    let case = selected(selectors(&[], &["/shops/*"], &[]), Selectors::default())?;
    assert_eq!(operations(&case), ["get /shops/{id}"]);
    case.reports(&[
        "error unresolved-reference /paths/~1shops~1{id}/get/responses/default/content/application~1json/schema/$ref",
    ]);
    Ok(())
}

#[test]
fn a_pattern_without_a_match_is_an_error_with_the_most_similar_name() -> Tested {
    let case = selected(
        selectors(&["pet"], &["/pet"], &["GET /shop/{id}", "x"]),
        selectors(&["Cats"], &[], &["listPet"]),
    )?;
    assert_eq!(operations(&case), [""; 0]);
    for (pattern, hint) in [
        (
            "`pet` of `include.tags`",
            "hint: a similar tag exists: `Pets`",
        ),
        (
            "`/pet` of `include.paths`",
            "hint: a similar path exists: `/pets`",
        ),
        (
            "`GET /shop/{id}` of `include.operations`",
            "hint: a similar operation exists: `GET /shops/{id}`",
        ),
        ("`x` of `include.operations`", "error"),
        ("`Cats` of `exclude.tags`", "error"),
        (
            "`listPet` of `exclude.operations`",
            "hint: a similar operation exists: `listPets`",
        ),
    ] {
        let text = format!("error[unmatched-selector]: no operation matches {pattern}\n");
        let rest = case
            .text
            .split_once(&text)
            .map(|(_, rest)| rest.trim_start());
        let rest = rest.unwrap_or_default();
        assert!(
            rest.is_empty() || rest.starts_with(hint),
            "{pattern}: {}",
            case.text
        );
        assert!(case.text.contains(&text), "{pattern}: {}", case.text);
    }
    Ok(())
}
