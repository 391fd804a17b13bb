//! Enums of strings or integers, whose values are listed in a table.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use crate::runtime::json::integer::IntegerVisitor;
use crate::runtime::json::skipped;

/// A value that is not a variant of a closed enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValueError {
    name: &'static str,
    value: String,
    values: &'static [&'static str],
}

impl UnknownValueError {
    /// Creates the error for `value`, which is not one of the `values` of the enum `name`.
    #[must_use]
    #[cold]
    pub fn new(name: &'static str, value: String, values: &'static [&'static str]) -> Self {
        Self {
            name,
            value,
            values,
        }
    }

    /// Returns the unknown value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the values of the enum.
    #[must_use]
    pub fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

impl fmt::Display for UnknownValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, value, .. } = self;
        write!(f, "unknown {name} {value:?}, expected ")?;
        for (at, value) in self.values.iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{value:?}")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownValueError {}

/// Reads an open enum of strings.
///
/// # Errors
///
/// If the value is not a string.
pub fn open_string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str>,
{
    deserializer.deserialize_str(OpenString(PhantomData))
}

/// Reads a closed enum of strings.
///
/// # Errors
///
/// If the value is not a string, or not a value of the enum.
pub fn closed_string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr<Err = UnknownValueError>,
{
    deserializer.deserialize_str(ClosedString(PhantomData))
}

/// Reads an open enum of integers of the type `I`.
///
/// # Errors
///
/// If the value is not an integer, or out of the range of `I`.
pub fn open_integer<'de, D, I, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    I: TryFrom<i128>,
    T: From<I>,
{
    let visitor = IntegerVisitor("an integer", PhantomData::<I>);
    let integer = if is_large::<I>() {
        deserializer.deserialize_i128(visitor)
    } else {
        deserializer.deserialize_i64(visitor)
    };
    integer.map(T::from)
}

/// Reads a closed enum of integers of the type `I`.
///
/// # Errors
///
/// If the value is not an integer, or not a value of the enum.
pub fn closed_integer<'de, D, I, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    I: TryFrom<i128>,
    T: TryFrom<I, Error = UnknownValueError>,
{
    let visitor = ClosedInteger(PhantomData::<(I, T)>);
    if is_large::<I>() {
        deserializer.deserialize_i128(visitor)
    } else {
        deserializer.deserialize_i64(visitor)
    }
}

/// Returns `true` for an integer of more than 64 bits, which formats read in another way.
const fn is_large<I>() -> bool {
    size_of::<I>() > size_of::<u64>()
}

/// Returns the text of an unknown value, and counts it as skipped.
#[must_use]
#[cold]
pub fn unlisted(value: &str) -> String {
    skipped::add();
    value.to_owned()
}

/// Returns an unknown integer, and counts it as skipped.
#[must_use]
#[cold]
pub fn unlisted_integer<I>(value: I) -> I {
    skipped::add();
    value
}

struct OpenString<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for OpenString<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, value: &str) -> Result<T, E> {
        Ok(T::from(value))
    }
}

struct ClosedString<T>(PhantomData<T>);

impl<T: std::str::FromStr<Err = UnknownValueError>> Visitor<'_> for ClosedString<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        T::from_str(value).map_err(E::custom)
    }
}

/// Converts the integer while it is visited: only then does the error contain its position.
struct ClosedInteger<I, T>(PhantomData<(I, T)>);

impl<I, T> ClosedInteger<I, T>
where
    I: TryFrom<i128>,
    T: TryFrom<I, Error = UnknownValueError>,
{
    fn of<E: Error>(read: impl FnOnce(IntegerVisitor<I>) -> Result<I, E>) -> Result<T, E> {
        let integer = read(IntegerVisitor("an integer", PhantomData))?;
        T::try_from(integer).map_err(E::custom)
    }
}

impl<I, T> Visitor<'_> for ClosedInteger<I, T>
where
    I: TryFrom<i128>,
    T: TryFrom<I, Error = UnknownValueError>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Self::of(|visitor| visitor.visit_i64(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        Self::of(|visitor| visitor.visit_u64(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<T, E> {
        Self::of(|visitor| visitor.visit_i128(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<T, E> {
        Self::of(|visitor| visitor.visit_u128(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        Self::of(|visitor| visitor.visit_f64(value))
    }
}

/// Implements conversions and serde's traits for an enum of strings, with a row for each value.
///
/// ```text
/// string_enum! {
///     FineTuningJobStatus {       // has a last variant `UnknownValue(String)`
///         "queued" => Queued,
///         "running" => Running,
///     }
/// }
/// string_enum! {
///     closed Order {              // has no such variant: an unknown value is an error
///         "asc" => Asc,
///         "desc" => Desc,
///     }
/// }
/// string_enum! {
///     Health else UnknownValue2 { // the last variant is `UnknownValue2(String)`
///         "unknown-value" => UnknownValue,
///     }
/// }
/// ```
///
/// The code names all types by their paths: a variant may be called `Err`, which makes `Self::Err` ambiguous.
#[macro_export]
#[doc(hidden)]
macro_rules! string_enum {
    (closed $name:ident { $($wire:literal => $variant:ident),+ $(,)? }) => {
        impl $name {
            /// Returns the value on the wire.
            #[must_use]
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)+
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::json::enums::UnknownValueError;

            fn from_str(value: &str) -> ::std::result::Result<Self, $crate::runtime::json::enums::UnknownValueError> {
                match value {
                    $($wire => ::std::result::Result::Ok(Self::$variant),)+
                    _ => ::std::result::Result::Err($crate::runtime::json::enums::UnknownValueError::new(
                        ::std::stringify!($name),
                        ::std::borrow::ToOwned::to_owned(value),
                        &[$($wire),+],
                    )),
                }
            }
        }

        $crate::runtime::json::enums::string_impls! { $name closed_string }
    };
    ($name:ident { $($rows:tt)* }) => {
        $crate::runtime::json::enums::string_enum! { $name else UnknownValue { $($rows)* } }
    };
    ($name:ident else $unknown:ident { $($wire:literal => $variant:ident),* $(,)? }) => {
        impl $name {
            /// Returns the value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => value,
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown($crate::runtime::json::enums::unlisted(value)),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                <Self as ::std::convert::From<&str>>::from(&value)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(value))
            }
        }

        $crate::runtime::json::enums::string_impls! { $name open_string $unknown }
    };
}
pub use string_enum;

/// The implementations that open and closed enums of strings have in common.
#[macro_export]
#[doc(hidden)]
macro_rules! string_impls {
    ($name:ident $read:ident $($unknown:ident)?) => {
        $crate::runtime::json::enums::order! { $name as_str $($unknown)? }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::cmp::PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::enums::$read(deserializer)
            }
        }
    };
}
pub use string_impls;

/// Implements conversions and serde's traits for an enum of integers, with a row for each value.
///
/// ```text
/// integer_enum! {
///     Priority: i64 {         // has a last variant `UnknownValue(i64)`
///         -1 => Low,
///         1 => High,
///     }
/// }
/// integer_enum! {
///     closed Version: i32 {   // has no such variant: an unknown value is an error
///         1 => One,
///     }
/// }
/// ```
#[macro_export]
#[doc(hidden)]
macro_rules! integer_enum {
    (closed $name:ident: $integer:ident { $($wire:literal => $variant:ident),+ $(,)? }) => {
        impl $name {
            /// Returns the value on the wire.
            #[must_use]
            pub const fn value(&self) -> $integer {
                match self {
                    $(Self::$variant => $wire,)+
                }
            }
        }

        impl ::std::convert::TryFrom<$integer> for $name {
            type Error = $crate::runtime::json::enums::UnknownValueError;

            fn try_from(value: $integer) -> ::std::result::Result<Self, $crate::runtime::json::enums::UnknownValueError> {
                match value {
                    $($wire => ::std::result::Result::Ok(Self::$variant),)+
                    _ => ::std::result::Result::Err($crate::runtime::json::enums::UnknownValueError::new(
                        ::std::stringify!($name),
                        ::std::string::ToString::to_string(&value),
                        &[$(::std::stringify!($wire)),+],
                    )),
                }
            }
        }

        $crate::runtime::json::enums::integer_impls! { $name $integer closed_integer }
    };
    ($name:ident: $integer:ident { $($rows:tt)* }) => {
        $crate::runtime::json::enums::integer_enum! { $name: $integer else UnknownValue { $($rows)* } }
    };
    ($name:ident: $integer:ident else $unknown:ident { $($wire:literal => $variant:ident),* $(,)? }) => {
        impl $name {
            /// Returns the value on the wire.
            #[must_use]
            pub const fn value(&self) -> $integer {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$unknown(value) => *value,
                }
            }
        }

        impl ::std::convert::From<$integer> for $name {
            fn from(value: $integer) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::$unknown($crate::runtime::json::enums::unlisted_integer(value)),
                }
            }
        }

        $crate::runtime::json::enums::integer_impls! { $name $integer open_integer $unknown }
    };
}
pub use integer_enum;

/// The implementations that open and closed enums of integers have in common.
#[macro_export]
#[doc(hidden)]
macro_rules! integer_impls {
    ($name:ident $integer:ident $read:ident $($unknown:ident)?) => {
        $crate::runtime::json::enums::order! { $name value $($unknown)? }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.value(), serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::enums::$read::<D, $integer, Self>(deserializer)
            }
        }
    };
}
pub use integer_impls;

/// Orders an enum by its values on the wire, in time that does not depend on the number of variants. An unlisted value follows the
/// listed one that is equal on the wire, so that the order agrees with `Eq`.
#[macro_export]
#[doc(hidden)]
macro_rules! order {
    ($name:ident $value:ident $($unknown:ident)?) => {
        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                ::std::cmp::Ord::cmp(&self.$value(), &other.$value())
                    $(.then(::std::cmp::Ord::cmp(
                        &::std::matches!(self, Self::$unknown(_)),
                        &::std::matches!(other, Self::$unknown(_)),
                    )))?
            }
        }
    };
}
pub use order;
