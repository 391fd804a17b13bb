//! Members that are strings with JSON text inside (`contentMediaType` and `contentSchema` of JSON Schema).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::runtime::body::decode;
use crate::runtime::json::field::Field;
use crate::runtime::json::members::{Reader, Writer};

/// Reads the value of the current member into the slot of a required property.
pub fn fill_required<'de, A: MapAccess<'de>, T: DeserializeOwned>(
    reader: &mut Reader<'de, A>,
    slot: &mut Option<T>,
) {
    reader.value_seed(TextSeed(PhantomData), |value| *slot = Some(value));
}

/// Reads the value of the current member, which may be null.
pub fn fill_option<'de, A: MapAccess<'de>, T: DeserializeOwned>(
    reader: &mut Reader<'de, A>,
    field: &mut Option<T>,
) {
    reader.value_seed(NullableSeed(PhantomData), |value| *field = value);
}

/// As [`fill_option`], for a property that may also be absent.
pub fn fill_field<'de, A: MapAccess<'de>, T: DeserializeOwned>(
    reader: &mut Reader<'de, A>,
    field: &mut Field<T>,
) {
    reader.value_seed(NullableSeed(PhantomData), |value: Option<T>| {
        *field = value.map_or(Field::Null, Field::Value);
    });
}

/// Writes a required property.
pub fn write_required<M: SerializeMap, T: Serialize>(
    writer: &mut Writer<'_, M>,
    name: &'static str,
    field: &T,
) {
    writer.entry(name, &Text(field));
}

/// Writes a required property that may be null.
pub fn write_nullable<M: SerializeMap, T: Serialize>(
    writer: &mut Writer<'_, M>,
    name: &'static str,
    field: &Option<T>,
) {
    writer.entry(name, &field.as_ref().map(Text));
}

/// Writes an optional property.
pub fn write_optional<M: SerializeMap, T: Serialize>(
    writer: &mut Writer<'_, M>,
    name: &'static str,
    field: &Option<T>,
) {
    if let Some(value) = field {
        writer.entry(name, &Text(value));
    }
}

/// Writes an optional property that may be null.
pub fn write_field<M: SerializeMap, T: Serialize>(
    writer: &mut Writer<'_, M>,
    name: &'static str,
    field: &Field<T>,
) {
    match field {
        Field::Absent => {}
        Field::Null => writer.entry(name, &()),
        Field::Value(value) => writer.entry(name, &Text(value)),
    }
}

/// Writes a value as a string with JSON text.
struct Text<'a, T>(&'a T);

impl<T: Serialize> Serialize for Text<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(self.0).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

/// Reads a value from a string with JSON text.
struct TextSeed<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for TextSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: DeserializeOwned> Visitor<'_> for TextSeed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string with JSON text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        decode::parse(text.as_bytes())
            .map_err(|error| E::custom(format!("in its JSON text: {error}")))
    }
}

/// As [`TextSeed`], or null.
struct NullableSeed<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for NullableSeed<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for NullableSeed<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string with JSON text or null")
    }

    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        TextSeed(PhantomData).deserialize(deserializer).map(Some)
    }
}
