//! Integers, including those in the form `1.0`.
//!
//! In JSON Schema every number without a fraction is an integer (2020-12, section 6.1.1), and some servers send all numbers with a
//! decimal point, which serde's implementations reject. Rows such as `required integer` of `object!` use this module.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::runtime::json::field::Field;
use crate::runtime::json::members::Reader;

/// Reads the value of the current member into its slot.
#[inline]
pub fn fill<'de, A: MapAccess<'de>, T: IntegerForm>(
    reader: &mut Reader<'de, A>,
    slot: &mut Option<T>,
) {
    reader.value_seed(Seed::NEW, |value| *slot = Some(value));
}

/// Reads the value of an unknown member.
#[inline]
pub fn fill_other<'de, A: MapAccess<'de>, T: IntegerForm>(
    reader: &mut Reader<'de, A>,
    others: &mut BTreeMap<String, T>,
) {
    let name = reader.take_key();
    reader.value_seed(Seed::NEW, |value| drop(others.insert(name, value)));
}

/// Returns the 64-bit integer that equals a number without a fraction, if there is one.
#[must_use]
pub fn integral(number: f64) -> Option<i128> {
    // Beyond 64 bits a float is not exact. The lowest 64-bit integer is excluded, since the one below it is rounded to it.
    let in_range = number > -9_223_372_036_854_775_808.0 && number < 18_446_744_073_709_551_616.0;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "neither a fraction nor out of range"
    )]
    let integer = number as i128;
    (in_range && number.fract() == 0.0).then_some(integer)
}

/// An integer type, or a container of integers.
pub trait IntegerForm: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If the value is of another type, has a fraction, or is out of range.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads an [`IntegerForm`] as a seed.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    /// The only value.
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<'de, T: IntegerForm> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// Adapts an [`IntegerForm`] to `Deserialize`.
struct Form<T>(T);

impl<'de, T: IntegerForm> Deserialize<'de> for Form<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

/// Reads an integer of any width; `T` decides the range.
pub struct IntegerVisitor<T>(pub &'static str, pub PhantomData<T>);

impl<T: TryFrom<i128>> IntegerVisitor<T> {
    #[inline]
    fn of<E: Error>(self, value: i128, unexpected: serde::de::Unexpected<'_>) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(unexpected, &self))
    }
}

impl<T: TryFrom<i128>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.of(value.into(), serde::de::Unexpected::Signed(value))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.of(value.into(), serde::de::Unexpected::Unsigned(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<T, E> {
        self.of(value, serde::de::Unexpected::Other("big integer"))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<T, E> {
        let unexpected = serde::de::Unexpected::Other("big integer");
        match i128::try_from(value) {
            Ok(value) => self.of(value, unexpected),
            Err(_) => Err(E::invalid_value(unexpected, &self)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        let unexpected = serde::de::Unexpected::Float(value);
        match integral(value) {
            Some(integer) => self.of(integer, unexpected),
            None => Err(E::invalid_type(unexpected, &self)),
        }
    }
}

macro_rules! forms {
    ($($integer:ident $read:ident $name:literal,)*) => {$(
        impl IntegerForm for $integer {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$read(IntegerVisitor($name, PhantomData))
            }
        }
    )*};
}

forms! {
    i8 deserialize_i64 "an integer of 8 bits",
    u8 deserialize_u64 "an integer of 8 bits, not negative",
    i16 deserialize_i64 "an integer of 16 bits",
    u16 deserialize_u64 "an integer of 16 bits, not negative",
    i32 deserialize_i64 "an integer of 32 bits",
    u32 deserialize_u64 "an integer of 32 bits, not negative",
    i64 deserialize_i64 "an integer of 64 bits",
    u64 deserialize_u64 "an integer of 64 bits, not negative",
    i128 deserialize_i128 "an integer of 128 bits",
}

/// A visitor of its own, since `u128` has values that do not fit `i128`.
struct U128Visitor;

impl Visitor<'_> for U128Visitor {
    type Value = u128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 128 bits, not negative")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<u128, E> {
        u128::try_from(value)
            .map_err(|_| E::invalid_value(serde::de::Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<u128, E> {
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<u128, E> {
        let unexpected = serde::de::Unexpected::Other("big integer");
        u128::try_from(value).map_err(|_| E::invalid_value(unexpected, &self))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<u128, E> {
        Ok(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<u128, E> {
        let integer = integral(value).and_then(|value| u128::try_from(value).ok());
        integer.ok_or_else(|| E::invalid_type(serde::de::Unexpected::Float(value), &self))
    }
}

impl IntegerForm for u128 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u128(U128Visitor)
    }
}

impl<T: IntegerForm> IntegerForm for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found: Option<Form<T>> = Option::deserialize(deserializer)?;
        Ok(found.map(|form| form.0))
    }
}

impl<T: IntegerForm> IntegerForm for Field<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found: Field<Form<T>> = Field::deserialize(deserializer)?;
        Ok(found.map(|form| form.0))
    }
}

impl<T: IntegerForm> IntegerForm for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}

impl<T: IntegerForm> IntegerForm for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

impl<T: IntegerForm> IntegerForm for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: IntegerForm> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Seed::NEW)? {
            list.push(item);
        }
        Ok(list)
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: IntegerForm> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = BTreeMap::new();
        while let Some(name) = map.next_key()? {
            members.insert(name, map.next_value_seed(Seed::NEW)?);
        }
        Ok(members)
    }
}
