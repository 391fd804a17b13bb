use super::{assert_types, types_with, unindented};
use crate::config::Options;

#[test]
fn one_reference_with_annotations_is_the_referenced_type() {
    assert_types(
        "
Owner: {type: object, properties: {name: {type: string}}}
Pet:
  type: object
  properties:
    a: {allOf: [{$ref: '#/components/schemas/Owner'}], description: The first., nullable: true}
    b: {$ref: '#/components/schemas/Owner', description: The second.}
    c: {allOf: [{$ref: '#/components/schemas/Owner'}, {description: The third.}]}
",
        "
        Owner struct
          name: string?
        Pet struct
          a: Owner? or null
          b: Owner?
          c: Owner?
        ",
    );
}

#[test]
fn members_of_all_of_are_merged_into_one_struct_and_inline_types_keep_the_name_of_their_base() {
    assert_types(
        "
Base: {type: object, required: [id], properties: {id: {type: string}, kind: {enum: [x, y]}}}
Child:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {type: object, required: [kind], properties: {extra: {type: boolean}}}
",
        "
        Base struct
          id: string
          kind: BaseKind?
        Child struct
          id: string
          kind: BaseKind
          extra: bool?
        BaseKind enum X=x Y=y ..
        ",
    );
}

#[test]
fn composition_uses_the_narrower_type_and_the_common_values() {
    assert_types(
        "
Base: {type: object, properties: {n: {type: number}, e: {enum: [a, b, c]}}}
Child:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {type: object, properties: {n: {type: integer}, e: {enum: [b, c, d]}}}
",
        "
        Base struct
          n: f64?
          e: BaseE?
        Child struct
          n: i64?
          e: ChildE?
        BaseE enum A=a B=b C=c ..
        ChildE enum B=b C=c ..
        ",
    );
}

#[test]
fn contradicting_members_are_reported() {
    let schemas = "
Child: {allOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: integer}}}]}
";
    let (types, codes) = types_with(schemas, &Options::default());
    assert_eq!(types, unindented("Child struct\n  a: i64?"));
    assert_eq!(codes, ["conflicting-composition"]);
}

#[test]
fn a_base_with_a_discriminator_is_a_union_of_its_children() {
    assert_types(
        "
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {tricks: {type: integer}}}]}
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
",
        "
        Cat struct
          kind: string = cat
          lives: i64?
        Dog struct
          kind: string = Dog
          tricks: i64?
        Pet union by kind ..
          Cat(Cat) struct cat
          Dog(Dog) struct Dog
        ",
    );
}

#[test]
fn extending_a_child_makes_another_child_with_its_own_tag_value() {
    assert_types(
        "
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
Lion: {allOf: [{$ref: '#/components/schemas/Cat'}]}
Mouse: {allOf: [{$ref: '#/components/schemas/Pet'}]}
Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string, enum: [cat, lion]}}
  discriminator:
    propertyName: kind
    mapping: {cat: '#/components/schemas/Cat', lion: '#/components/schemas/Lion'}
",
        "
        Cat struct
          kind: PetKind = cat
          lives: i64?
        Lion struct
          kind: PetKind = lion
          lives: i64?
        Mouse struct
          kind: PetKind
        Pet union by kind ..
          Cat(Cat) struct cat
          Lion(Lion) struct lion
          Mouse(Mouse) struct Mouse
        PetKind enum Cat=cat Lion=lion ..
        ",
    );
}

#[test]
fn properties_beside_a_union_are_in_every_variant() {
    assert_types(
        "
Event:
  type: object
  required: [id]
  properties: {id: {type: string}}
  oneOf:
    - {type: object, required: [a], properties: {a: {type: string}}}
    - {$ref: '#/components/schemas/Stop'}
Stop: {type: object, required: [b], properties: {b: {type: string}}}
",
        "
        Event union
          A(EventA) struct
          Stop(EventStop) struct
        Stop struct
          b: string
        EventA struct
          id: string
          a: string
        EventStop struct
          id: string
          b: string
        ",
    );
}

#[test]
fn several_lists_of_alternatives_are_intersected() {
    assert_types(
        "
A: {type: object, required: [a], properties: {a: {type: string}}}
Answer:
  anyOf:
    - {$ref: '#/components/schemas/A'}
    - {$ref: '#/components/schemas/B'}
    - {$ref: '#/components/schemas/C'}
  oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/A'}]
B: {type: object, required: [b], properties: {b: {type: string}}}
Base: {type: object, properties: {stop: {oneOf: [{type: string}, {type: array, items: {type: string}}]}}}
C: {type: object, required: [c], properties: {c: {type: string}}}
Request:
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - properties:
        stop:
          description: Where to stop.
          oneOf:
            - {type: string, nullable: true}
            - {type: array, maxItems: 4, items: {type: string, enum: [a, b]}}
            - {type: boolean}
",
        "
        A struct
          a: string
        Answer union
          C(C) struct
          A(A) struct
        B struct
          b: string
        Base struct
          stop: BaseStop?
        C struct
          c: string
        Request struct
          stop: RequestStop? or null
        BaseStop union
          String(string) String
          Strings([string]) Array
        RequestStop union
          String(string) String
          Array([RequestStopArrayItem]) Array
        RequestStopArrayItem enum A=a B=b ..
        ",
    );
}

#[test]
fn several_lists_of_different_objects_are_untyped() {
    let schemas = "
A: {type: object, required: [a], properties: {a: {type: string}}}
B: {type: object, required: [b], properties: {b: {type: string}}}
Both:
  oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]
  anyOf: [{$ref: '#/components/schemas/B'}, {type: integer}]
";
    let (types, codes) = types_with(schemas, &Options::default());
    assert!(types.ends_with("Both = any\n"), "{types}");
    assert_eq!(codes, ["untyped"]);
}

#[test]
fn alternatives_that_only_require_do_not_change_the_type() {
    let schemas = "
Query:
  type: object
  properties: {a: {type: string}, b: {type: string}}
  anyOf: [{required: [a]}, {required: [b]}]
";
    let (types, codes) = types_with(schemas, &Options::default());
    assert_eq!(
        types,
        unindented("Query struct\n  a: string?\n  b: string?")
    );
    assert_eq!(codes, ["unchecked-constraint"]);
}

#[test]
fn a_property_that_extends_its_own_type_terminates() {
    assert_types(
        "
Node:
  type: object
  properties:
    child:
      allOf: [{$ref: '#/components/schemas/Node'}, {type: object, properties: {extra: {type: string}}}]
",
        "
        Node struct
          child: NodeChild?
        NodeChild struct
          child: Box NodeChild?
          extra: string?
        ",
    );
}
