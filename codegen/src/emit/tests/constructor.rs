//! Constructors, setters and defaults.

use super::build::*;
use super::serde::tagged;
use super::types;
use crate::ir::{IntegerKind, Literal, Property, Type};

const I64: Type = Type::Integer(IntegerKind::I64);

#[test]
fn a_type_in_requests_has_a_constructor_and_setters() {
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
    let text = types(&api(vec![
        def("Pet", kind),
        def("Kind", string_enum(&[("pet", "Pet")])),
    ]));
    let (_, rest) = text.split_once("impl Pet").expect("an impl");
    let (text, _) = rest.split_once("\n}\n").expect("its end");
    let expected = " {
    /// Creates a `Pet` from its required fields.
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
    pub fn with_tags(mut self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.tags = Field::Value(tags.into_iter().map(Into::into).collect());
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
fn an_optional_constant_is_set_if_a_union_needs_it() {
    let pet = structure(vec![optional(constant(
        property("kind", Type::String),
        "a",
        "A",
    ))]);
    let block = |api_types| types(&api(api_types));
    let alone = block(vec![
        def("Block", string_enum(&[])),
        def("Pet", pet.clone()),
    ]);
    assert!(alone.contains("Self { kind: None }"), "{alone}");
    let tagged = block(vec![def("Block", tagged(false)), def("Pet", pet)]);
    assert!(tagged.contains("kind: Some(\"a\".to_owned())"), "{tagged}");
}

#[test]
fn a_default_that_fits_its_type_is_a_constant() {
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
    let text = types(&api);
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
