use super::{assert_types, types_with, unindented};
use crate::config::{Bytes, Dates, Numbers, Options};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::ir::{Literal, TypeKind};
use crate::lower::lower;
use crate::resolve::resolve;

#[test]
fn required_and_nullable_have_four_combinations() {
    assert_types(
        "
Pet:
  type: object
  required: [a, b]
  properties:
    a: {type: string}
    b: {type: [string, 'null']}
    c: {type: string}
    d: {type: [string, 'null']}
",
        "
        Pet struct
          a: string
          b: string or null
          c: string?
          d: string? or null
        ",
    );
}

#[test]
fn inline_schemas_are_named_after_their_context() {
    assert_types(
        "
Pet:
  type: object
  properties:
    owner:
      type: object
      properties:
        address: {type: object, properties: {street: {type: string}}}
    toys:
      type: array
      items: {type: object, properties: {kind: {enum: [ball, bone]}}}
    tags: {type: object, additionalProperties: {type: object, properties: {x: {type: integer}}}}
",
        "
        Pet struct
          owner: PetOwner?
          toys: [PetToy]?
          tags: {PetTagsValue}?
        PetOwner struct
          address: PetOwnerAddress?
        PetOwnerAddress struct
          street: string?
        PetToy struct
          kind: PetToyKind?
        PetToyKind enum Ball=ball Bone=bone ..
        PetTagsValue struct
          x: i64?
        ",
    );
}

#[test]
fn additional_members_are_kept_if_the_schema_allows_them() {
    assert_types(
        "
Any: {type: object, properties: {a: {type: string}}, additionalProperties: true}
Closed: {type: object, properties: {a: {type: string}}, additionalProperties: false}
Counts: {type: object, additionalProperties: {type: integer, format: int32}}
Empty: {type: object, additionalProperties: false}
Free: {type: object}
Named: {type: object, properties: {additional_properties: {type: string}}, additionalProperties: {type: string}}
",
        "
        Any struct
          a: string?
          ..additional_properties: any
        Closed struct
          a: string?
        Counts = {i32}
        Empty struct
        Free = {any}
        Named struct
          additional_properties: string?
          ..additional_properties_2: string
        ",
    );
}

#[test]
fn a_required_but_undeclared_property_has_any_value() {
    assert_types(
        "
Pet: {type: object, required: [id], properties: {name: {type: string}}}
",
        "
        Pet struct
          name: string?
          id: any
        ",
    );
}

#[test]
fn a_recursive_struct_boxes_only_its_own_properties() {
    assert_types(
        "
Leaf: {type: object, properties: {root: {$ref: '#/components/schemas/Node'}}}
Node:
  type: object
  properties:
    next: {$ref: '#/components/schemas/Node'}
    children: {type: array, items: {$ref: '#/components/schemas/Node'}}
    other: {$ref: '#/components/schemas/Other'}
Other: {type: object, properties: {node: {$ref: '#/components/schemas/Node'}}}
",
        "
        Leaf struct
          root: Node?
        Node struct
          next: Box Node?
          children: [Node]?
          other: Box Other?
        Other struct
          node: Box Node?
        ",
    );
}

#[test]
fn the_width_of_numbers_depends_on_format_and_bounds() {
    assert_types(
        "
Numbers:
  type: object
  properties:
    plain: {type: integer}
    small: {type: integer, format: int32}
    unsigned: {type: integer, format: uint64}
    beyond: {type: integer, minimum: 0, maximum: 18446744073709551615}
    wide: {type: integer, minimum: -9223372036854776000, maximum: 9223372036854775807}
    too_small: {type: integer, format: int32, maximum: 4294967295}
    ratio: {type: number}
    float: {type: number, format: float}
    whole: {type: number, format: int64}
",
        "
        Numbers struct
          plain: i64?
          small: i32?
          unsigned: u64?
          beyond: u64?
          wide: i64?
          too_small: i64?
          ratio: f64?
          float: f64?
          whole: i64?
        ",
    );
}

#[test]
fn a_tuple_keeps_its_items_types() {
    assert_types(
        "
Pair: {type: array, prefixItems: [{type: string}, {type: [integer, 'null']}], minItems: 2, items: false}
",
        "
        Pair = (string, i64 or null)
        ",
    );
}

#[test]
fn an_array_of_variable_length_is_not_a_tuple() {
    assert_types(
        "
Exact: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2, maxItems: 2}
Closed: {type: array, prefixItems: [{type: string}], items: false}
Open: {type: array, prefixItems: [{type: string}, {}]}
Rest: {type: array, prefixItems: [{type: string}], items: {type: integer}}
Same: {type: array, prefixItems: [{type: string}], items: {type: [string, 'null']}}
Short: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 1, items: false}
Long: {type: array, prefixItems: [{type: string}], maxItems: 5}
",
        "
        Closed = [string]
        Exact = (string, i64)
        Long = [LongItem]
        Open = [OpenItem]
        Rest = [RestItem]
        Same = [string or null]
        Short = [ShortItem]
        LongItem union
          String(string) String
          Any(any) Null|Bool|Integer|Number|String|Array|Object
        OpenItem union
          String(string) String
          Any(any) Null|Bool|Integer|Number|String|Array|Object
        RestItem union
          String(string) String
          Integer(i64) Integer
        ShortItem union
          String(string) String
          Integer(i64) Integer
        ",
    );
}

#[test]
fn members_of_patterns_and_all_others_share_a_map() {
    assert_types(
        "
Alone: {type: object, patternProperties: {'^x-': {type: integer}}, additionalProperties: false}
Beside:
  type: object
  properties: {name: {type: string}}
  patternProperties: {'^x-': {type: integer}, '^y-': {type: integer}}
  additionalProperties: {type: string}
Unevaluated:
  allOf: [{$ref: '#/components/schemas/Alone'}]
  properties: {name: {type: string}}
  unevaluatedProperties: {type: boolean}
",
        "
        Alone = {i64}
        Beside struct
          name: string?
          ..additional_properties: BesideValue
        Unevaluated struct
          name: string?
          ..additional_properties: bool
        BesideValue union
          Integer(i64) Integer
          String(string) String
        ",
    );
}

#[test]
fn an_array_of_itself_is_untyped_and_reported() {
    let (types, codes) = types_with(
        "Deep: {type: array, items: {$ref: '#/components/schemas/Deep'}}",
        &Options::default(),
    );
    assert_eq!(types, unindented("Deep = any"));
    assert_eq!(codes, ["untyped"]);
}

#[test]
fn formats_are_plain_strings_unless_they_are_mapped() {
    let schemas = "At: {type: string, format: date-time}\nId: {type: string, format: uuid}";
    let mut options = Options::default();
    options
        .formats
        .insert("uuid".to_owned(), "uuid::Uuid".to_owned());
    let (types, _) = types_with(schemas, &options);
    assert_eq!(types, unindented("At = string\nId = uuid::Uuid"));
}

#[test]
fn options_choose_the_types_of_formats() {
    let schemas = "
At: {type: string, format: date-time}
Day: {type: string, format: date}
Time: {type: string, format: time}
Takes: {type: string, format: duration}
Bytes: {type: string, contentEncoding: base64}
Amount: {type: string, format: decimal}
Ratio: {type: number}
Whole: {type: number, format: int32}
Stamp: {type: integer, format: unix-time}
";
    let mut options = Options::default();
    options
        .formats
        .insert("unix-time".to_owned(), "u64".to_owned());
    options.types.dates = Dates::Jiff;
    options.types.bytes = Bytes::Base64;
    options.types.numbers = Numbers::Arbitrary;
    let (types, _) = types_with(schemas, &options);
    assert_eq!(
        types,
        unindented(
            "
            Amount = string
            At = jiff::Timestamp
            Bytes = crate::Base64
            Day = jiff::civil::Date
            Ratio = serde_json::Number
            Stamp = u64
            Takes = string
            Time = string
            Whole = i32
            "
        )
    );
}

#[test]
fn a_user_defined_type_replaces_a_schema_and_keeps_its_kinds_in_unions() {
    let schemas = "
Money: {type: object, required: [amount], properties: {amount: {type: string}}}
Price: {oneOf: [{$ref: '#/components/schemas/Money'}, {type: integer}]}
Pet: {type: object, properties: {price: {$ref: '#/components/schemas/Money'}, code: {oneOf: [{type: string}, {type: integer}]}}}
";
    let mut options = Options::default();
    for (schema, path) in [
        ("Money", "money::Money"),
        ("/components/schemas/Pet/properties/code", "money::Code"),
    ] {
        options.replace.insert(schema.to_owned(), path.to_owned());
    }
    let (types, codes) = types_with(schemas, &options);
    assert_eq!(codes, Vec::<String>::new());
    assert_eq!(
        types,
        unindented(
            "
            Money = money::Money
            Pet struct
              price: Money?
              code: money::Code?
            Price union
              Money(Money) Object
              Integer(i64) Integer
            "
        )
    );
}

#[test]
fn a_reference_into_a_component_keeps_the_name_of_the_target() {
    assert_types(
        "
Alpha:
  type: object
  properties:
    kind: {$ref: '#/components/schemas/Pet/properties/kind'}
    name: {$ref: '#/components/schemas/Pet/properties/name'}
Pet: {type: object, properties: {kind: {enum: [cat]}, name: {type: string}}}
",
        "
        Alpha struct
          kind: PetKind? = cat
          name: string?
        Pet struct
          kind: PetKind? = cat
          name: string?
        PetKind enum Cat=cat ..
        ",
    );
}

#[test]
fn a_default_of_another_type_is_reported() {
    let schemas = "
Job:
  type: object
  required: [state]
  properties:
    count: {type: integer, default: 1.5}
    even: {type: integer, default: 2.0}
    fast: {type: boolean, default: 'true'}
    name: {type: string, default: [a]}
    none: {type: string, default: null}
    order: {type: string, enum: [asc, desc], default: random}
    state: {type: string, default: null}
    well: {type: string, enum: [asc, desc], default: desc}
";
    let (_, codes) = types_with(schemas, &Options::default());
    assert_eq!(codes, ["misfit-default"; 5]);
}

#[test]
fn a_format_that_is_too_narrow_for_its_example_is_ignored() {
    let schemas = "
Time:
  type: object
  properties:
    at: {type: integer, format: int32, example: 1418556477882}
    for: {type: integer, format: int32, example: 5}
    limit: {type: integer, format: uint8, default: 300}
";
    let (types, codes) = types_with(schemas, &Options::default());
    let expected = "Time struct\n  at: i64?\n  r#for: i32?\n  limit: i64?";
    assert_eq!(types, unindented(expected));
    assert_eq!(codes, ["misfit-format"; 2]);
}

#[test]
fn limits_of_an_alternative_beside_null_are_those_of_the_property() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    A:
      properties:
        maybe: {anyOf: [{type: integer, minimum: 9007199254740993}, {type: 'null'}], default: 9007199254740994}
        choice: {anyOf: [{type: integer, minimum: 1}, {type: string}, {type: 'null'}]}";
    let document = Document::from_text("t.yaml", text).expect("the test's document is read");
    let mut diagnostics = Diagnostics::new();
    let lowered = lower(&document, &mut diagnostics);
    let api = resolve(&lowered, &Options::default(), &mut diagnostics);
    let TypeKind::Struct(structure) = &api.types[0].kind else {
        panic!("A is a struct");
    };
    let [maybe, choice] = structure.properties.as_slice() else {
        panic!("A has two properties");
    };
    let notes = [
        "At least 9007199254740993.",
        "Defaults to `9007199254740994`.",
    ];
    assert_eq!(maybe.notes, notes);
    assert_eq!(maybe.constraints.len(), 1);
    assert_eq!(
        maybe.constraints[0].value,
        Literal::Integer(9_007_199_254_740_993)
    );
    assert!(choice.notes.is_empty() && choice.constraints.is_empty());
}

#[test]
fn a_schema_of_content_is_followed_in_properties_and_reported_elsewhere() {
    let content =
        "{type: string, contentMediaType: application/json, contentSchema: {type: object}}";
    let codes = |schemas: &str| types_with(schemas, &Options::default()).1;
    let in_properties = format!(
        "A: {{type: object, properties: {{a: {content}, b: {{$ref: '#/components/schemas/B'}}}}}}\nB: {content}"
    );
    assert_eq!(codes(&in_properties), Vec::<String>::new());
    for elsewhere in [
        format!("A: {{type: array, items: {content}}}"),
        format!("A: {{type: object, additionalProperties: {content}}}"),
        format!("A: {{type: object, properties: {{a: {{type: array, items: {content}}}}}}}"),
        format!("A: {content}"),
    ] {
        assert_eq!(codes(&elsewhere), ["ignored-keyword"], "{elsewhere}");
    }
}
