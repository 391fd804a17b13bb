//! Writing objects that do not have the tag of their union.

use std::fmt::Display;

use serde::ser::{Error, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::runtime::json::union::literal::Literal;
use crate::runtime::json::union::shape::Shape;

/// Writes a payload, which must be an object, with the tag as its first member.
///
/// # Errors
///
/// Those of the serializer, and if the payload is not an object.
pub fn serialize_added<T: Serialize, S: Serializer>(
    shape: &Shape,
    tag: Literal,
    payload: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let name = shape.tag.unwrap_or_default();
    payload.serialize(TagFirst {
        name,
        tag,
        serializer,
    })
}

/// A serializer that adds the tag as the first member of an object.
struct TagFirst<S> {
    name: &'static str,
    tag: Literal,
    serializer: S,
}

impl<S: Serializer> TagFirst<S> {
    fn begin(self, len: Option<usize>) -> Result<S::SerializeMap, S::Error> {
        let len = len.map(|len| len + 1);
        let mut map = self.serializer.serialize_map(len)?;
        map.serialize_entry(self.name, &self.tag)?;
        Ok(map)
    }

    #[cold]
    fn refuse<T>(self) -> Result<T, S::Error> {
        let name = self.name;
        Err(Error::custom(format_args!(
            "what has a tag `{name}` must be an object"
        )))
    }
}

/// Writes a struct as a map.
struct Members<M>(M);

impl<M: SerializeMap> SerializeStruct for Members<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}

/// The kinds of values that are not objects.
macro_rules! refused {
    ($($function:ident($($argument:ty),*) $(-> $output:ident)?,)*) => {$(
        fn $function(self, $(_: $argument),*) -> Result<refused!(@ $($output)?), S::Error> {
            self.refuse()
        }
    )*};
    (@) => { S::Ok };
    (@ $output:ident) => { Self::$output };
}

impl<S: Serializer> Serializer for TagFirst<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = Members<S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_map(self, len: Option<usize>) -> Result<S::SerializeMap, S::Error> {
        self.begin(len)
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        len: usize,
    ) -> Result<Members<S::SerializeMap>, S::Error> {
        self.begin(Some(len)).map(Members)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.refuse()
    }

    fn collect_str<T: Display + ?Sized>(self, _value: &T) -> Result<S::Ok, S::Error> {
        self.refuse()
    }

    refused! {
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8]),
        serialize_none(),
        serialize_unit(),
        serialize_unit_struct(&'static str),
        serialize_unit_variant(&'static str, u32, &'static str),
        serialize_seq(Option<usize>) -> SerializeSeq,
        serialize_tuple(usize) -> SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant,
    }
}
