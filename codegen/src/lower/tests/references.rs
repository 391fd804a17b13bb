//! References of schemas.

use openapiv3::ReferenceOr;

use super::{Tested, any, files, lowered, schemas, target};
use crate::lower::ComponentKind;

#[test]
fn siblings_of_a_reference_are_kept() -> Tested {
    let case = schemas(
        "{A: {$ref: '#/components/schemas/B', nullable: true, description: D}, B: {type: string}, C: {$ref: '#/components/schemas/B', summary: S}}",
    )?;
    case.reports(&[]);
    let schema = case.schema("A")?;
    assert!(schema.schema_data.nullable);
    assert_eq!(schema.schema_data.description.as_deref(), Some("D"));
    assert!(case.facts("A").has_reference_sibling);
    assert_eq!(
        case.any("A")?.all_of.iter().map(target).collect::<Vec<_>>(),
        ["#/components/schemas/B"]
    );
    assert_eq!(
        case.component("C").map(target),
        Some("#/components/schemas/B")
    );
    Ok(())
}

#[test]
fn the_reference_comes_after_an_all_of_beside_it() -> Tested {
    let case = schemas("{A: {$ref: '#/components/schemas/B', allOf: [{type: object}]}, B: {}}")?;
    let all_of = &case.any("A")?.all_of;
    assert_eq!(
        all_of.iter().map(target).collect::<Vec<_>>(),
        ["", "#/components/schemas/B"]
    );
    Ok(())
}

#[test]
fn references_into_any_position_are_hoisted() -> Tested {
    let case = lowered(
        "paths:
  /a/{id}:
    get:
      responses:
        200: {description: '', content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}
components:
  schemas:
    A: {properties: {x: {items: {type: integer}}}, $defs: {Inner: {type: boolean}}}
    B: {properties: {a: {$ref: '#/components/schemas/A/properties/x/items'}, b: {$ref: '#/components/schemas/A/$defs/Inner'},
        c: {$ref: '#/paths/~1a~1%7Bid%7D/get/responses/200/content/application~1json/schema/properties/x'}, d: {$ref: '#/components/schemas/A~1x'}}}
    A/x: {type: number}
    A_x: {type: 'null'}
",
    )?;
    case.reports(&[]);
    let targets: Vec<_> = case.any("B")?.properties.values().map(target).collect();
    assert_eq!(
        targets,
        [
            "#/components/schemas/A_x_2",
            "#/components/schemas/Inner",
            "#/components/schemas/a_id_get_200_x",
            "#/components/schemas/A/x"
        ]
    );
    assert_eq!(case.any("A_x_2")?.typ.as_deref(), Some("integer"));
    assert_eq!(case.any("a_id_get_200_x")?.typ.as_deref(), Some("string"));
    let location = |key| {
        case.lowered
            .location_of_component(ComponentKind::Schema, key)
            .pointer
    };
    assert_eq!(
        location("A_x_2"),
        "/components/schemas/A/properties/x/items"
    );
    assert_eq!(location("Inner"), "/components/schemas/A/$defs/Inner");
    assert_eq!(location("A/x"), "/components/schemas/A~1x");
    assert!(case.lowered.is_hoisted(ComponentKind::Schema, "Inner"));
    assert!(!case.lowered.is_hoisted(ComponentKind::Schema, "A"));
    Ok(())
}

#[test]
fn a_schema_is_hoisted_once_however_it_is_referred_to() -> Tested {
    let case = schemas(
        "{A: {properties: {x: {$ref: '#/components/schemas/C/$defs/D'}, y: {$ref: '#/components/schemas/B/$defs/D'}, z: {$ref: '#/components/schemas/C/%24defs/D'}}},
          B: {$ref: '#/components/schemas/C'}, C: {$defs: {D: {properties: {self: {$ref: '#/components/schemas/C/$defs/D'}}}}}}",
    )?;
    case.reports(&[]);
    let targets: Vec<_> = case.any("A")?.properties.values().map(target).collect();
    assert_eq!(targets, ["#/components/schemas/D"; 3]);
    assert_eq!(case.schema_keys(), ["A", "B", "C", "D"]);
    Ok(())
}

#[test]
fn other_files_are_hoisted_under_their_own_names() -> Tested {
    let case = files(&[
        (
            "openapi.yaml",
            "openapi: 3.0.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {Pet: {type: string}, A: {$ref: 'pet.yaml#/components/schemas/Pet'}, B: {$ref: tag.json}}}\n",
        ),
        (
            "pet.yaml",
            "components: {schemas: {Pet: {properties: {tag: {$ref: tag.json}, up: {$ref: 'openapi.yaml#/components/schemas/Pet'}}}}}\n",
        ),
        ("tag.json", "{\"type\": \"string\"}"),
    ])?;
    case.reports(&[]);
    assert_eq!(
        case.component("A").map(target),
        Some("#/components/schemas/pet_Pet")
    );
    assert_eq!(
        case.component("B").map(target),
        Some("#/components/schemas/tag")
    );
    let targets: Vec<_> = case
        .any("pet_Pet")?
        .properties
        .values()
        .map(target)
        .collect();
    assert_eq!(
        targets,
        ["#/components/schemas/tag", "#/components/schemas/Pet"]
    );
    let location = case
        .lowered
        .location_of_component(ComponentKind::Schema, "pet_Pet");
    assert_eq!(
        (location.file.0, location.pointer.as_str()),
        (location.file.0.max(1), "/components/schemas/Pet")
    );
    Ok(())
}

#[test]
fn a_reference_without_a_target_is_an_error_and_accepts_any_value() -> Tested {
    let case = schemas(
        "{Job: {type: string}, A: {properties: {a: {$ref: '#/components/schemas/Jop'}, b: {$ref: '#/nope/x'}}}}",
    )?;
    case.reports(&[
        "error unresolved-reference /components/schemas/A/properties/a/$ref",
        "error unresolved-reference /components/schemas/A/properties/b/$ref",
    ]);
    assert!(
        case.text
            .contains("hint: a similar definition exists: `#/components/schemas/Job`"),
        "{}",
        case.text
    );
    let property = case
        .any("A")?
        .properties
        .get("a")
        .and_then(|property| property.as_item())
        .ok_or("none")?;
    assert_eq!(any(property)?, &openapiv3::AnySchema::default());
    Ok(())
}

#[test]
fn references_in_a_circle_are_an_error() -> Tested {
    let case = schemas(
        "{A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/C'}, C: {$ref: '#/components/schemas/B', description: D}, S: {$ref: '#/components/schemas/S'},
          R: {properties: {r: {$ref: '#/components/schemas/R'}}}}",
    )?;
    case.reports(&[
        "error reference-cycle /components/schemas/B",
        "error reference-cycle /components/schemas/S",
    ]);
    assert!(case.text.contains("B -> C -> B"), "{}", case.text);
    assert_eq!(
        case.component("A").map(target),
        Some("#/components/schemas/B")
    );
    for key in ["B", "C", "S"] {
        assert!(
            matches!(case.component(key), Some(ReferenceOr::Item(_))),
            "{key}"
        );
    }
    Ok(())
}

#[test]
fn a_pasted_schema_uses_its_own_definitions() -> Tested {
    let case = schemas("{A: {properties: {x: {$ref: '#/$defs/X'}}, $defs: {X: {type: string}}}}")?;
    case.reports(&["warning enclosing-reference /components/schemas/A/properties/x/$ref"]);
    assert_eq!(
        case.any("A")?.properties.get("x").map(target),
        Some("#/components/schemas/X")
    );
    Ok(())
}

#[test]
fn dynamic_references_are_followed_like_plain_ones() -> Tested {
    let case = schemas(
        "{A: {$dynamicAnchor: node, properties: {x: {$dynamicRef: '#node'}}}, B: {$recursiveAnchor: true, items: {$recursiveRef: '#'}}}",
    )?;
    case.reports(&[]);
    assert_eq!(
        case.any("A")?.properties.get("x").map(target),
        Some("#/components/schemas/A")
    );
    assert_eq!(
        case.any("B")?.items.as_ref().map(target),
        Some("#/components/schemas/B")
    );
    Ok(())
}
