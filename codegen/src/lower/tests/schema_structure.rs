//! Objects, arrays and compositions.

use openapiv3::AdditionalProperties;

use super::{Tested, any, schemas, target};
use crate::lower::ComponentKind;
use crate::lower::view::AdditionalPropertiesView;

#[test]
fn properties_keep_their_order_and_may_be_called_anything() -> Tested {
    let case = schemas(
        "{A: {properties: {z: {}, $ref: {type: string}, '': {}, a: {$ref: '#/components/schemas/A'}}}}",
    )?;
    case.reports(&[]);
    let properties = &case.any("A")?.properties;
    assert_eq!(
        properties.keys().collect::<Vec<_>>(),
        ["z", "$ref", "", "a"]
    );
    assert_eq!(
        properties.get("a").map(target),
        Some("#/components/schemas/A")
    );
    Ok(())
}

#[test]
fn required_is_read_whatever_it_holds() -> Tested {
    let case = schemas(
        "{A: {required: [a, b, a, 5, {}]}, B: {required: true}, C: {required: null}, D: {required: a}}",
    )?;
    case.reports(&[
        "warning invalid-value /components/schemas/A/required/4",
        "warning invalid-value /components/schemas/B/required",
        "warning invalid-value /components/schemas/D/required",
        "note invalid-value /components/schemas/A/required",
    ]);
    assert_eq!(case.any("A")?.required, ["a", "b", "5"]);
    Ok(())
}

#[test]
fn additional_properties_are_a_boolean_or_a_schema() -> Tested {
    let case = schemas(
        "{A: {additionalProperties: false}, B: {additionalProperties: {type: string}}, C: {additionalProperties: [1]}, D: {additionalProperties: {}}}",
    )?;
    case.reports(&["warning invalid-value /components/schemas/C/additionalProperties"]);
    assert_eq!(
        case.any("A")?.additional_properties,
        Some(AdditionalProperties::Any(false))
    );
    assert!(matches!(
        case.any("B")?.additional_properties,
        Some(AdditionalProperties::Schema(_))
    ));
    assert_eq!(case.any("C")?.additional_properties, None);
    assert!(matches!(
        case.any("D")?.additional_properties,
        Some(AdditionalProperties::Schema(_))
    ));
    Ok(())
}

#[test]
fn pattern_properties_become_additional_properties() -> Tested {
    let case = schemas(
        "{A: {patternProperties: {'^a/': {type: string}}, additionalProperties: false}, B: {patternProperties: {a: {type: string}, b: {type: integer}}},
          C: {patternProperties: {a: {}}, additionalProperties: {type: string}}, D: {patternProperties: {a: {type: string}, b: {type: string}}},
          E: {patternProperties: {a: {type: string}}, additionalProperties: true}, F: {patternProperties: {a: false}},
          G: {patternProperties: {a: false}, additionalProperties: false}}",
    )?;
    case.reports(&["note ignored-keyword /components/schemas/E/patternProperties"]);
    let Some(AdditionalProperties::Schema(schema)) = &case.any("A")?.additional_properties else {
        return Err("no schema".into());
    };
    let schema = schema.as_item().ok_or("a reference")?;
    assert_eq!(any(schema)?.typ.as_deref(), Some("string"));
    let AdditionalPropertiesView::Schema(values) = case.view("A")?.additional_properties() else {
        return Err("no schema".into());
    };
    assert_eq!(
        values.location().pointer,
        "/components/schemas/A/patternProperties/^a~1"
    );
    let Some(AdditionalProperties::Schema(several)) = &case.any("B")?.additional_properties else {
        return Err("no schema".into());
    };
    assert_eq!(
        any(several.as_item().ok_or("a reference")?)?.any_of.len(),
        // Names that match no pattern may have any value.
        3
    );
    for (key, allowed) in [("C", true), ("E", true), ("F", true), ("G", false)] {
        assert_eq!(
            case.any(key)?.additional_properties,
            Some(AdditionalProperties::Any(allowed)),
            "{key}"
        );
    }
    assert!(matches!(
        case.any("D")?.additional_properties,
        Some(AdditionalProperties::Schema(_))
    ));
    Ok(())
}

#[test]
fn a_tuple_lists_the_components_of_its_items() -> Tested {
    let case = schemas(
        "{A: {type: array, prefixItems: [{type: string}, {$ref: '#/components/schemas/B'}, true], items: false}, B: {type: integer},
          C: {items: [{type: string}], additionalItems: {type: boolean}}}",
    )?;
    case.reports(&[]);
    let items = case.view("A")?.prefix_items();
    let keys: Vec<_> = items.filter_map(|item| item.key()).collect();
    assert_eq!(keys, ["A_0", "B", "A_2"]);
    assert_eq!(case.any("A_0")?.typ.as_deref(), Some("string"));
    let location = case
        .lowered
        .location_of_component(ComponentKind::Schema, "A_0");
    assert_eq!(location.pointer, "/components/schemas/A/prefixItems/0");
    let rest = case.view("A")?.items().ok_or("no items")?;
    assert!(rest.as_schema().is_some_and(|rest| rest.is_never()));
    assert_eq!(case.facts("C").prefix_items, ["C_0"]);
    let rest = case.view("C")?.items().ok_or("no items")?;
    assert_eq!(
        rest.location().pointer,
        "/components/schemas/C/additionalItems"
    );
    Ok(())
}

#[test]
fn members_of_a_union_keep_their_index() -> Tested {
    let case = schemas(
        "{A: {oneOf: [{type: string}, {type: 'null'}, 5, {$ref: '#/components/schemas/B'}]}, B: {anyOf: [], allOf: {type: string}}}",
    )?;
    case.reports(&[
        "warning invalid-value /components/schemas/A/oneOf/2",
        "warning invalid-value /components/schemas/B/anyOf",
        "warning invalid-value /components/schemas/B/allOf",
    ]);
    let members = &case.any("A")?.one_of;
    assert_eq!(members.len(), 4);
    let null = case.view("A")?.one_of().nth(1).ok_or("no member")?;
    assert!(null.as_schema().is_some_and(|null| null.is_null()));
    assert_eq!(target(&members[3]), "#/components/schemas/B");
    assert_eq!(case.any("B")?.all_of.len(), 1);
    Ok(())
}

#[test]
fn a_discriminator_maps_to_components() -> Tested {
    let case = schemas(
        "{A: {discriminator: {propertyName: t, mapping: {a: B, b: '#/components/schemas/B', c: Missing, d: '#/components/schemas/C/properties/x'}}},
          B: {discriminator: t}, C: {properties: {x: {}}, discriminator: {mapping: {}}}}",
    )?;
    case.reports(&[
        "warning discriminator-mapping /components/schemas/A/discriminator/mapping/c",
        "warning invalid-value /components/schemas/B/discriminator",
        "warning invalid-value /components/schemas/C/discriminator",
    ]);
    let discriminator = case
        .schema("A")?
        .schema_data
        .discriminator
        .as_ref()
        .ok_or("none")?;
    assert_eq!(discriminator.property_name, "t");
    let mapping: Vec<_> = discriminator
        .mapping
        .iter()
        .map(|(tag, target)| (tag.as_str(), target.as_str()))
        .collect();
    assert_eq!(
        mapping,
        [
            ("a", "#/components/schemas/B"),
            ("b", "#/components/schemas/B"),
            ("d", "#/components/schemas/C_x")
        ]
    );
    assert!(case.schema("B")?.schema_data.discriminator.is_some());
    assert!(case.schema("C")?.schema_data.discriminator.is_none());
    Ok(())
}
