//! Objects: structs whose members are listed in a table.

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use super::content::NAME;
use super::kind::Presence;
use super::loss;
use super::members::{Reader, Writer};

/// A named member of an object.
// rustc evaluates the rows of a table also where it only checks: nothing is computed for them.
#[derive(Debug)]
pub struct Property {
    /// The member's name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub presence: Presence,
    /// The only strings that it may be; empty where it may be anything.
    pub constants: &'static [&'static str],
}

impl Property {
    /// The same, but it may only be one of these strings.
    #[must_use]
    pub const fn one_of(mut self, constants: &'static [&'static str]) -> Self {
        self.constants = constants;
        self
    }
}

/// A struct that `object!` reads and writes.
pub trait Object: Sized {
    /// The members that are named, in the table's order.
    const PROPERTIES: &'static [Property];

    /// Reads all members.
    ///
    /// # Errors
    ///
    /// Where a member is missing or does not fit its type.
    fn read<'de, A: MapAccess<'de>>(reader: Reader<'de, A>) -> Result<Self, A::Error>;

    /// Writes the members.
    fn write<M: SerializeMap>(&self, writer: &mut Writer<'_, M>);
}

impl<T: Object> Object for Box<T> {
    const PROPERTIES: &'static [Property] = T::PROPERTIES;

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
/// Where there is something else, or where [`Object::read`] fails.
#[inline]
pub fn deserialize<'de, D: Deserializer<'de>, T: Object>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes a JSON object.
///
/// # Errors
///
/// What the serializer gives.
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
        // A name for each type to say would cost rustc as much as a row of its table.
        let path = type_name::<T>();
        let name = path.rsplit("::").next().unwrap_or(path);
        write!(f, "object {name}")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(Reader::new(map, T::PROPERTIES))
    }
}

/// Reads a key and gives the index of its property, or the number of properties where none has it.
///
/// Members mostly arrive in the order of the table, or in the reverse of it, so the one beside the last is tried first.
#[derive(Debug)]
pub struct Keys {
    properties: &'static [Property],
    next: usize,
    /// What is added to an index for the next: 1, or [`BACK`] where the order is reversed.
    step: usize,
    keep: bool,
    other: String,
}

impl Keys {
    /// Keys of these properties.
    #[must_use]
    #[inline]
    pub const fn new(properties: &'static [Property]) -> Self {
        Self {
            properties,
            next: 0,
            step: 1,
            keep: false,
            other: String::new(),
        }
    }

    /// The same, keeping a key that no property has until [`Keys::take`].
    #[must_use]
    #[inline]
    pub const fn keeping(mut self) -> Self {
        self.keep = true;
        self
    }

    /// Takes the key that was kept.
    #[must_use]
    #[inline]
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.other)
    }

    /// Not inlined: what reads a key is then so small that LLVM inlines it into what reads an object.
    #[inline(never)]
    fn find(&mut self, key: &str) -> usize {
        let index = self.next;
        let property = self.properties.get(index);
        if property.is_some_and(|property| same(property.name, key)) {
            self.next = index.wrapping_add(self.step);
            return index;
        }
        self.search(key)
    }

    #[inline(never)]
    fn search(&mut self, key: &str) -> usize {
        let Some(index) = position(self.properties, self.next, key) else {
            return self.miss(key);
        };
        let is_reversed = index.wrapping_add(2) == self.next;
        self.step = if is_reversed { BACK } else { 1 };
        self.next = index.wrapping_add(self.step);
        index
    }

    #[cold]
    #[inline(never)]
    fn miss(&mut self, key: &str) -> usize {
        if self.keep {
            key.clone_into(&mut self.other);
        } else {
            loss::add();
        }
        self.properties.len()
    }
}

/// What leads to the index before, when it is added with wrapping.
const BACK: usize = usize::MAX;

/// Whether two names are equal, without the call that comparing slices of any length takes.
#[inline]
pub(crate) fn same(name: &str, key: &str) -> bool {
    let (name, key) = (name.as_bytes(), key.as_bytes());
    if name.len() != key.len() {
        return false;
    }
    match name.len() {
        0..=1 => same_ends::<1>(name, key),
        2..=3 => same_ends::<2>(name, key),
        4..=7 => same_ends::<4>(name, key),
        8..=16 => same_ends::<8>(name, key),
        _ => same_chunks(name, key),
    }
}

/// Whether names of one length begin and end with the same bytes.
#[inline]
fn same_ends<const N: usize>(name: &[u8], key: &[u8]) -> bool {
    name.first_chunk::<N>() == key.first_chunk::<N>()
        && name.last_chunk::<N>() == key.last_chunk::<N>()
}

/// Whether long names of one length are equal.
#[inline]
fn same_chunks(name: &[u8], key: &[u8]) -> bool {
    let (names, _) = name.as_chunks::<8>();
    let (keys, _) = key.as_chunks::<8>();
    same_ends::<8>(name, key) && names.iter().zip(keys).all(|(name, key)| name == key)
}

/// The index of the property of this name, looked for from `start` on and then before it: members mostly keep the order of
/// the table where some are left out.
pub(crate) fn position(properties: &[Property], start: usize, key: &str) -> Option<usize> {
    // The choice by length is made once and not for each property.
    match key.len() {
        0..=1 => position_by(properties, start, key, same_ends::<1>),
        2..=3 => position_by(properties, start, key, same_ends::<2>),
        4..=7 => position_by(properties, start, key, same_ends::<4>),
        8..=16 => position_by(properties, start, key, same_ends::<8>),
        _ => position_by(properties, start, key, same_chunks),
    }
}

/// The same, where `same` compares names of this length.
#[inline]
fn position_by(
    properties: &[Property],
    start: usize,
    key: &str,
    same: impl Fn(&[u8], &[u8]) -> bool,
) -> Option<usize> {
    let key = key.as_bytes();
    let is = |property: &Property| {
        let name = property.name.as_bytes();
        name.len() == key.len() && same(name, key)
    };
    let (before, after) = properties
        .split_at_checked(start)
        .unwrap_or((properties, &[]));
    let found = after.iter().position(&is).map(|index| start + index);
    found.or_else(|| before.iter().position(&is))
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NAME)
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        Ok(self.find(key))
    }
}

/// Gives a struct its serde impls: a row for each property.
///
/// ```text
/// object! {
///     FineTuningJob {
///         "id" => id: required,                     // T
///         "error" => error?: nullable,              // Option<T>: None is written as null
///         "model" => model?: optional,              // Option<T>: None is not written
///         "estimated_finish" => finish?: field,     // Field<T>: Absent, Null, Value(T)
///         "created_at" => created_at: required integer,    // integers may be written as `1.0`
///         "object" => object: required = "fine_tuning.job",    // the only string that it may be
///         .. => additional_properties,              // BTreeMap<String, T> of all others
///     }
/// }
/// ```
///
/// A constant tells the variants of a union apart; an object alone is not refused for another. Of a member that comes twice,
/// the last counts. Members that no row names are ignored where there is no last row `..`.
macro_rules! object {
    ($name:ident {
        $($wire:literal => $field:ident
            $(: $must:ident $($must_form:ident)?)? $(?: $may:ident $($may_form:ident)?)?
            $(= $($constant:literal)|+)?),*
        $(,)?
        $(.. => $others:ident $(: $others_form:ident)? $(,)?)?
    }) => {
        impl $crate::runtime::Object for $name {
            const PROPERTIES: &'static [$crate::runtime::Property] = &[$(
                $crate::runtime::kind::$($must)?$($may)?::property($wire)
                    $(.one_of(&[$($constant),+]))?
            ),*];

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                mut reader: $crate::runtime::members::Reader<'de, A>,
            ) -> ::std::result::Result<Self, A::Error> {
                $(
                    let mut $others = ::std::collections::BTreeMap::new();
                    reader = reader.keeping();
                )?
                $(let mut $field = $crate::runtime::kind::$($must)?$($may)?::Absent;)*
                let mut at;
                // What each row has costs rustc most of the time of a table: a chain of comparisons is cheaper than an enum
                // of the rows or an expansion for each, and a call is cheaper than one that gives a result to look at. To allow
                // warnings costs as much as a row, so code for no rows at all has to give none.
                while let ::std::option::Option::Some(index) = reader.next_row() {
                    at = 0;
                    $(
                        if index == at {
                            $crate::runtime::kind::$($must $(::$must_form)?)? $($may $(::$may_form)?)?::fill(
                                &mut reader,
                                &mut $field,
                            );
                            continue;
                        }
                        at += 1;
                    )*
                    $(
                        if index == at {
                            $crate::runtime::kind::required$(::$others_form)?::fill_other(
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
                    $($(let $crate::runtime::kind::$must::Given($field) = $field else {
                        break 'read $wire;
                    };)?)*
                    return ::std::result::Result::Ok(Self { $($field,)* $($others,)? });
                };
                ::std::result::Result::Err(reader.error(missing))
            }

            fn write<M: ::serde::ser::SerializeMap>(
                &self,
                writer: &mut $crate::runtime::members::Writer<'_, M>,
            ) {
                // Where there are no rows, nothing else reads it.
                let _ = &writer;
                $($crate::runtime::kind::$($must)?$($may)?::write(writer, $wire, &self.$field);)*
                $(writer.others(Self::PROPERTIES, &self.$others);)?
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::object::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::object::serialize(self, serializer)
            }
        }
    };
}
pub(crate) use object;
