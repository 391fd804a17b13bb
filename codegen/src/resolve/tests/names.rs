use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proptest::prelude::*;

use super::super::names::{
    field_name, module_name, module_of_identifier, snake_case, type_name, upper_camel_case,
    variant_name,
};
use super::{assert_types, types, types_with, unindented};
use crate::config::Options;

/// Compares the types, and asserts that every name which differs from the document's is reported.
fn assert_renamed(schemas: &str, expected: &str) {
    let (types, codes) = types_with(schemas, &Options::default());
    assert_eq!(types, unindented(expected));
    assert_eq!(codes, ["name-collision"; 2]);
}

#[test]
fn every_text_converts_to_an_identifier() {
    let table = [
        ("", "Empty", "empty"),
        ("type", "Type", "r#type"),
        ("self", "Self", "self_"),
        ("+1", "Plus1", "plus_1"),
        ("-1", "Minus1", "minus_1"),
        ("$id", "Id", "id"),
        ("@type", "Type", "r#type"),
        ("256x256", "Value256x256", "value_256x256"),
        ("a/b.c", "ABC", "a_b_c"),
        ("filter[name]", "FilterName", "filter_name"),
        ("<=", "LessEqual", "less_equal"),
        (
            "gpt-5.5-2026-04-23",
            "Gpt5_5_2026_04_23",
            "gpt_5_5_2026_04_23",
        ),
        ("v1.2 (3)", "V1_2_3", "v1_2_3"),
        ("1.5x2", "Value1_5x2", "value_1_5x2"),
        ("Etc/GMT+1", "EtcGmtPlus1", "etc_gmt_plus_1"),
        ("-created", "MinusCreated", "minus_created"),
        ("\u{1F600}", "U1f600", "u1f600"),
        ("größe", "Größe", "größe"),
        ("日本", "日本", "日本"),
        (" ", "Blank", "blank"),
        ("fooBar", "FooBar", "foo_bar"),
        ("__", "UnderscoreUnderscore", "underscore_underscore"),
    ];
    for (text, variant, field) in table {
        assert_eq!(
            (variant_name(text).as_str(), field_name(text).as_str()),
            (variant, field),
            "{text:?}"
        );
        for name in [variant_name(text), type_name(text), field_name(text)] {
            assert!(
                name == "Self" || syn::parse_str::<syn::Ident>(&name).is_ok(),
                "{text:?} gives {name:?}"
            );
        }
    }
    assert_eq!(module_name("type"), "type_");
    assert_eq!(module_name("AUX"), "aux_");
    assert_eq!(module_name("COM1"), "com1_");
    assert_eq!(module_of_identifier("r#move"), "move_");
    assert_eq!(module_name("Größe"), "grosse");
    assert_eq!(module_name("ユーザー"), "yuza");
    assert_eq!(module_name("\u{16a0}\u{10ffff}"), "f");
    assert_eq!(type_name("2fa"), "Type2fa");
}

#[test]
fn schemas_with_names_of_the_prelude_keep_them() {
    assert_types(
        "
Error: {type: object, properties: {a: {type: string}}}
Option: {type: object, properties: {a: {type: string}}}
String: {type: string}
",
        "
        Error struct
          a: string?
        Option struct
          a: string?
        String = string
        ",
    );
}

#[test]
fn a_key_that_is_a_valid_name_keeps_it() {
    assert_renamed(
        "
foo_bar: {type: string}
FooBar: {type: integer}
fooBar: {type: boolean}
",
        "
        FooBar = i64
        FooBar2 = bool
        FooBar3 = string
        ",
    );
}

#[test]
fn values_that_are_equal_after_casing_are_numbered_in_order() {
    assert_types(
        "
Case: {type: string, enum: [a, A, unknown, '', 'a']}
",
        "
        Case enum A=a A2=A Unknown=unknown Empty= ..
        ",
    );
}

#[test]
fn documented_values_keep_their_names_before_the_variant_for_unlisted_ones() {
    assert_types(
        "
Text: {type: string, enum: [unknown, other, unknown-value]}
Number: {type: integer, enum: [1], x-enum-varnames: [UnknownValue]}
",
        "
        Number enum UnknownValue=1 ..UnknownValue2
        Text enum Unknown=unknown Other=other UnknownValue=unknown-value ..UnknownValue2
        ",
    );
}

#[test]
fn properties_that_are_equal_after_casing_are_numbered_in_order() {
    assert_renamed(
        "
Case: {type: object, properties: {fooBar: {type: string}, foo_bar: {type: string}, type: {type: string}, Type: {type: string}}}
",
        "
        Case struct
          foo_bar: string?
          foo_bar_2: string?
          r#type: string?
          type_2: string?
        ",
    );
}

#[test]
fn a_configured_name_is_used() {
    let mut options = Options::default();
    options.names.insert("pet".to_owned(), "Animal".to_owned());
    options.names.insert(
        "/components/schemas/pet/properties/kind".to_owned(),
        "Kind".to_owned(),
    );
    let (types, _) = types_with(
        "pet: {type: object, properties: {kind: {enum: [cat]}}}",
        &options,
    );
    assert_eq!(
        types,
        unindented("Animal struct\n  kind: Kind? = cat\nKind enum Cat=cat ..")
    );
}

#[test]
fn an_addition_elsewhere_renames_nothing() {
    let before = "Pet: {type: object, properties: {kind: {enum: [cat]}}}";
    let after = format!("Ape: {{type: object, properties: {{kind: {{enum: [cat]}}}}}}\n{before}");
    let (before, _) = types_with(before, &Options::default());
    let (after, _) = types_with(&after, &Options::default());
    for line in before.lines() {
        assert!(
            after.lines().any(|other| other == line),
            "{line} is gone:\n{after}"
        );
    }
}

#[test]
fn extensions_name_and_document_the_values_of_an_enum() {
    assert_types(
        "
List: {type: integer, enum: [1, 2], x-enum-varnames: [One, Two], x-enum-descriptions: [First., '']}
Map: {type: string, enum: [a, b], x-enumNames: {a: Alpha}, x-enumDescriptions: {b: 'The second.'}}
Values: {type: integer, enum: [1, 2], x-ms-enum: {name: V, values: [{value: 2, name: Zwei, description: D.}, {value: '1', name: Eins}]}}
",
        "
        List enum One=1 Two=2 .. (First.)
        Map enum Alpha=a B=b .. (The second.)
        Values enum Eins=1 Zwei=2 .. (D.)
        ",
    );
}

#[test]
fn titles_name_inline_types_only_if_enabled_and_the_name_is_free() {
    let schemas = "
Pet:
  type: object
  title: Not This
  properties:
    a: {type: object, title: the owner, properties: {x: {type: string, title: Nor This}}}
    b: {type: object, title: The Owner, properties: {y: {type: string}}}
    c: {type: object, title: Pet, properties: {z: {type: string}}}
";
    let mut options = Options::default();
    let (types, _) = types_with(schemas, &options);
    assert!(
        types.contains("PetA struct") && !types.contains("Owner"),
        "{types}"
    );
    options.names_from_titles = true;
    let (types, codes) = types_with(schemas, &options);
    assert_eq!(codes, Vec::<String>::new());
    let names: Vec<_> = types
        .lines()
        .filter(|line| line.ends_with(" struct"))
        .collect();
    assert_eq!(
        names,
        [
            "Pet struct",
            "TheOwner struct",
            "PetB struct",
            "PetC struct"
        ]
    );
}

proptest! {
    #[test]
    fn case_conversions_equal_those_of_heck(text in "([a-c]{0,3}[A-C]?[a-c0-9_. -]?){0,6}|\\PC{0,8}") {
        let unseparated = upper_camel_case(&text).replace('_', "");
        prop_assert_eq!(unseparated, text.to_upper_camel_case());
        prop_assert_eq!(snake_case(&text), text.to_snake_case());
    }
}

#[test]
fn an_inline_type_is_named_after_the_schema_that_it_is_written_in() {
    let shared = "
Shape:
  oneOf:
  - {type: object, required: [kind, size], properties: {kind: {type: string, const: circle}, size: {type: object, properties: {unit: {type: string, enum: [mm, cm]}}}}}
  - {type: object, required: [kind], properties: {kind: {type: string, const: square}}}
Base: {discriminator: {propertyName: type}, type: object, required: [type], properties: {type: {type: string}, state: {type: string, enum: [on, off]}}}
Lamp: {allOf: [{$ref: '#/components/schemas/Base'}]}
List: {type: array, items: {type: object, properties: {a: {anyOf: [{type: object, properties: {b: {type: string, enum: [c]}}}, {type: 'null'}]}}}}
";
    let others = "
Crate: {type: object, properties: {id: {type: string}}, allOf: [{$ref: '#/components/schemas/Shape'}]}
Alarm: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {loud: {type: boolean}}}
";
    let names = |schemas: &str| {
        let types = types(schemas);
        let definitions = types.lines().filter(|line| !line.starts_with(' '));
        let names = definitions.filter_map(|line| line.split(' ').next());
        names.map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let (alone, together) = (names(shared), names(&format!("{shared}{others}")));
    assert!(alone.is_subset(&together), "{alone:?} {together:?}");
    for name in [
        "ShapeCircleKind",
        "ShapeCircleSizeUnit",
        "BaseState",
        "ListItemAB",
    ] {
        assert!(alone.contains(name), "{name} of {alone:?}");
    }
    assert!(together.contains("CrateCircle"), "{together:?}");
}

#[test]
fn an_item_has_the_singular_of_its_property_unless_that_is_taken() {
    let object = "{type: array, items: {type: object, properties: {a: {type: string}}}}";
    let shared = format!(
        "
List:
  type: object
  properties:
    entries: {object}
    data: {object}
    tags: {{anyOf: [{object}, {{type: 'null'}}]}}
    tag: {{type: object, properties: {{b: {{type: string}}}}}}
    rows: {{type: array, items: {object}}}
    states: {{type: array, items: {{type: string, enum: [on]}}}}
Users: {object}
User: {{type: object, properties: {{c: {{type: string}}}}}}
"
    );
    let types = types(&shared);
    for line in [
        "  entries: [ListEntry]?",
        "  data: [ListData]?",
        "  tags: [ListTagsItem]? or null",
        "  tag: ListTag?",
        "  rows: [[ListRowItem]]?",
        "  states: [ListState]?",
        "Users = [UsersItem]",
    ] {
        assert!(types.lines().any(|one| one == line), "{line}\n{types}");
    }
}
