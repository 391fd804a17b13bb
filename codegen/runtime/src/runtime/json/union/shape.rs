//! Unions: values of one of several types, and the table that says how these are told apart.

use serde::de::{Deserialize, Deserializer};
use serde_json::Value;

use crate::runtime::json::property::Property;
use crate::runtime::json::union::literal::Literal;

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
    pub rows: &'static [VariantRow],
}

/// What a variant takes.
#[derive(Debug, Clone, Copy)]
pub struct VariantRow {
    /// The values that are this variant, or the values of the tag.
    pub literals: &'static [Literal],
    /// What the literals are.
    pub role: Role,
    /// What it takes beside that.
    pub accepts: &'static [Accepts],
}

impl VariantRow {
    /// A row that takes nothing.
    pub const NONE: Self = Self {
        literals: &[],
        role: Role::Value,
        accepts: &[],
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

/// A kind of values that a row takes.
#[derive(Debug, Clone, Copy)]
pub enum Accepts {
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

    use super::{Accepts, Shape, Union};

    /// A word before a payload of type `T`.
    pub trait RowKeyword<T> {
        /// What it takes.
        const ACCEPTS: Accepts;
    }

    macro_rules! words {
        ($($(#[$docs:meta])* $word:ident: $accepts:ident,)*) => {$(
            $(#[$docs])*
            #[derive(Debug)]
            pub enum $word {}

            impl<T> RowKeyword<T> for $word {
                const ACCEPTS: Accepts = Accepts::$accepts;
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
    impl<T> RowKeyword<T> for bool {
        const ACCEPTS: Accepts = Accepts::Bool;
    }

    /// What another union takes.
    #[derive(Debug)]
    pub enum union {}

    impl<T: Union> RowKeyword<T> for union {
        const ACCEPTS: Accepts = Accepts::Union(shape_of::<T>);
    }

    fn shape_of<T: Union>() -> &'static Shape {
        T::SHAPE
    }
}
