//! Objects: structs whose properties are listed in a table.

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::runtime::json::members::{Reader, Writer};
use crate::runtime::json::property::Property;

/// A struct with an `object!` table.
pub trait Object: Sized {
    /// The properties in the order of the table.
    const PROPERTIES: &'static [Property];

    /// `true` if a field contains the members without a property.
    const HAS_OTHERS: bool = false;

    /// Reads all members.
    ///
    /// # Errors
    ///
    /// If a required member is missing or a member is not of its type.
    fn read<'de, A: MapAccess<'de>>(reader: Reader<'de, A>) -> Result<Self, A::Error>;

    /// Writes the members.
    fn write<M: SerializeMap>(&self, writer: &mut Writer<'_, M>);
}

impl<T: Object> Object for Box<T> {
    const PROPERTIES: &'static [Property] = T::PROPERTIES;
    const HAS_OTHERS: bool = T::HAS_OTHERS;

    fn read<'de, A: MapAccess<'de>>(reader: Reader<'de, A>) -> Result<Self, A::Error> {
        T::read(reader).map(Self::new)
    }

    fn write<M: SerializeMap>(&self, writer: &mut Writer<'_, M>) {
        T::write(self, writer);
    }
}

/// Reads a JSON object.
///
/// # Errors
///
/// If the value is not an object, or if [`Object::read`] fails.
#[inline]
pub fn deserialize<'de, D: Deserializer<'de>, T: Object>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes a JSON object.
///
/// # Errors
///
/// Those of the serializer.
#[inline]
pub fn serialize<S: Serializer, T: Object>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut writer = Writer::new(&mut map);
    object.write(&mut writer);
    writer.end()?;
    map.end()
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A constant with the name of each type would cost rustc as much as a row of its table.
        let path = type_name::<T>();
        let name = path.rsplit("::").next().unwrap_or(path);
        write!(f, "object {name}")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(Reader::new(map, T::PROPERTIES))
    }
}

/// Implements serde's traits for a struct, with a row for each property. `?` marks properties that may be absent.
///
/// ```text
/// object! {
///     FineTuningJob {
///         "id" => id: required,                     // T
///         "error" => error: nullable,               // Option<T>: None is written as null
///         "model" => model?: optional,              // Option<T>: None is not written
///         "estimated_finish" => finish?: tristate,  // Field<T>: Absent, Null, Value(T)
///         "metadata" => metadata?: any,             // Option<T>: None is not written, null is a value of T
///         "checked" => checked?: received,          // optional, and not written to requests; also `received_tristate`, ...
///         "created_at" => created_at: required integer,    // integers may be written as `1.0`
///         "object" => object: required = "fine_tuning.job",    // the only allowed value: a string, a number, true or false
///         "filter" => filter: required == "{\"all\":true}",    // the only allowed value, as JSON
///         .. => additional_properties,              // BTreeMap<String, T> of all other members
///     }
/// }
/// ```
///
/// A constant only distinguishes the variants of a union: an object with another value is read all the same. If a member is
/// duplicate, its last value is used. Without a row `..`, unknown members are ignored.
#[macro_export]
#[doc(hidden)]
macro_rules! object {
    ($name:ident {
        $($wire:literal => $field:ident
            $(: required $($required_form:ident)?)?
            $(: nullable $($nullable_form:ident)?)?
            $(?: $optional:ident $($optional_form:ident)?)?
            $(= $($constant:literal)|+)?
            $(== $json:literal)?),*
        $(,)?
        $(.. => $others:ident $(: $others_form:ident)? $(,)?)?
    }) => {
        impl $crate::runtime::json::object::Object for $name {
            const PROPERTIES: &'static [$crate::runtime::json::property::Property] = &[$(
                $crate::runtime::json::rows::$(required $(::$required_form)?)?$(nullable $(::$nullable_form)?)?$($optional $(::$optional_form)?)?::property($wire)
                    $(.one_of(&[$($crate::runtime::json::union::literal::Written($constant).literal()),+]))?
                    $(.one_of(&[$crate::runtime::json::union::literal::Literal::Json($json)]))?
            ),*];
            $(const HAS_OTHERS: bool = !::std::stringify!($others).is_empty();)?

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                mut reader: $crate::runtime::json::members::Reader<'de, A>,
            ) -> ::std::result::Result<Self, A::Error> {
                $(
                    let mut $others = ::std::collections::BTreeMap::new();
                    reader = reader.keeping();
                )?
                $(let mut $field = $crate::runtime::json::rows::$(required $(::$required_form)?)?$(nullable $(::$nullable_form)?)?$($optional $(::$optional_form)?)?::Absent;)*
                let mut at;
                // The code of the rows takes most of rustc's time for a table. A chain of comparisons is cheaper than an enum
                // of the rows or one macro expansion per row, and a call without a result to check is cheaper than one with a
                // result. An attribute that allows warnings costs as much as a row, so a table without rows must not cause any.
                while let ::std::option::Option::Some(index) = reader.next_row() {
                    at = 0;
                    $(
                        if index == at {
                            $crate::runtime::json::rows::$(required $(::$required_form)?)?$(nullable $(::$nullable_form)?)?$($optional $(::$optional_form)?)?::fill(
                                &mut reader,
                                &mut $field,
                            );
                            continue;
                        }
                        at += 1;
                    )*
                    $(
                        if index == at {
                            $crate::runtime::json::rows::required$(::$others_form)?::fill_other(
                                &mut reader,
                                &mut $others,
                            );
                            continue;
                        }
                    )?
                    reader.ignore(index, at);
                }
                let missing = 'read: {
                    if reader.has_failed() {
                        break 'read "";
                    }
                    $($(let $crate::runtime::json::rows::required $(::$required_form)?::Given($field) = $field else {
                        break 'read $wire;
                    };)?)*
                    return ::std::result::Result::Ok(Self { $($field,)* $($others,)? });
                };
                ::std::result::Result::Err(reader.error(missing))
            }

            fn write<M: ::serde::ser::SerializeMap>(
                &self,
                writer: &mut $crate::runtime::json::members::Writer<'_, M>,
            ) {
                // Avoids a warning if there are no rows.
                let _ = &writer;
                $($crate::runtime::json::rows::$(required $(::$required_form)?)?$(nullable $(::$nullable_form)?)?$($optional $(::$optional_form)?)?::write(writer, $wire, &self.$field);)*
                $(writer.others(Self::PROPERTIES, &self.$others);)?
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::object::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::json::object::serialize(self, serializer)
            }
        }
    };
}
pub use object;
