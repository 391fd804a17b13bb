use super::{assert_types, types_with, unindented};
use crate::config::{Options, Schemas};

#[test]
fn scalars_and_listed_values_become_variants() {
    assert_types(
        "
NEpochs: {oneOf: [{type: string, enum: [auto]}, {type: integer}]}
",
        "
        NEpochs union ..
          Auto = auto
          Integer(i64) Integer
        ",
    );
}

#[test]
fn any_string_beside_a_list_of_strings_makes_an_open_enum() {
    assert_types(
        "
Model: {anyOf: [{type: string}, {type: string, enum: [small, large]}]}
",
        "
        Model enum Small=small Large=large ..
        ",
    );
}

#[test]
fn a_union_with_null_is_nullable_and_a_union_of_one_is_that_one() {
    assert_types(
        "
Pet:
  type: object
  required: [name]
  properties:
    name: {anyOf: [{type: string}, {type: 'null'}]}
    owner: {oneOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}
",
        "
        Pet struct
          name: string or null
          owner: Box Pet? or null
        ",
    );
}

#[test]
fn a_discriminator_with_a_mapping_is_the_tag_and_is_added_to_variants_without_it() {
    assert_types(
        "
Shape:
  oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]
  discriminator: {propertyName: kind, mapping: {round: '#/components/schemas/Circle', disc: Circle}}
Circle: {type: object, required: [kind], properties: {kind: {type: string}, radius: {type: number}}}
Square: {type: object, properties: {side: {type: number}}}
",
        "
        Circle struct
          kind: string
          radius: f64?
        Shape union by kind ..
          Circle(Circle) struct round|disc
          Square(Square) struct Square added
        Square struct
          side: f64?
        ",
    );
}

#[test]
fn a_variant_with_two_values_of_an_undeclared_tag_is_split() {
    assert_types(
        "
Shape:
  oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]
  discriminator: {propertyName: kind, mapping: {square: Square, box: Square, circle: Circle}}
Circle: {type: object, properties: {radius: {type: number}}}
Square: {type: object, properties: {side: {type: number}}}
",
        "
        Circle struct
          radius: f64?
        Shape union by kind ..
          Circle(Circle) struct circle added
          Square(Square) struct square added
          Box(Square) struct box added
        Square struct
          side: f64?
        ",
    );
}

#[test]
fn a_constant_that_every_variant_requires_is_a_tag() {
    assert_types(
        "
Event:
  anyOf: [{$ref: '#/components/schemas/Start'}, {$ref: '#/components/schemas/Stop'}]
Start: {type: object, required: [type], properties: {type: {const: start}}}
Stop: {type: object, required: [type], properties: {type: {const: stop}}}
",
        "
        Event union by type ..
          Start(Start) struct start
          Stop(Stop) struct stop
        Start struct
          r#type: StartType = start
        Stop struct
          r#type: StopType = stop
        StartType enum Start=start ..
        StopType enum Stop=stop ..
        ",
    );
}

#[test]
fn objects_without_a_tag_are_matched_by_shape() {
    assert_types(
        "
Either: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
A: {type: object, required: [a], properties: {a: {type: string}}}
B: {type: object, required: [b], properties: {b: {type: string}}}
",
        "
        A struct
          a: string
        B struct
          b: string
        Either union
          A(A) struct
          B(B) struct
        ",
    );
}

#[test]
fn an_ambiguous_discriminator_is_reported_and_ignored() {
    let schemas = "
Either:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: type}
A: {type: object, required: [type], properties: {type: {const: same}, a: {type: string}}}
B: {type: object, required: [type], properties: {type: {const: same}, b: {type: string}}}
";
    let (types, codes) = types_with(schemas, &Options::default());
    assert!(
        types.contains("Either union\n  A(A) struct\n  B(B) struct\n"),
        "{types}"
    );
    assert_eq!(codes, ["ambiguous-discriminator"]);
}

#[test]
fn inline_unions_inside_unions_are_flattened() {
    assert_types(
        "
Deep: {oneOf: [{type: string}, {anyOf: [{type: integer}, {oneOf: [{type: boolean}, {type: 'null'}]}]}]}
",
        "
        Deep union
          String(string) String
          Integer(i64) Integer
          Bool(bool) Bool
        ",
    );
}

#[test]
fn several_types_are_a_union_of_kinds() {
    assert_types(
        "
Id: {type: [string, integer, 'null']}
Scalar: {type: [integer, number]}
Use: {type: object, required: [id], properties: {id: {$ref: '#/components/schemas/Id'}}}
",
        "
        Id union
          String(string) String
          Integer(i64) Integer
        Scalar = f64
        Use struct
          id: Id or null
        ",
    );
}

#[test]
fn mixed_values_are_variants_of_their_own() {
    assert_types(
        "
Level: {enum: [low, 1, true, null]}
",
        "
        Level union ..
          Low = low
          Value1 = 1
          True = true
        ",
    );
}

#[test]
fn duplicate_variants_are_reported_and_ignored() {
    let (types, codes) = types_with(
        "Text: {oneOf: [{type: string}, {type: string, format: uri}, {type: integer}]}",
        &Options::default(),
    );
    assert_eq!(
        types,
        unindented("Text union\n  String(string) String\n  Integer(i64) Integer")
    );
    assert_eq!(codes, ["repeated-variant"]);
}

#[test]
fn inline_objects_are_named_after_their_constant() {
    assert_types(
        "
Part:
  oneOf:
    - {type: object, required: [type], properties: {type: {const: text}, text: {type: string}}}
    - {type: object, required: [type], properties: {type: {const: image}, url: {type: string}}}
",
        "
        Part union by type ..
          Text(PartText) struct text
          Image(PartImage) struct image
        PartText struct
          r#type: PartTextType = text
          text: string?
        PartTextType enum Text=text ..
        PartImage struct
          r#type: PartImageType = image
          url: string?
        PartImageType enum Image=image ..
        ",
    );
}

#[test]
fn closed_enums_have_no_unknown_values() {
    let options = Options {
        closed_enums: Schemas::All,
        ..Options::default()
    };
    let (types, _) = types_with(
        "Kind: {enum: [a]}\nMode: {oneOf: [{enum: [auto]}, {type: integer}]}",
        &options,
    );
    assert_eq!(
        types,
        unindented("Kind enum A=a\nMode union\n  Auto = auto\n  Integer(i64) Integer")
    );
}

#[test]
fn enums_and_unions_are_closed_one_by_one() {
    let only = ["Kind", "#/components/schemas/Pet/properties/mode"];
    let options = Options {
        closed_enums: Schemas::Only(only.map(str::to_owned).into()),
        ..Options::default()
    };
    let schemas = "
Kind: {enum: [a]}
Other: {enum: [a]}
Pet: {type: object, properties: {mode: {oneOf: [{enum: [auto]}, {type: integer}]}, size: {enum: [s, m]}}}
";
    let (types, codes) = types_with(schemas, &options);
    assert_eq!(codes, Vec::<String>::new());
    let open: Vec<_> = types.lines().filter(|line| line.ends_with("..")).collect();
    assert_eq!(open, ["Other enum A=a ..", "PetSize enum S=s M=m .."]);
}

#[test]
fn an_unknown_schema_in_the_options_is_an_error() {
    let mut options = Options {
        closed_enums: Schemas::Only(["Pet".to_owned()].into()),
        ..Options::default()
    };
    options.names.insert("Pte".to_owned(), "Animal".to_owned());
    options
        .replace
        .insert("/paths".to_owned(), "String".to_owned());
    let (_, codes) = types_with(
        "Pet: {type: object, properties: {a: {type: string}}}",
        &options,
    );
    assert_eq!(codes, ["unknown-schema"; 3]);
}

#[test]
fn an_unreachable_variant_is_reported() {
    let schemas = "
A: {type: object, properties: {id: {type: string}, name: {type: string}}}
B: {type: object, required: [id], properties: {id: {type: string}}}
C: {type: object, required: [id], properties: {id: {type: integer}}}
Late: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
Early: {anyOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/A'}]}
Other: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}]}
";
    let (_, codes) = types_with(schemas, &Options::default());
    assert_eq!(codes, ["unreachable-variant"]);
}

#[test]
fn a_variant_with_one_required_property_is_named_by_it_whatever_is_in_front() {
    let pay = "
    - {type: object, required: [card], properties: {card: {type: string}}}
    - {type: object, required: [amount], properties: {amount: {type: integer}}}
";
    let front = "
    - {type: object, required: [coin], properties: {coin: {type: string}}}";
    let (types, codes) = types_with(&format!("Pay:\n  oneOf:{pay}"), &Options::default());
    let (more, _) = types_with(&format!("Pay:\n  oneOf:{front}{pay}"), &Options::default());
    assert!(codes.is_empty(), "{codes:?}");
    assert!(types.starts_with("Pay union ..\n"), "{types}");
    for line in [
        "  Card(PayCard) struct",
        "  Amount(PayAmount) struct",
        "PayCard struct\n  card: string",
    ] {
        assert!(types.contains(line), "{types}");
        assert!(more.contains(line), "{more}");
    }
}

#[test]
fn a_property_with_several_listed_values_does_not_name_a_variant() {
    let (types, _) = types_with(
        "
Action:
  oneOf:
    - {type: object, required: [type], properties: {type: {enum: [back, close]}}}
    - {type: object, required: [type, url], properties: {type: {enum: [url]}, url: {type: string}}}
",
        &Options::default(),
    );
    assert!(
        types.contains("Object(ActionObject) struct back|close"),
        "{types}"
    );
}

#[test]
fn a_discriminator_of_a_composed_schema_selects_merged_variants() {
    let schemas = "
Event:
  allOf:
    - {$ref: '#/components/schemas/Head'}
    - {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
Head:
  type: object
  required: [on]
  properties: {on: {type: boolean}}
  discriminator:
    propertyName: on
    mapping: {'true': '#/components/schemas/A', 'false': '#/components/schemas/B'}
A: {type: object, properties: {x: {type: string}}}
B: {type: object, properties: {x: {type: string}}}
";
    let (types, codes) = types_with(schemas, &Options::default());
    assert!(codes.is_empty(), "{codes:?}");
    for text in [
        "Event union by on ..\n  A(EventA) struct true\n  B(EventB) struct false\n",
        "EventB struct\n  on: bool = false\n  x: string?\n",
    ] {
        assert!(types.contains(text), "{types}");
    }
}

#[test]
fn equal_alternatives_are_one_type_also_in_arrays_and_beside_null() {
    let (types, _) = types_with(
        "
All:
  type: object
  properties:
    one: {anyOf: [{type: string, format: date-time}, {type: string}]}
    many: {type: array, items: {anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}, {$ref: '#/components/schemas/A'}]}}
    map: {additionalProperties: {oneOf: [{type: integer}, {type: integer, minimum: 1}]}}
    none: {anyOf: [{not: {}}, {$ref: '#/components/schemas/Null'}, {type: boolean}]}
A: {type: object, properties: {a: {type: string}}}
Null: {type: 'null'}
",
        &Options::default(),
    );
    for line in [
        "  one: string?",
        "  many: [A or null]?",
        "  map: {i64}?",
        "  none: bool? or null",
    ] {
        assert!(types.contains(line), "{types}");
    }
    assert!(!types.contains("union"), "{types}");
}

/// The names of the variants of a union `Shape` with these members and other schemas.
fn variants_of(members: &str, more: &str, schemas: &str) -> Vec<String> {
    let document = format!("Shape:\n  anyOf: [{members}]\n{more}\n{schemas}");
    let (types, _) = types_with(&document, &Options::default());
    let lines = types
        .lines()
        .skip_while(|line| !line.starts_with("Shape union"));
    let lines = lines.skip(1).take_while(|line| line.starts_with(' '));
    let end = |character: char| !character.is_alphanumeric();
    lines
        .map(|line| line.trim().split(end).next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_declared_tag_names_variants_by_its_only_value() {
    let members = "{$ref: '#/components/schemas/RoundThing'}, {$ref: '#/components/schemas/Box'}";
    let schemas = "
RoundThing: {type: object, required: [kind], properties: {kind: {type: string, enum: [circle]}}}
Box: {type: object, required: [kind], properties: {kind: {type: string, enum: [square, cube]}}}
";
    let tag = "  discriminator: {propertyName: kind}";
    assert_eq!(variants_of(members, tag, schemas), ["Circle", "Box"]);
    // An inferred tag names none.
    assert_eq!(variants_of(members, "", schemas), ["RoundThing", "Box"]);
}

#[test]
fn a_variant_has_the_words_of_its_schema_that_the_union_lacks() {
    let members = "{$ref: '#/components/schemas/RoundShape'}, {$ref: '#/components/schemas/Round'}";
    let schemas = "
RoundShape: {type: object, required: [a], properties: {a: {type: string}}}
Round: {type: object, required: [b], properties: {b: {type: string}}}
";
    // The whole name, rather than a number, if the short one is taken.
    let reverse = "{$ref: '#/components/schemas/Round'}, {$ref: '#/components/schemas/RoundShape'}";
    assert_eq!(variants_of(members, "", schemas)[0], "Round");
    assert_eq!(variants_of(reverse, "", schemas), ["Round", "RoundShape"]);
}

#[test]
fn inline_variants_are_named_by_key_title_constant_or_json_type() {
    let members = "
    {type: object, required: [card], properties: {card: {type: string}, note: {type: string}}},
    {type: object, title: Bank shape, properties: {iban: {type: string}}},
    {type: object, required: [kind, a], properties: {kind: {enum: [cash]}, a: {type: string}}},
    {type: object, properties: {x: {type: string}}},
    {type: object, properties: {y: {type: string}}},
    {type: integer}";
    assert_eq!(
        variants_of(members, "", ""),
        ["Card", "Bank", "Cash", "Object", "Object2", "Integer"]
    );
}

#[test]
fn an_array_variant_has_the_plural_of_its_items() {
    let members = "
    {type: array, items: {type: string}},
    {type: array, items: {$ref: '#/components/schemas/ShapeEntry'}},
    {type: array, items: {type: array, items: {type: integer}}},
    {type: array, items: {type: object, properties: {a: {type: string}}}}";
    let schemas = "
ShapeEntry: {type: object, required: [b], properties: {b: {type: string}}}
";
    assert_eq!(
        variants_of(members, "", schemas),
        ["Strings", "Entries", "IntegerArrays", "Array"]
    );
}

#[test]
fn a_title_beside_a_constant_names_the_value() {
    assert_types(
        "
Style: {oneOf: [{type: integer, const: 1, title: PRIMARY}, {type: integer, const: 2}]}
Size: {anyOf: [{const: s, title: Small one}, {const: 1, title: First}]}
",
        "
        Size union ..
          SmallOne = s
          First = 1
        Style enum Primary=1 Value2=2 ..
        ",
    );
}
