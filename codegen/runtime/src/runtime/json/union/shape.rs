//! The tables by which the variants of unions are distinguished.

use serde::de::{Deserialize, Deserializer};
use serde_json::Value;

use crate::runtime::json::property::Property;
use crate::runtime::json::union::literal::Literal;

/// The table of a union: how its variants are distinguished.
#[derive(Debug)]
pub struct Shape {
    /// The name of the union and the names of the variants in the order of the rows, separated by spaces.
    pub names: &'static str,
    /// The property that determines the variant of an object (OpenAPI 3.0.3, section 4.7.25, Discriminator Object).
    pub tag: Option<&'static str>,
    /// `true` if the union has a variant `UnknownValue`.
    pub open: bool,
    /// A row for each variant except `UnknownValue`.
    pub rows: &'static [VariantRow],
}

/// The values that a variant accepts.
#[derive(Debug, Clone, Copy)]
pub struct VariantRow {
    /// The values of this variant, or the values of the tag.
    pub literals: &'static [Literal],
    /// The role of the literals.
    pub role: Role,
    /// The other values that it accepts.
    pub accepts: &'static [Accepts],
}

impl VariantRow {
    /// A row that accepts nothing.
    pub const NONE: Self = Self {
        literals: &[],
        role: Role::Value,
        accepts: &[],
    };
}

/// The role of the literals of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The value itself.
    Value,
    /// Values of the tag; the payload has the tag as a property.
    Tag,
    /// Values of the tag; the payload does not have the tag.
    AddedTag,
}

/// Returns the role of literals before a payload of type `T`.
#[must_use]
#[allow(
    clippy::extra_unused_type_parameters,
    reason = "a table marks the payload only by its type"
)]
pub const fn tag_of<T>() -> Role {
    Role::Tag
}

/// A kind of values that a row accepts.
#[derive(Debug, Clone, Copy)]
pub enum Accepts {
    /// Only the literals.
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
    /// Objects with these properties; `true` if the struct keeps the other members.
    Struct(&'static [Property], bool),
    /// The values of another union. It is a function, since unions may contain each other.
    Union(fn() -> &'static Shape),
}

/// A type with a `union!` table.
pub trait Union: Sized {
    /// The table.
    const SHAPE: &'static Shape;

    /// Reads the variant of a row.
    ///
    /// # Errors
    ///
    /// If the value is not of the variant's type.
    fn read<'de, D: Deserializer<'de>>(row: usize, deserializer: D) -> Result<Self, D::Error>;

    /// Creates the variant `UnknownValue`, if there is one.
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
/// If the value is not of the payload's type.
#[inline]
pub fn payload<'de, D: Deserializer<'de>, T: Deserialize<'de>, U>(
    deserializer: D,
    variant: fn(T) -> U,
) -> Result<U, D::Error> {
    T::deserialize(deserializer).map(variant)
}

/// Returns the error for a row that does not exist, which the macro never requests.
#[cold]
pub fn no_row<E: serde::de::Error>() -> E {
    E::custom("the union has no such variant")
}

/// The keywords of rows. They are types, so that no macro expansion is needed to find what a row accepts.
pub mod words {
    #![allow(non_camel_case_types, reason = "these are words of a table")]

    use super::{Accepts, Shape, Union};

    /// A keyword before a payload of type `T`.
    pub trait RowKeyword<T> {
        /// The values that it accepts.
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
        /// Objects, including those with unknown properties.
        object: Object,
        /// All values.
        any: Any,
        /// Objects of a payload without the tag.
        add: Nothing,
    }

    // A payload may be a `bool`, so this keyword is the type itself.
    impl<T> RowKeyword<T> for bool {
        const ACCEPTS: Accepts = Accepts::Bool;
    }

    /// The values of another union.
    #[derive(Debug)]
    pub enum union {}

    impl<T: Union> RowKeyword<T> for union {
        const ACCEPTS: Accepts = Accepts::Union(shape_of::<T>);
    }

    fn shape_of<T: Union>() -> &'static Shape {
        T::SHAPE
    }
}
