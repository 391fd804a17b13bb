//! JSON values that are buffered until their type is known.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::runtime::json::value_number;

/// The maximum depth of a value, which is also serde_json's limit: reading and dropping are recursive.
const DEPTH: u8 = 128;

/// The expectation in errors of reading the name of a member.
pub(crate) const NAME: &str = "the name of a member";

/// A member of an object.
pub type Member<'de> = (Cow<'de, str>, Content<'de>);

/// A member whose value is not read yet.
const EMPTY: Member<'_> = (Cow::Borrowed(""), Content::Null);

/// A buffered JSON value. Numbers keep their form, strings are borrowed if possible, and members keep their order and duplicates.
// The discriminant has the size of a word: with a smaller one, values would be moved at unaligned offsets, which is slow.
#[derive(Debug, Clone, PartialEq)]
#[repr(u64)]
pub enum Content<'de> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A 64-bit integer.
    I64(i64),
    /// A 64-bit integer that is greater than any `i64`.
    U64(u64),
    /// Any other number.
    F64(f64),
    /// A number that `f64` does not represent exactly, with all its digits; only if numbers are read as maps.
    Exact(f64, Box<Number>),
    /// A string borrowed from the input.
    Str(&'de str),
    /// A string with escapes, or one that cannot be borrowed.
    String(String),
    /// An array.
    Array(Vec<Content<'de>>),
    /// An object.
    Object(Vec<Member<'de>>),
    /// An array or an object with a number that identifies it, by which unions remember their choices.
    Numbered(usize, Box<Content<'de>>),
}

impl<'de> Content<'de> {
    /// An integer.
    #[must_use]
    pub fn unsigned(value: u64) -> Self {
        i64::try_from(value).map_or(Self::U64(value), Self::I64)
    }

    /// Returns the string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the members, if it is an object.
    #[must_use]
    pub fn members(&self) -> Option<&[Member<'de>]> {
        match self.unnumbered() {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the value without its number.
    #[must_use]
    pub fn unnumbered(&self) -> &Self {
        match self {
            Self::Numbered(_, content) => content,
            other => other,
        }
    }

    /// Adds the number of the value that this one is a copy of.
    #[must_use]
    pub fn with_number(self, number: Option<usize>) -> Self {
        match number {
            Some(number) => Self::Numbered(number, Box::new(self)),
            None => self,
        }
    }

    /// Numbers all arrays and objects, except those that have a number; `last` is the greatest number so far.
    #[must_use]
    pub fn numbered(self, last: &mut usize) -> Self {
        let content = match self {
            Self::Array(items) => {
                let items = items.into_iter();
                Self::Array(items.map(|item| item.numbered(last)).collect())
            }
            Self::Object(members) => {
                let members = members.into_iter();
                let members = members.map(|(key, value)| (key, value.numbered(last)));
                Self::Object(members.collect())
            }
            other => return other,
        };
        *last += 1;
        Self::Numbered(*last, Box::new(content))
    }

    /// Returns the 64-bit integer that equals a number without a fraction (`1.0`), if there is one.
    #[must_use]
    pub fn integral(&self) -> Option<Content<'static>> {
        let (Self::F64(number) | Self::Exact(number, _)) = *self else {
            return None;
        };
        // Beyond 64 bits a float is not exact.
        let in_range =
            (-9_223_372_036_854_775_808.0..18_446_744_073_709_551_616.0).contains(&number);
        if !in_range || number.fract() != 0.0 {
            return None;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "neither a fraction nor out of range"
        )]
        Some(if number < 9_223_372_036_854_775_808.0 {
            Content::I64(number as i64)
        } else {
            Content::U64(number as u64)
        })
    }

    /// Converts it to a value of serde_json. The last value of a duplicate member is used.
    #[must_use]
    pub fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::I64(value) => Value::Number(value.into()),
            Self::U64(value) => Value::Number(value.into()),
            Self::F64(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
            Self::Exact(_, number) => Value::Number(*number),
            Self::Str(text) => Value::String(text.to_owned()),
            Self::String(text) => Value::String(text),
            Self::Array(items) => items.into_iter().map(Content::into_value).collect(),
            Self::Object(members) => {
                let members = members.into_iter();
                let members = members.map(|(key, value)| (key.into_owned(), value.into_value()));
                Value::Object(members.collect::<Map<_, _>>())
            }
            Self::Numbered(_, content) => content.into_value(),
        }
    }

    /// Reads an array.
    ///
    /// # Errors
    ///
    /// Those of the array, and if values are nested too deeply.
    pub fn items<A: SeqAccess<'de>>(seq: A) -> Result<Self, A::Error> {
        Self::filled(|fill| fill.visit_seq(seq))
    }

    /// Reads the rest of a map as an object that also has the members `before`.
    ///
    /// # Errors
    ///
    /// Those of the map, and if values are nested too deeply.
    pub fn rest<A: MapAccess<'de>>(
        before: Vec<Member<'de>>,
        map: &mut A,
    ) -> Result<Self, A::Error> {
        Self::filled(|fill| fill.rest(before, map))
    }

    fn filled<E>(fill: impl FnOnce(Fill<'_, 'de>) -> Result<(), E>) -> Result<Self, E> {
        let mut content = Self::Null;
        let place = &mut content;
        fill(Fill { place, depth: 0 })?;
        Ok(content)
    }
}

impl<'de> Deserialize<'de> for Content<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::filled(|fill| fill.deserialize(deserializer))
    }
}

/// The only member of the maps as which serde_json passes numbers if any crate of the program enables its feature
/// `arbitrary_precision`.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// Parses a number.
#[cold]
fn number(text: &str) -> Option<Content<'static>> {
    let signed = || text.parse().ok().map(Content::I64);
    let unsigned = || text.parse().ok().map(Content::U64);
    let float = || {
        let value = text.parse().ok()?;
        let is_whole = Number::from_f64(value).is_some_and(|number| number.to_string() == text);
        Some(match text.parse() {
            Ok(number) if !is_whole => Content::Exact(value, Box::new(number)),
            _ => Content::F64(value),
        })
    };
    signed().or_else(unsigned).or_else(float)
}

/// Returns `true` if serde_json passes numbers as maps.
pub(crate) fn numbers_are_maps() -> bool {
    static AS_MAPS: OnceLock<bool> = OnceLock::new();
    // This is out of the range of `f64`, so it is a number only if the text is kept.
    *AS_MAPS.get_or_init(|| serde_json::from_str::<Number>("1e999").is_ok())
}

/// Reads a value into its final place: returning it would move it, which takes longer than reading most values.
struct Fill<'p, 'de> {
    place: &'p mut Content<'de>,
    /// The depth of the value.
    depth: u8,
}

impl<'de> Fill<'_, 'de> {
    /// The depth of the contained values.
    fn inside<E: Error>(&self) -> Result<u8, E> {
        if self.depth < DEPTH {
            Ok(self.depth + 1)
        } else {
            Err(E::custom("values nest too deep"))
        }
    }

    fn rest<A: MapAccess<'de>>(
        self,
        mut members: Vec<Member<'de>>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let depth = self.inside()?;
        if members.is_empty() {
            // Room for twelve members: few objects have more, and growing an empty vector is slow.
            members.reserve(12);
        }
        members.push(EMPTY);
        while let Some((name, place)) = members.last_mut()
            && map.next_key_seed(FillName(name))?.is_some()
        {
            map.next_value_seed(Fill { place, depth })?;
            members.push(EMPTY);
        }
        members.pop();
        if members.is_empty() {
            // A short text can contain a great many empty objects.
            members = Vec::new();
        }
        let number = match members.as_slice() {
            [(key, value)] if key == NUMBER => value.as_str().and_then(number),
            _ => None,
        };
        self.put(number.unwrap_or(Content::Object(members)))
    }

    #[inline]
    fn put<E>(self, content: Content<'de>) -> Result<(), E> {
        *self.place = content;
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.put(Content::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.put(Content::I64(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.put(Content::unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.put(Content::F64(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.put(Content::String(value.to_owned()))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.put(Content::Str(value))
    }

    fn visit_string<E>(self, value: String) -> Result<(), E> {
        self.put(Content::String(value))
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.put(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.put(Content::Null)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let number = value_number::take();
        let depth = self.inside()?;
        let mut items = Vec::new();
        loop {
            let mut item = Content::Null;
            let place = &mut item;
            if seq.next_element_seed(Fill { place, depth })?.is_none() {
                break;
            }
            items.push(item);
        }
        self.put(Content::Array(items).with_number(number))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let number = value_number::take();
        let place = &mut *self.place;
        let depth = self.depth;
        Fill { place, depth }.rest(Vec::new(), &mut map)?;
        if number.is_some() {
            let content = std::mem::replace(self.place, Content::Null);
            *self.place = content.with_number(number);
        }
        Ok(())
    }
}

/// Reads the name of a member into its final place.
struct FillName<'p, 'de>(&'p mut Cow<'de, str>);

impl<'de> DeserializeSeed<'de> for FillName<'_, 'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for FillName<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NAME)
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        *self.0 = Cow::Owned(name.to_owned());
        Ok(())
    }

    #[inline]
    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<(), E> {
        *self.0 = Cow::Borrowed(name);
        Ok(())
    }

    fn visit_string<E>(self, name: String) -> Result<(), E> {
        *self.0 = Cow::Owned(name);
        Ok(())
    }
}
