//! The value of a parameter as a tree, so that the code for the styles is not generic.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::ser::{self, Serialize};

use crate::runtime::body::file_part::{self, FilePart};
use crate::runtime::json::content::NUMBER;

/// The value of a parameter or form. Members keep their order, and numbers are stored as text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
    /// A part of a multipart body.
    File(FilePart),
}

/// A value that is sent as JSON text: a parameter whose `content` is JSON.
#[derive(Debug)]
pub struct JsonText<'a, T: ?Sized>(pub &'a T);

impl<T: Serialize + ?Sized> Serialize for JsonText<'_, T> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(self.0).map_err(ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

/// An error of serializing a value.
#[derive(Debug)]
pub(crate) struct ValueError(String);

impl Value {
    /// Serializes a value.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, ValueError> {
        value.serialize(ValueSerializer)
    }

    /// Returns the text of a scalar, an empty string for null, and JSON for arrays and objects: no style defines nested arrays and
    /// objects, and servers that support them expect JSON.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Bool(true) => Cow::Borrowed("true"),
            Self::Bool(false) => Cow::Borrowed("false"),
            Self::Number(text) | Self::String(text) => Cow::Borrowed(text),
            Self::File(file) => Cow::Owned(file.text().unwrap_or_default()),
            Self::Array(_) | Self::Object(_) => Cow::Owned(self.json()),
        }
    }

    /// Returns `true` for a part of a multipart body.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// Returns the JSON text.
    pub(crate) fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(_) | Self::Number(_) => out.push_str(&self.text()),
            Self::String(text) => write_json_string(out, text),
            Self::File(_) => write_json_string(out, &self.text()),
            Self::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, member)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_json_string(out, name);
                    out.push(':');
                    member.write_json(out);
                }
                out.push('}');
            }
        }
    }
}

/// Writes a JSON string (RFC 8259, section 7).
fn write_json_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ValueError {}

impl ser::Error for ValueError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Serializes to a [`Value`].
struct ValueSerializer;

/// Collects the items of an array, within its name if it is an enum variant.
struct ItemsSerializer {
    items: Vec<Value>,
    variant: Option<&'static str>,
}

/// Collects the members of an object, within its name if it is an enum variant.
struct MembersSerializer {
    members: Vec<(String, Value)>,
    key: String,
    variant: Option<&'static str>,
}

/// Wraps `value` in an object with the name of its enum variant, if it has one.
fn under(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(name) => Value::Object(vec![(name.to_owned(), value)]),
        None => value,
    }
}

fn items(len: Option<usize>, variant: Option<&'static str>) -> ItemsSerializer {
    let items = Vec::with_capacity(len.unwrap_or(0).min(64));
    ItemsSerializer { items, variant }
}

fn members(len: Option<usize>, variant: Option<&'static str>) -> MembersSerializer {
    MembersSerializer {
        members: Vec::with_capacity(len.unwrap_or(0).min(64)),
        key: String::new(),
        variant,
    }
}

/// Formats a finite number as JSON does, very large and very small ones with an exponent.
fn float(magnitude: f64, plain: &dyn fmt::Display, exponent: String) -> Result<Value, ValueError> {
    if !magnitude.is_finite() {
        return Err(ValueError(format!("{plain} is not a finite number")));
    }
    let readable = magnitude == 0.0 || (1e-5..1e16).contains(&magnitude.abs());
    Ok(Value::Number(if readable {
        plain.to_string()
    } else {
        exponent
    }))
}

macro_rules! integers {
    ($($function:ident: $ty:ty,)*) => {
        $(
            fn $function(self, value: $ty) -> Result<Value, ValueError> {
                Ok(Value::Number(value.to_string()))
            }
        )*
    };
}

impl ser::Serializer for ValueSerializer {
    type Ok = Value;
    type Error = ValueError;
    type SerializeSeq = ItemsSerializer;
    type SerializeTuple = ItemsSerializer;
    type SerializeTupleStruct = ItemsSerializer;
    type SerializeTupleVariant = ItemsSerializer;
    type SerializeMap = MembersSerializer;
    type SerializeStruct = MembersSerializer;
    type SerializeStructVariant = MembersSerializer;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
    }

    fn serialize_bool(self, value: bool) -> Result<Value, ValueError> {
        Ok(Value::Bool(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Value, ValueError> {
        float(f64::from(value), &value, format!("{value:e}"))
    }

    fn serialize_f64(self, value: f64) -> Result<Value, ValueError> {
        float(value, &value, format!("{value:e}"))
    }

    fn serialize_char(self, value: char) -> Result<Value, ValueError> {
        Ok(Value::String(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Value, ValueError> {
        Ok(Value::String(value.to_owned()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Value, ValueError> {
        Ok(Value::Array(
            value
                .iter()
                .map(|byte| Value::Number(byte.to_string()))
                .collect(),
        ))
    }

    fn serialize_none(self) -> Result<Value, ValueError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, ValueError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, ValueError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Value, ValueError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Value, ValueError> {
        Ok(Value::String(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value, ValueError> {
        if name == file_part::HANDED
            && let Some(file) = FilePart::handed()
        {
            return Ok(Value::File(file));
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, ValueError> {
        Ok(under(Some(variant), Value::of(value)?))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<ItemsSerializer, ValueError> {
        Ok(items(len, None))
    }

    fn serialize_tuple(self, len: usize) -> Result<ItemsSerializer, ValueError> {
        Ok(items(Some(len), None))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        len: usize,
    ) -> Result<ItemsSerializer, ValueError> {
        Ok(items(Some(len), None))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<ItemsSerializer, ValueError> {
        Ok(items(Some(len), Some(variant)))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<MembersSerializer, ValueError> {
        Ok(members(len, None))
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        len: usize,
    ) -> Result<MembersSerializer, ValueError> {
        Ok(members(Some(len), None))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<MembersSerializer, ValueError> {
        Ok(members(Some(len), Some(variant)))
    }
}

/// serde's traits for arrays differ only in their names.
macro_rules! items_serializer {
    ($($name:ident: $function:ident,)*) => {
        $(
            impl ser::$name for ItemsSerializer {
                type Ok = Value;
                type Error = ValueError;

                fn $function<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
                    self.items.push(Value::of(value)?);
                    Ok(())
                }

                fn end(self) -> Result<Value, ValueError> {
                    Ok(under(self.variant, Value::Array(self.items)))
                }
            }
        )*
    };
}

items_serializer! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
}

impl MembersSerializer {
    fn end(self) -> Value {
        match self.members.as_slice() {
            [(name, Value::String(text))] if name == NUMBER => Value::Number(text.clone()),
            _ => under(self.variant, Value::Object(self.members)),
        }
    }
}

impl ser::SerializeMap for MembersSerializer {
    type Ok = Value;
    type Error = ValueError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ValueError> {
        self.key = match Value::of(key)? {
            Value::String(text) | Value::Number(text) => text,
            Value::Bool(value) => value.to_string(),
            _ => return Err(ValueError("a member's name must be a string".to_owned())),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ValueError> {
        let key = std::mem::take(&mut self.key);
        self.members.push((key, Value::of(value)?));
        Ok(())
    }

    fn end(self) -> Result<Value, ValueError> {
        Ok(self.end())
    }
}

/// serde's traits for structs differ only in their names.
macro_rules! members_serializer {
    ($($name:ident,)*) => {
        $(
            impl ser::$name for MembersSerializer {
                type Ok = Value;
                type Error = ValueError;

                fn serialize_field<T: Serialize + ?Sized>(
                    &mut self,
                    name: &'static str,
                    value: &T,
                ) -> Result<(), ValueError> {
                    self.members.push((name.to_owned(), Value::of(value)?));
                    Ok(())
                }

                fn end(self) -> Result<Value, ValueError> {
                    Ok(self.end())
                }
            }
        )*
    };
}

members_serializer! { SerializeStruct, SerializeStructVariant, }
