//! Unions: values of one of several types, and the table that says how these are told apart.

use serde::Serialize;
use serde::de::{Deserialize, Deserializer};
use serde::ser::Serializer;
use serde_json::Value;

use super::content::Content;
use super::object::Property;

pub use super::union_read::deserialize;
pub use super::union_write::serialize_added;

/// How the variants of a union are told apart.
#[derive(Debug)]
pub struct Shape {
    /// The union's name, then those of the variants in the order of the rows, with spaces between them.
    pub names: &'static str,
    /// The property of objects that decides (OpenAPI 3.0.3, section 4.7.25, Discriminator Object).
    pub tag: Option<&'static str>,
    /// Whether the union has a variant `Unknown`.
    pub open: bool,
    /// A row for each variant, without that one.
    pub rows: &'static [Row],
}

/// What a variant takes.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The values that are this variant, or the values of the tag.
    pub literals: &'static [Literal],
    /// What the literals are.
    pub role: Role,
    /// What it takes beside that.
    pub takes: &'static [Takes],
}

impl Row {
    /// A row that takes nothing.
    pub const NONE: Self = Self {
        literals: &[],
        role: Role::Value,
        takes: &[],
    };
}

/// What the literals of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The value itself.
    Value,
    /// Values of the tag; the payload has the tag as a property.
    Tag,
    /// Values of the tag; the payload does not know the tag.
    AddedTag,
}

/// The role of literals before a payload of type `T`.
#[must_use]
#[allow(
    clippy::extra_unused_type_parameters,
    reason = "a table can say only by the type that there is one"
)]
pub const fn tag_of<T>() -> Role {
    Role::Tag
}

/// A scalar that a schema lists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// A string.
    String(&'static str),
    /// An integer.
    Integer(i128),
    /// A number with a fraction.
    Number(f64),
    /// True or false.
    Bool(bool),
}

impl Literal {
    /// Whether this is the value; an integer may be written as `1.0`.
    #[must_use]
    pub fn is(self, content: &Content<'_>) -> bool {
        match (self, content) {
            (Self::String(literal), Content::Str(text)) => literal == *text,
            (Self::String(literal), Content::String(text)) => literal == text,
            (Self::Integer(literal), Content::I64(value)) => literal == i128::from(*value),
            (Self::Integer(literal), Content::U64(value)) => literal == i128::from(*value),
            (Self::Integer(_), Content::F64(_) | Content::Exact(..)) => {
                content.integral().is_some_and(|content| self.is(&content))
            }
            (Self::Number(literal), Content::F64(value) | Content::Exact(value, _)) => {
                literal == *value
            }
            (Self::Number(literal), Content::I64(value)) => literal == *value as f64,
            (Self::Bool(literal), Content::Bool(value)) => literal == *value,
            _ => false,
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::String(text) => serializer.serialize_str(text),
            Self::Integer(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_i128(value),
            },
            Self::Number(value) => serializer.serialize_f64(value),
            Self::Bool(value) => serializer.serialize_bool(value),
        }
    }
}

/// A literal as it stands in a table. Its method is there for each type that a literal may have.
#[derive(Debug, Clone, Copy)]
pub struct Written<T>(pub T);

impl Written<&'static str> {
    /// The literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::String(self.0)
    }
}

impl Written<i128> {
    /// The literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Integer(self.0)
    }
}

impl Written<f64> {
    /// The literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Number(self.0)
    }
}

impl Written<bool> {
    /// The literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Bool(self.0)
    }
}

/// A kind of values that a row takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Nothing but what the literals say.
    Nothing,
    /// `null`.
    Null,
    /// `true` and `false`.
    Bool,
    /// Numbers without a fraction.
    Integer,
    /// Numbers.
    Number,
    /// Strings.
    String,
    /// Arrays.
    Array,
    /// Objects.
    Object,
    /// All values.
    Any,
    /// Objects with these properties.
    Struct(&'static [Property]),
    /// What another union takes. A function, since unions may hold each other.
    Union(fn() -> &'static Shape),
}

/// A type that `union!` reads.
pub trait Union: Sized {
    /// How the variants are told apart.
    const SHAPE: &'static Shape;

    /// Reads the variant of a row.
    ///
    /// # Errors
    ///
    /// Where the value is not of the variant's type.
    fn read<'de, D: Deserializer<'de>>(row: usize, deserializer: D) -> Result<Self, D::Error>;

    /// The variant for values that are none of the others, where there is one.
    #[must_use]
    fn unknown(_value: Value) -> Option<Self> {
        None
    }
}

impl<T: Union> Union for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn read<'de, D: Deserializer<'de>>(row: usize, deserializer: D) -> Result<Self, D::Error> {
        T::read(row, deserializer).map(Self::new)
    }

    fn unknown(value: Value) -> Option<Self> {
        T::unknown(value).map(Self::new)
    }
}

/// Reads the payload of a variant.
///
/// # Errors
///
/// Where the value is not of the payload's type.
#[inline]
pub fn payload<'de, D: Deserializer<'de>, T: Deserialize<'de>, U>(
    deserializer: D,
    variant: fn(T) -> U,
) -> Result<U, D::Error> {
    T::deserialize(deserializer).map(variant)
}

/// What is said of a table without the row that was asked for: the tables and the code that reads them come from one macro.
#[cold]
pub fn no_row<E: serde::de::Error>() -> E {
    E::custom("the union has no such variant")
}

/// The words of rows. They are types, so that a word says what a row takes without an expansion of its own.
pub mod words {
    #![allow(non_camel_case_types, reason = "these are words of a table")]

    use super::{Shape, Takes, Union};

    /// A word before a payload of type `T`.
    pub trait Word<T> {
        /// What it takes.
        const TAKES: Takes;
    }

    macro_rules! words {
        ($($(#[$docs:meta])* $word:ident: $takes:ident,)*) => {$(
            $(#[$docs])*
            #[derive(Debug)]
            pub enum $word {}

            impl<T> Word<T> for $word {
                const TAKES: Takes = Takes::$takes;
            }
        )*};
    }

    words! {
        /// `null`.
        null: Null,
        /// Numbers without a fraction.
        integer: Integer,
        /// Numbers.
        number: Number,
        /// Strings.
        string: String,
        /// Arrays.
        array: Array,
        /// Objects, also those whose properties are not known.
        object: Object,
        /// All values.
        any: Any,
        /// Objects of a payload that does not know its tag.
        add: Nothing,
    }

    // A payload may be a `bool`, so this word is the type itself.
    impl<T> Word<T> for bool {
        const TAKES: Takes = Takes::Bool;
    }

    /// What another union takes.
    #[derive(Debug)]
    pub enum union {}

    impl<T: Union> Word<T> for union {
        const TAKES: Takes = Takes::Union(shape_of::<T>);
    }

    fn shape_of<T: Union>() -> &'static Shape {
        T::SHAPE
    }
}

/// A variant, with the payload that it has.
macro_rules! variant {
    ($deserializer:ident $variant:ident) => {
        ::std::result::Result::Ok(Self::$variant)
    };
    ($deserializer:ident $variant:ident $type:ty) => {
        $crate::runtime::union::payload($deserializer, Self::$variant)
    };
}
pub(crate) use variant;

/// Gives an enum its serde impls: a row for each variant.
///
/// ```text
/// union! {
///     NEpochs {
///         "auto" => Auto,                    // a literal: a string, a number, true or false; several with `|`
///         null => Null,                      // null needs no payload
///         integer => Integer(i64),           // a kind: null bool integer number string array object any
///         string | bool => Other(Other),     // several kinds
///         struct => Plan(Box<Plan>),         // a type of object!, told by its required and constant properties
///         union => More(More),               // another union
///     }
/// }
/// union! {
///     open ContentBlock by "type" {          // `open`: has a variant Unknown(serde_json::Value); `by`: the tag of objects
///         "text" | "note" => Text(TextBlock),    // values of the tag; the payload has the tag, or reads any member
///         add: "audio" => Audio(AudioBlock),     // the payload does not have it: it is written before the payload
///         string => Id(String),                  // rows for other kinds may stand beside
///     }
/// }
/// ```
///
/// A literal goes before a kind. An integer goes to an `integer` row before it goes to a `number` row, and may be written as
/// `1.0` where no `number` row takes it. Where several rows take arrays, or strings, the one has it that keeps most of the
/// value (members that it declares, values that its enums list), then the first. Where several rows take objects, those count
/// whose required properties are there and whose constants match; the one has it that keeps most, then the one that declares
/// most of the object's own members, then the first. An `any` row has what no other takes. Where a single row takes arrays, or
/// objects, and where the tag decides, nothing is held back except the members before the tag.
///
/// `Unknown` has an object whose tag is missing or not listed, and a scalar of a kind for which there are literals and no
/// other row.
macro_rules! union {
    (@ $name:ident [$($tag:literal)?] [$open:literal $($unknown:ident)?] {$(
        $($word:ty $(| $words:ty)* $(: $added:literal $(| $more_added:literal)*)? => $variant:ident $(($type:ty))?)?
        $($literal:literal $(| $literals:literal)* => $listed:ident $(($listed_type:ty))?)?
        $(struct => $object:ident($object_type:ty))?
    ),*}) => {
        #[allow(
            unused_assignments,
            unused_parens,
            unused_variables,
            clippy::needless_update,
            reason = "not all rows use all of it"
        )]
        impl $crate::runtime::union::Union for $name {
            const SHAPE: &'static $crate::runtime::union::Shape = {
                #[allow(unused_imports, reason = "a union need not have all words")]
                use $crate::runtime::union::words::*;
                &$crate::runtime::union::Shape {
                    names: ::std::stringify!($name $($($object)? $($listed)? $($variant)?)*),
                    tag: [$(::std::option::Option::Some($tag),)? ::std::option::Option::None][0],
                    open: $open,
                    rows: &[$(
                        $($crate::runtime::union::Row {
                            takes: &[$crate::runtime::union::Takes::Struct(
                                <$object_type as $crate::runtime::object::Object>::PROPERTIES,
                            )],
                            ..$crate::runtime::union::Row::NONE
                        },)?
                        $($crate::runtime::union::Row {
                            literals: &[
                                $crate::runtime::union::Written($literal).literal(),
                                $($crate::runtime::union::Written($literals).literal(),)*
                            ],
                            $(role: $crate::runtime::union::tag_of::<$listed_type>(),)?
                            ..$crate::runtime::union::Row::NONE
                        },)?
                        $($crate::runtime::union::Row {
                            takes: &[
                                <$word as Word<($($type)?)>>::TAKES,
                                $(<$words as Word<()>>::TAKES,)*
                            ],
                            $(
                                literals: &[
                                    $crate::runtime::union::Written($added).literal(),
                                    $($crate::runtime::union::Written($more_added).literal(),)*
                                ],
                                role: $crate::runtime::union::Role::AddedTag,
                            )?
                            ..$crate::runtime::union::Row::NONE
                        },)?
                    )*],
                }
            };

            // A chain of comparisons costs rustc less than a match over named rows, and a call less than its result.
            fn read<'de, D: ::serde::Deserializer<'de>>(
                row: usize,
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let mut at = 0;
                $(
                    $(if row == at {
                        return $crate::runtime::union::payload(deserializer, Self::$object);
                    })?
                    $(if row == at {
                        return $crate::runtime::union::variant!(deserializer $listed $($listed_type)?);
                    })?
                    $(if row == at {
                        return $crate::runtime::union::variant!(deserializer $variant $($type)?);
                    })?
                    at += 1;
                )*
                ::std::result::Result::Err($crate::runtime::union::no_row())
            }

            $(fn unknown(value: ::serde_json::Value) -> ::std::option::Option<Self> {
                ::std::option::Option::Some(Self::$unknown(value))
            })?
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::union::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            #[allow(unreachable_patterns, reason = "a row with a payload has the arm of one without as well")]
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(
                        $(Self::$object(payload) => ::serde::Serialize::serialize(payload, serializer),)?
                        $(
                            $(Self::$listed(payload) => {
                                <$listed_type as ::serde::Serialize>::serialize(payload, serializer)
                            })?
                            Self::$listed { .. } => ::serde::Serialize::serialize(
                                &$crate::runtime::union::Written($literal).literal(),
                                serializer,
                            ),
                        )?
                        $(
                            $(Self::$variant(payload) => $crate::runtime::union::serialize_added(
                                <Self as $crate::runtime::union::Union>::SHAPE,
                                $crate::runtime::union::Written($added).literal(),
                                payload,
                                serializer,
                            ),)?
                            $(Self::$variant(payload) => {
                                <$type as ::serde::Serialize>::serialize(payload, serializer)
                            })?
                            Self::$variant { .. } => serializer.serialize_unit(),
                        )?
                    )*
                    $(Self::$unknown(value) => ::serde::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
    (open $name:ident $(by $tag:literal)? {$($rows:tt)*}) => {
        $crate::runtime::union! { @ $name [$($tag)?] [true Unknown] {$($rows)*} }
    };
    ($name:ident $(by $tag:literal)? {$($rows:tt)*}) => {
        $crate::runtime::union! { @ $name [$($tag)?] [false] {$($rows)*} }
    };
}
pub(crate) use union;
