//! Types.

use std::collections::BTreeMap;

use super::build::*;
use super::{text, types};
use crate::config::{Derives, Options};
use crate::emit::OutputFile;
use crate::ir::{
    AdditionalProperties, External, IntegerKind, JsonKind, Literal, Property, Struct, Type,
    TypeDef, TypeKind, Union, VariantForm, VariantMatcher,
};

const I64: Type = Type::Integer(IntegerKind::I64);

#[test]
fn a_struct_shows_presence_in_its_field_types() {
    let mut pet = def(
        "Pet",
        structure(vec![
            described(property("id", Type::String), "Which pet."),
            nullable(property("type", Type::Bool)),
            optional(property("age", I64)),
            Property {
                notes: vec!["Default: `1`.".to_owned(), "At most 9.".to_owned()],
                constraints: Vec::new(),
                deprecated: true,
                ..nullable(optional(described(property("legs", I64), "How many.")))
            },
        ]),
    );
    pet.docs = Some("A pet.".to_owned());
    pet.deprecated = true;
    let expected = "
use crate::runtime::Field;

/// A pet.
#[deprecated]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pet {
    /// Which pet.
    pub id: String,
    pub r#type: Option<bool>,
    pub age: Option<i64>,
    /// How many.
    ///
    /// Default: `1`. At most 9.
    #[deprecated]
    pub legs: Field<i64>,
}
";
    pet.usage.request = false;
    assert_eq!(types(&api(vec![pet])), expected);
}

#[test]
fn a_type_without_a_description_names_its_schema_or_its_use() {
    let mut pet = def("Pet", structure(Vec::new()));
    pet.component = Some("my.pet".to_owned());
    let text = types(&api(vec![pet.clone()]));
    assert!(text.contains("\n/// The schema `my.pet`.\n"), "{text}");
    pet.component = None;
    let pets = Type::Array(Box::new(named(0)));
    let shop = def("Shop", structure(vec![property("pets", pets)]));
    let text = types(&api(vec![pet, shop]));
    assert!(
        text.contains("\n/// An item of [`Shop::pets`].\n"),
        "{text}"
    );
}

#[test]
fn every_type_is_written_with_a_short_path() {
    let types_of = |ty| {
        let api = api(vec![
            def("A", TypeKind::Alias(ty)),
            def("B", structure(Vec::new())),
        ]);
        let text = types(&api);
        let (_, rest) = text.split_once("pub type A = ").expect("an alias");
        rest.split_once(';').expect("its end").0.to_owned()
    };
    let boxed = |ty| Box::new(ty);
    assert_eq!(types_of(Type::Any), "serde_json::Value");
    assert_eq!(types_of(Type::Null), "()");
    assert_eq!(types_of(Type::Binary), "FilePart");
    assert_eq!(types_of(Type::Integer(IntegerKind::U128)), "u128");
    assert_eq!(
        types_of(Type::Array(boxed(Type::Nullable(boxed(named(1)))))),
        "Vec<Option<B>>"
    );
    assert_eq!(
        types_of(Type::Map(boxed(Type::Any))),
        "BTreeMap<String, serde_json::Value>"
    );
    assert_eq!(types_of(Type::Tuple(vec![Type::Bool])), "(bool,)");
    assert_eq!(
        types_of(Type::Tuple(vec![Type::Bool, Type::String])),
        "(bool, String)"
    );
    assert_eq!(types_of(Type::Tuple(Vec::new())), "()");
    assert_eq!(
        types_of(Type::External(External {
            path: "uuid::Uuid".to_owned(),
            kinds: vec![JsonKind::String],
        })),
        "uuid::Uuid"
    );
}

#[test]
fn a_type_of_another_module_is_imported() {
    let other = TypeDef {
        module: "other".to_owned(),
        ..def("Other", structure(Vec::new()))
    };
    let map = TypeKind::Alias(Type::Map(Box::new(named(1))));
    let expected = "
use super::other::Other;
use std::collections::BTreeMap;

/// A type of the API.
pub type Others = BTreeMap<String, Other>;
";
    assert_eq!(types(&api(vec![def("Others", map), other])), expected);
}

#[test]
fn a_field_that_would_contain_itself_is_boxed() {
    let next = Property {
        boxed: true,
        ..optional(property("next", named(0)))
    };
    let text = types(&api(vec![def("Node", structure(vec![next]))]));
    assert!(
        text.contains("    pub next: Option<Box<Node>>,\n"),
        "{text}"
    );
}

#[test]
fn additional_members_have_a_map() {
    let kind = TypeKind::Struct(Struct {
        closed: false,
        matched_by_shape: false,
        properties: vec![property("id", Type::String)],
        additional: Some(AdditionalProperties {
            field: "others".to_owned(),
            ty: I64,
        }),
    });
    let expected = "
use std::collections::BTreeMap;

/// A type of the API.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pet {
    pub id: String,
    /// Members of the object without a field of their own.
    pub others: BTreeMap<String, i64>,
}
";
    let mut pet = def("Pet", kind);
    pet.usage.request = false;
    assert_eq!(types(&api(vec![pet])), expected);
}

#[test]
fn an_open_enum_keeps_unknown_values() {
    let mut kind = string_enum(&[("asc", "Asc"), ("desc", "Desc")]);
    if let TypeKind::Enum(enumeration) = &mut kind {
        enumeration.values[1].docs = Some("From the end.".to_owned());
    }
    let expected = "
/// A type of the API.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Order {
    Asc,
    /// From the end.
    Desc,
    /// A value unknown to this version of the crate.
    UnknownValue(String),
}
";
    assert_eq!(types(&api(vec![def("Order", kind)])), expected);
}

#[test]
fn a_closed_enum_has_the_listed_values_only() {
    let mut kind = string_enum(&[("asc", "Asc")]);
    if let TypeKind::Enum(enumeration) = &mut kind {
        enumeration.unknown = None;
    }
    assert!(!types(&api(vec![def("Order", kind)])).contains("Unknown"));
}

#[test]
fn a_union_has_a_variant_for_each_type() {
    let boxed = match holds(named(0), VariantMatcher::Union, &[]) {
        VariantForm::Value {
            ty, matcher, tags, ..
        } => VariantForm::Value {
            ty,
            matcher,
            tags,
            boxed: true,
            adds_tag: false,
        },
        form => form,
    };
    let variants = vec![
        variant("Auto", VariantForm::Literal(Literal::Bool(true))),
        variant(
            "Integer",
            holds(I64, VariantMatcher::Kinds(vec![JsonKind::Integer]), &[]),
        ),
        variant("Again", boxed),
    ];
    let kind = TypeKind::Union(Union {
        variants,
        tag: None,
        combines: false,
        unknown: Some("UnknownValue".to_owned()),
    });
    let expected = "
/// A type of the API.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Epochs {
    Auto,
    Integer(i64),
    Again(Box<Epochs>),
    /// A value unknown to this version of the crate.
    UnknownValue(serde_json::Value),
}
";
    assert_eq!(types(&api(vec![def("Epochs", kind)])), expected);
}

#[test]
fn extra_derives_are_added_to_all_or_to_configured_types() {
    let extra_derives = Derives {
        all: vec!["Eq".to_owned()],
        schemas: BTreeMap::from([(
            "#/components/schemas/Pet".to_owned(),
            vec!["Eq".to_owned(), "serde::Serialize".to_owned()],
        )]),
    };
    let options = Options {
        extra_derives,
        ..Options::default()
    };
    let mut pet = def("Pet", structure(Vec::new()));
    pet.at.pointer = "/components/schemas/Pet".to_owned();
    let api = api(vec![pet, def("Owner", structure(Vec::new()))]);
    let text = text(&api, &options, OutputFile::Types("x"));
    let derives: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("#[derive"))
        .collect();
    let expected = [
        "#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]",
        "#[derive(Debug, Clone, PartialEq, Eq)]",
    ];
    assert_eq!(derives, expected);
}

#[test]
fn a_trait_that_the_options_derive_is_not_implemented_again() {
    let default = |traits: &[&str]| {
        let all = traits.iter().map(|name| (*name).to_owned()).collect();
        let extra_derives = Derives {
            all,
            ..Derives::default()
        };
        let options = Options {
            extra_derives,
            ..Options::default()
        };
        let api = api(vec![def("Pet", structure(Vec::new()))]);
        let text = text(&api, &options, OutputFile::Types("x"));
        text.contains("impl Default for Pet")
    };
    assert!(default(&[]) && default(&["Eq"]));
    assert!(!default(&["Default"]) && !default(&["std::default::Default"]));
}

#[test]
fn the_modules_of_types_are_private_and_the_types_are_public() {
    let mut pet = def("Pet", structure(Vec::new()));
    pet.module = "pet".to_owned();
    let api = api(vec![def("Owner", structure(Vec::new())), pet]);
    let expected = "
//! The types of the API.

pub(crate) mod pet;
pub(crate) mod x;

pub use self::pet::*;
pub use self::x::*;
";
    assert_eq!(
        text(&api, &Options::default(), OutputFile::TypesRoot),
        expected
    );
}
