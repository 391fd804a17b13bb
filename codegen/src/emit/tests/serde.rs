//! Tables of serde implementations.

use super::build::*;
use super::serde;
use crate::config::Options;
use crate::emit::{Emitter, OutputFile};
use crate::ir::{
    AdditionalProperties, Enum, EnumRepr, EnumValue, IntegerKind, JsonKind, Literal, Struct, Type,
    TypeKind, Union, Usage, VariantForm, VariantMatcher,
};

const I64: Type = Type::Integer(IntegerKind::I64);

/// Returns the table of a type that only responses contain.
fn received(kind: TypeKind) -> String {
    let mut definition = def("Pet", kind);
    definition.usage = Usage {
        request: false,
        response: true,
    };
    serde(&api(vec![definition]))
}

#[test]
fn an_object_has_a_row_for_each_property() {
    let text = received(TypeKind::Struct(Struct {
        closed: false,
        matched_by_shape: true,
        properties: vec![
            property("a", Type::String),
            nullable(property("b", Type::String)),
            optional(property("c", Type::String)),
            nullable(optional(property("d", Type::String))),
            constant(property("type", Type::String), "pet", "Pet"),
            property("e", Type::Any),
            optional(property("f", Type::Any)),
            optional(property("g", I64)),
            property("h", Type::Map(Box::new(Type::Array(Box::new(I64))))),
        ],
        additional: Some(AdditionalProperties {
            field: "others".to_owned(),
            ty: Type::Any,
        }),
    }));
    let expected = r#"
use crate::runtime::object;
use crate::types::x::Pet;

object! {
    Pet {
        "a" => a: required,
        "b" => b: nullable,
        "c" => c?: optional,
        "d" => d?: tristate,
        "type" => r#type: required = "pet",
        "e" => e: required,
        "f" => f?: any,
        "g" => g?: optional integer,
        "h" => h: required integer,
        .. => others,
    }
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn an_enum_has_a_row_for_each_value() {
    let text = serde(&api(vec![def(
        "Order",
        string_enum(&[("asc", "Asc"), ("a \"quoted\"", "AQuoted")]),
    )]));
    let expected = r#"
use crate::runtime::string_enum;
use crate::types::x::Order;

string_enum! {
    Order {
        "asc" => Asc,
        "a \"quoted\"" => AQuoted,
    }
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn an_enum_of_integers_names_their_type() {
    let value = |number, variant: &str| EnumValue {
        wire_value: Literal::Integer(number),
        variant: variant.to_owned(),
        docs: None,
    };
    let kind = TypeKind::Enum(Enum {
        repr: EnumRepr::Integer(IntegerKind::I32),
        values: vec![value(-1, "Minus1"), value(1, "One")],
        unknown: None,
    });
    let expected = "
use crate::runtime::integer_enum;
use crate::types::x::Order;

integer_enum! {
    closed Order: i32 {
        -1 => Minus1,
        1 => One,
    }
}
";
    assert_eq!(serde(&api(vec![def("Order", kind)])), expected);
}

#[test]
fn a_union_distinguishes_variants_by_json_type() {
    let kinds = |kinds: &[JsonKind]| VariantMatcher::Kinds(kinds.to_vec());
    let every = [
        JsonKind::Null,
        JsonKind::Bool,
        JsonKind::Number,
        JsonKind::String,
        JsonKind::Array,
        JsonKind::Object,
    ];
    let literal = |literal| VariantForm::Literal(literal);
    let kind = union(
        None,
        vec![
            variant("Auto", literal(Literal::String("auto".to_owned()))),
            variant("Yes", literal(Literal::Bool(true))),
            variant("Minus", literal(Literal::Integer(-1))),
            variant(
                "Text",
                holds(
                    Type::String,
                    kinds(&[JsonKind::String, JsonKind::Integer]),
                    &[],
                ),
            ),
            variant("Me", holds(named(0), VariantMatcher::Union, &[])),
            variant("Pet", holds(named(1), VariantMatcher::Object, &[])),
            variant("Any", holds(Type::Any, kinds(&every), &[])),
        ],
    );
    let text = serde(&api(vec![
        def("Epochs", kind),
        def("Pet", structure(Vec::new())),
    ]));
    let expected = r#"union! {
    Epochs {
        "auto" => Auto,
        true => Yes,
        -1 => Minus,
        string | integer => Text(String),
        union => Me(Epochs),
        struct => Pet(Pet),
        any => Any(serde_json::Value),
    }
}
"#;
    assert!(text.contains(expected), "{text}");
}

/// Returns a union of two objects with a tag. If `adds_tag` is set, the union writes the tag of the second.
pub(super) fn tagged(adds_tag: bool) -> TypeKind {
    let second = VariantForm::Value {
        ty: named(1),
        boxed: true,
        matcher: VariantMatcher::Object,
        tags: ["b", "c"]
            .map(|tag| Literal::String(tag.to_owned()))
            .to_vec(),
        adds_tag,
    };
    TypeKind::Union(Union {
        variants: vec![
            variant("A", holds(named(1), VariantMatcher::Object, &["a"])),
            variant("B", second),
        ],
        tag: Some(crate::ir::Tag {
            property: "kind".to_owned(),
        }),
        combines: false,
        unknown: Some("UnknownValue".to_owned()),
    })
}

#[test]
fn a_union_distinguishes_objects_by_their_tag() {
    let text = serde(&api(vec![
        def("Block", tagged(true)),
        def("Pet", structure(Vec::new())),
    ]));
    let expected = r#"union! {
    open Block by "kind" {
        "a" => A(Pet),
        add: "b" | "c" => B(Box<Pet>),
    }
}
"#;
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_module_of_aliases_has_no_tables() {
    let api = api(vec![def("Names", TypeKind::Alias(Type::String))]);
    let options = Options::default();
    let files = Emitter::new(&api, &options).files();
    assert!(files.contains(&OutputFile::Types("x")));
    assert!(!files.contains(&OutputFile::Serde("x")));
}
