//! Types.

use super::constraint::Constraint;
use crate::location::SourceLocation;

/// A type of the API, as an index into [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A named type of the generated crate.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// The Rust name, unique in `types`.
    pub name: String,
    /// The module below `types` (and its twin below `serde`) that holds the type.
    pub module: String,
    /// The name under `components/schemas`, where the type is one.
    pub component: Option<String>,
    /// The schema it was made from.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// What it is, CommonMark, where the property that holds it has its documentation.
    pub label: Option<String>,
    /// Constraints, defaults and the like that the type itself does not express, one sentence each.
    pub notes: Vec<String>,
    /// What limits its values beyond their type.
    pub constraints: Vec<Constraint>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// Whether requests or responses hold it.
    pub usage: Usage,
    /// What it is.
    pub kind: TypeKind,
}

/// The directions in which a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// A request holds it.
    pub request: bool,
    /// A response holds it.
    pub response: bool,
}

/// What a named type is.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// An object with named properties.
    Struct(Struct),
    /// A closed or open set of strings or integers.
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
    /// The map that keeps the members which are not named, where the schema allows them explicitly.
    pub additional: Option<AdditionalProperties>,
    /// Whether some union tells it from other objects by its properties and constants, for want of a tag.
    pub matched_by_shape: bool,
}

impl Struct {
    /// The property of this name on the wire.
    #[must_use]
    pub fn property(&self, wire: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.wire_name == wire)
    }
}

/// The map field of a struct for members that are not named.
#[derive(Debug, Clone, PartialEq)]
pub struct AdditionalProperties {
    /// The name of the field.
    pub field: String,
    /// The type of the members' values.
    pub ty: Type,
}

/// A named property of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// The member's name on the wire.
    pub wire_name: String,
    /// The field's name, an identifier that is no keyword or a raw one (`r#type`).
    pub field: String,
    /// The property's schema.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// Constraints, defaults and the like, one sentence each.
    pub notes: Vec<String>,
    /// What limits its values beyond their type.
    pub constraints: Vec<Constraint>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The type of a value that is present and not null.
    pub ty: Type,
    /// Whether the field holds it in a `Box`, since the type would contain itself otherwise.
    pub boxed: bool,
    /// Whether it is in `required`.
    pub required: bool,
    /// Whether null is a value of it.
    pub nullable: bool,
    /// Whether it is only sent by the server.
    pub read_only: bool,
    /// Whether it is only sent by the client.
    pub write_only: bool,
    /// The default that the document declares, where it fits the type.
    pub default: Option<Literal>,
    /// The only string that the property may be, where the schema says so.
    pub constant: Option<Constant>,
}

/// The only value of a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    /// The value on the wire.
    pub wire_value: String,
    /// The variant of the property's enum that stands for it; empty where the property is any string.
    pub variant: String,
}

/// How absence and null of a property show in its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `T`: always there, never null.
    Required,
    /// `Option<T>`: always there, null is `None`.
    Nullable,
    /// `Option<T>`: `None` is absent.
    Optional,
    /// `Field<T>`: absent, null and a value are three things.
    ThreeState,
}

impl Property {
    /// How absence and null show. What only the client sends is absent in responses, so `required` "will take effect on the
    /// request only" (OpenAPI 3.0.3, Schema Object).
    #[must_use]
    pub fn presence(&self) -> Presence {
        match (self.required && !self.write_only, self.nullable) {
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
    /// What the values are.
    pub repr: EnumRepr,
    /// The values, in the document's order, without duplicates.
    pub values: Vec<EnumValue>,
    /// Whether a value that the document does not list is kept in `Unknown` rather than refused.
    pub open: bool,
}

/// What the values of an enum are on the wire.
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
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
}

/// A scalar of the document.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A string.
    String(String),
    /// An integer.
    Integer(i128),
    /// A number that is no integer.
    Number(f64),
    /// A boolean.
    Bool(bool),
    /// Null.
    Null,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The variants, in the document's order.
    pub variants: Vec<Variant>,
    /// The property whose value decides, where there is one.
    pub tag: Option<Tag>,
    /// Whether a value that no variant stands for is kept in `Unknown` rather than refused: an unlisted tag, or an unlisted
    /// literal of a kind that some variant lists.
    pub open: bool,
}

/// The property of a union's objects whose value decides the variant.
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
    /// The schema it was made from.
    pub at: SourceLocation,
    /// Documentation, CommonMark as the document has it.
    pub docs: Option<String>,
    /// What it holds.
    pub form: VariantForm,
}

/// What a variant holds.
#[derive(Debug, Clone, PartialEq)]
pub enum VariantForm {
    /// Nothing: it stands for one scalar.
    Literal(Literal),
    /// A value.
    Value {
        /// The type of the value.
        ty: Type,
        /// Whether the variant holds it in a `Box`.
        boxed: bool,
        /// How it is told from the others.
        matcher: VariantMatcher,
        /// The values of the union's tag that select it; empty in a union without a tag, and for variants that are no objects.
        tags: Vec<String>,
        /// Whether the value does not declare the tag itself, so that the union reads and writes it.
        adds_tag: bool,
    },
}

/// How a variant's values are recognised.
#[derive(Debug, Clone, PartialEq)]
pub enum VariantMatcher {
    /// A struct: by its declared properties.
    Object,
    /// A union of its own: by whatever that union accepts.
    Union,
    /// By the JSON kind alone.
    Kinds(Vec<JsonKind>),
}

/// A kind of JSON value (RFC 8259), integers told from other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A type as it is used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any JSON value.
    Any,
    /// A string.
    String,
    /// A boolean.
    Bool,
    /// An integer.
    Integer(IntegerKind),
    /// A number, an `f64`.
    Float,
    /// Nothing but null.
    Null,
    /// The bytes of a body or part, never inside JSON.
    Binary,
    /// An array.
    Array(Box<Type>),
    /// A map from member names.
    Map(Box<Type>),
    /// An array of fixed length.
    Tuple(Vec<Type>),
    /// A value or null, inside an array, a map or a tuple.
    Nullable(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// A type of the user's, of a library or of the runtime.
    External(External),
}

/// A type that no schema describes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct External {
    /// Its path: `uuid::Uuid`.
    pub path: String,
    /// The kinds of JSON values that it may be written as.
    pub kinds: Vec<JsonKind>,
}

/// The width of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerKind {
    /// `i8`.
    I8,
    /// `u8`.
    U8,
    /// `i16`.
    I16,
    /// `u16`.
    U16,
    /// `i32`.
    I32,
    /// `u32`.
    U32,
    /// `i64`.
    I64,
    /// `u64`.
    U64,
    /// `i128`.
    I128,
    /// `u128`.
    U128,
}

impl IntegerKind {
    /// The name of the Rust type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::U8 => "u8",
            Self::I16 => "i16",
            Self::U16 => "u16",
            Self::I32 => "i32",
            Self::U32 => "u32",
            Self::I64 => "i64",
            Self::U64 => "u64",
            Self::I128 => "i128",
            Self::U128 => "u128",
        }
    }

    /// Whether a number is a value of it.
    #[must_use]
    pub fn holds(self, number: i128) -> bool {
        match self {
            Self::I8 => i8::try_from(number).is_ok(),
            Self::U8 => u8::try_from(number).is_ok(),
            Self::I16 => i16::try_from(number).is_ok(),
            Self::U16 => u16::try_from(number).is_ok(),
            Self::I32 => i32::try_from(number).is_ok(),
            Self::U32 => u32::try_from(number).is_ok(),
            Self::I64 => i64::try_from(number).is_ok(),
            Self::U64 => u64::try_from(number).is_ok(),
            Self::I128 => true,
            Self::U128 => u128::try_from(number).is_ok(),
        }
    }
}
