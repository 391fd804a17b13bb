//! Type definitions.

use std::fmt;

use super::constraint::Constraint;
use super::literal::Literal;
use super::types::{IntegerKind, JsonKind, Type};
use crate::location::SourceLocation;

/// A named type of the generated crate.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// The Rust name, unique in `types`.
    pub name: String,
    /// The module below `types` and `serde` that contains the type.
    pub module: String,
    /// The key under `components/schemas`, if the type is a component.
    pub component: Option<String>,
    /// The location of the schema.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// A label, CommonMark, if the documentation is on the property that has the type.
    pub label: Option<String>,
    /// Constraints and defaults that the type does not express, one sentence each.
    pub notes: Vec<String>,
    /// The limits on its values that the type does not express.
    pub constraints: Vec<Constraint>,
    /// `true` if it is deprecated.
    pub deprecated: bool,
    /// The directions in which it is sent.
    pub usage: Usage,
    /// The kind.
    pub kind: TypeKind,
}

/// The directions in which a type is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// `true` if requests contain it.
    pub request: bool,
    /// `true` if responses contain it.
    pub response: bool,
}

/// The kind of a named type.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// An object with named properties.
    Struct(Struct),
    /// A set of strings or integers.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name of a type.
    Alias(Type),
}

/// An object with named properties.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Struct {
    /// The properties, in the document's order.
    pub properties: Vec<Property>,
    /// The map of additional properties, if the schema allows them explicitly.
    pub additional: Option<AdditionalProperties>,
    /// `true` if the schema forbids members that it does not declare.
    pub closed: bool,
    /// `true` if a union without a tag distinguishes it from other objects by its properties and constants.
    pub matched_by_shape: bool,
}

impl Struct {
    /// Returns the property of a wire name.
    #[must_use]
    pub fn property(&self, wire: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.wire_name == wire)
    }
}

/// The field of a struct for additional properties.
#[derive(Debug, Clone, PartialEq)]
pub struct AdditionalProperties {
    /// The name of the field.
    pub field: String,
    /// The type of the values.
    pub ty: Type,
}

/// A named property of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// The name on the wire.
    pub wire_name: String,
    /// The name of the field, which may be a raw identifier (`r#type`).
    pub field: String,
    /// The location of the property's schema.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// Constraints and defaults, one sentence each.
    pub notes: Vec<String>,
    /// The limits on its values that the type does not express.
    pub constraints: Vec<Constraint>,
    /// `true` if it is deprecated.
    pub deprecated: bool,
    /// The type of a value that is present and not null.
    pub ty: Type,
    /// `true` if the value on the wire is a string with JSON text, and the type is that of its content.
    pub is_embedded: bool,
    /// `true` if the field is a `Box`, because the type is recursive.
    pub boxed: bool,
    /// `true` if it is in `required`.
    pub required: bool,
    /// `true` if null is a valid value.
    pub nullable: bool,
    /// `true` if only the server sends it.
    pub read_only: bool,
    /// `true` if requests that contain the type omit it. Its field is optional then, although responses have it.
    pub omitted: bool,
    /// `true` if only the client sends it.
    pub write_only: bool,
    /// The default, if it is valid for the type.
    pub default: Option<Literal>,
    /// The only valid value apart from null, if there is one.
    pub constant: Option<Constant>,
}

/// The only value of a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    /// The value on the wire.
    pub wire_value: ConstantValue,
    /// The variant of the property's enum; empty if the type is not an enum.
    pub variant: String,
}

/// A JSON value that is the only one of a property.
#[derive(Debug, Clone, PartialEq)]
pub enum ConstantValue {
    /// A scalar.
    Scalar(Literal),
    /// An array or an object, as JSON.
    Composite(String),
}

impl ConstantValue {
    /// Returns the value as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        match self {
            Self::Scalar(Literal::String(text)) => json_string(text),
            other => other.to_string(),
        }
    }
}

/// Returns a string as JSON (RFC 8259, section 7).
fn json_string(text: &str) -> String {
    let mut json = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\0'..='\x1f' => json.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => json.push(character),
        }
    }
    json + "\""
}

impl fmt::Display for ConstantValue {
    /// Formats the value as text; a string without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(literal) => literal.fmt(f),
            Self::Composite(json) => f.write_str(json),
        }
    }
}

/// The representation of absence and null in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `T`: always present, never null.
    Required,
    /// `Option<T>`: always present, null is `None`.
    Nullable,
    /// `Option<T>`: `None` is absent.
    Optional,
    /// `Field<T>`: absent, null or a value.
    ThreeState,
}

impl Property {
    /// Returns the representation of absence and null. For a write-only property, `required` "will take effect on the request
    /// only" (OpenAPI 3.0.3, Schema Object).
    #[must_use]
    pub fn presence(&self) -> Presence {
        let is_always_present = self.required && !self.write_only && !self.omitted;
        match (is_always_present, self.nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::ThreeState,
        }
    }
}

/// A set of strings or integers.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// The representation of the values.
    pub repr: EnumRepr,
    /// The values, in the document's order, without duplicates.
    pub values: Vec<EnumValue>,
    /// The name of the variant that holds unlisted values; `None` if they are errors.
    pub unknown: Option<String>,
}

/// The representation of an enum's values on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumRepr {
    /// Strings.
    String,
    /// Integers of this width.
    Integer(IntegerKind),
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire_value: Literal,
    /// The name of the variant.
    pub variant: String,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The variants, in the document's order.
    pub variants: Vec<Variant>,
    /// The property whose value selects the variant, if there is one.
    pub tag: Option<Tag>,
    /// `true` if a value may match several variants at once, as those of `anyOf`.
    pub combines: bool,
    /// The name of the variant for values without a variant of their own: unlisted tags, unlisted literals of a kind that some
    /// variant lists, unlisted keys if each object has one key, and objects with members of several variants. `None` if such values
    /// are errors.
    pub unknown: Option<String>,
}

/// The property of a union's objects whose value selects the variant.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// The property's name on the wire.
    pub property: String,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The name of the variant.
    pub name: String,
    /// The location of the schema.
    pub at: SourceLocation,
    /// The key of the component that its schema refers to. What is beside the union may be merged with it.
    pub component: Option<String>,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// The content.
    pub form: VariantForm,
}

/// The content of a variant.
#[derive(Debug, Clone, PartialEq)]
pub enum VariantForm {
    /// No content: the variant is one scalar.
    Literal(Literal),
    /// A value.
    Value {
        /// The type of the value.
        ty: Type,
        /// `true` if the value is in a `Box`.
        boxed: bool,
        /// The way it is distinguished from the others.
        matcher: VariantMatcher,
        /// The values of the union's tag that select it; empty in a union without a tag, and for variants that are not objects.
        tags: Vec<Literal>,
        /// `true` if the union reads and writes the tag, because the value does not declare it.
        adds_tag: bool,
    },
}

/// The way the values of a variant are recognized.
#[derive(Debug, Clone, PartialEq)]
pub enum VariantMatcher {
    /// A struct: by its declared properties.
    Object,
    /// A nested union: by the values that it accepts.
    Union,
    /// By the JSON kind.
    Kinds(Vec<JsonKind>),
}
