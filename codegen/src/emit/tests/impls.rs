//! Tables, constructors and defaults.

use super::build::*;
use super::impls;
use crate::config::Options;
use crate::emit::{Emitter, Unit};
use crate::ir::{
    AdditionalProperties, Enum, EnumRepr, EnumValue, IntegerKind, JsonKind, Literal, Property,
    Struct, Type, TypeKind, Union, Usage, VariantForm, VariantMatcher,
};

const I64: Type = Type::Integer(IntegerKind::I64);

/// The impls of a struct that only responses hold.
fn received(kind: TypeKind) -> String {
    let mut definition = def("Pet", kind);
    definition.usage = Usage {
        request: false,
        response: true,
    };
    impls(&api(vec![definition]))
}

#[test]
fn an_object_has_a_row_for_each_property() {
    let text = received(TypeKind::Struct(Struct {
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
    let text = impls(&api(vec![def(
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
        open: false,
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
    assert_eq!(impls(&api(vec![def("Order", kind)])), expected);
}

#[test]
fn a_union_tells_its_variants_by_kind() {
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
    let text = impls(&api(vec![
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

/// A union of two objects with a tag; `adds_tag` says whether the union writes it for the second.
fn tagged(adds_tag: bool) -> TypeKind {
    let second = VariantForm::Value {
        ty: named(1),
        boxed: true,
        matcher: VariantMatcher::Object,
        tags: vec!["b".to_owned(), "c".to_owned()],
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
        open: true,
    })
}

#[test]
fn a_union_tells_objects_by_their_tag() {
    let text = impls(&api(vec![
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
fn what_is_sent_can_be_made() {
    let kind = structure(vec![
        property("zebra", Type::String),
        property("age", I64),
        constant(property("type", named(1)), "pet", "Pet"),
        nullable(property("owner", Type::String)),
        nullable(optional(property(
            "tags",
            Type::Array(Box::new(Type::String)),
        ))),
        Property {
            boxed: true,
            deprecated: true,
            ..optional(property("next", named(0)))
        },
        Property {
            read_only: true,
            ..optional(property("made", I64))
        },
    ]);
    let text = impls(&api(vec![
        def("Pet", kind),
        def("Kind", string_enum(&[("pet", "Pet")])),
    ]));
    let (_, rest) = text.split_once("impl Pet").expect("an impl");
    let (text, _) = rest.split_once("\n}\n").expect("its end");
    let expected = " {
    /// A `Pet` with what it must have.
    pub fn new(age: i64, zebra: impl Into<String>) -> Self {
        Self {
            zebra: zebra.into(),
            age,
            r#type: Kind::Pet,
            owner: None,
            tags: Field::Absent,
            next: None,
            made: None,
        }
    }

    /// Sets `owner`.
    pub fn with_owner(mut self, owner: impl Into<String>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    /// Sets `tags`.
    pub fn with_tags(mut self, tags: Vec<String>) -> Self {
        self.tags = Field::Value(tags);
        self
    }

    /// Sets `next`.
    #[deprecated]
    pub fn with_next(mut self, next: Pet) -> Self {
        self.next = Some(Box::new(next));
        self
    }";
    assert_eq!(text, expected);
}

#[test]
fn an_optional_constant_is_set_where_a_union_needs_it() {
    let pet = structure(vec![optional(constant(
        property("kind", Type::String),
        "a",
        "A",
    ))]);
    let block = |api_types| impls(&api(api_types));
    let alone = block(vec![
        def("Block", string_enum(&[])),
        def("Pet", pet.clone()),
    ]);
    assert!(alone.contains("Self { kind: None }"), "{alone}");
    let tagged = block(vec![def("Block", tagged(false)), def("Pet", pet)]);
    assert!(tagged.contains("kind: Some(\"a\".to_owned())"), "{tagged}");
}

#[test]
fn a_default_that_fits_is_a_constant() {
    let with = |wire: &str, ty, default| Property {
        default: Some(default),
        ..optional(property(wire, ty))
    };
    let text = |text: &str| Literal::String(text.to_owned());
    let api = api(vec![
        def(
            "Pet",
            structure(vec![
                with("a", Type::String, text("x")),
                with("b", I64, Literal::Integer(-3)),
                with("c", Type::Float, Literal::Integer(2)),
                with("d", Type::Bool, Literal::Bool(true)),
                with("e", named(1), text("asc")),
                with("f", Type::Integer(IntegerKind::U8), Literal::Integer(300)),
                with("g", I64, text("none")),
                with("h", named(1), text("unlisted")),
                with("type", Type::Bool, Literal::Bool(false)),
            ]),
        ),
        def("Order", string_enum(&[("asc", "Asc")])),
    ]);
    let text = impls(&api);
    let constants: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub const DEFAULT_"))
        .collect();
    assert_eq!(
        constants,
        [
            "A: &'static str = \"x\";",
            "B: i64 = -3;",
            "C: f64 = 2.0;",
            "D: bool = true;",
            "E: Order = Order::Asc;",
            "TYPE: bool = false;",
        ]
    );
}

#[test]
fn a_module_of_aliases_has_no_impls() {
    let api = api(vec![def("Names", TypeKind::Alias(Type::String))]);
    let options = Options::default();
    let units = Emitter::new(&api, &options).units();
    assert!(units.contains(&Unit::Types("x")));
    assert!(!units.contains(&Unit::Impls("x")));
}
