//! Reading types from [`Content`], and from maps whose first members were read already.

use std::fmt::{self, Write as _};
use std::slice;
use std::vec;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Number;

use crate::runtime::json::content::{Content, Member};
use crate::runtime::json::value_number;

/// An error of reading a type from a value, with its path in the value.
#[derive(Debug)]
pub struct ContentError(Box<Detail>);

#[derive(Debug)]
struct Detail {
    /// The path from the value to the error: `.items[2].id`.
    path: String,
    message: String,
}

impl ContentError {
    /// Prepends a step to the path.
    #[cold]
    #[must_use]
    pub fn within(mut self, step: fmt::Arguments<'_>) -> Self {
        let inner = std::mem::take(&mut self.0.path);
        // Writing to a string does not fail.
        let _ = write!(self.0.path, "{step}{inner}");
        self
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.0.path)?;
        }
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for ContentError {}

impl Error for ContentError {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Detail {
            path: String::new(),
            message: message.to_string(),
        }))
    }
}

/// Reads a type from a value.
#[derive(Debug, Clone, Copy)]
pub struct ContentReader<'a, 'de>(pub &'a Content<'de>);

impl<'a, 'de> ContentReader<'a, 'de> {
    /// Notes the number of the value for the visitor, and returns the value without it.
    #[inline]
    fn enter(self) -> &'a Content<'de> {
        let (number, content) = match self.0 {
            Content::Numbered(number, content) => (*number, &**content),
            other => (0, other),
        };
        value_number::set(number);
        content
    }
}

/// Types of a fixed width cannot be read from the map that represents a number with all its digits.
macro_rules! numbers {
    ($($function:ident)*) => {$(
        fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ContentError> {
            match self.0 {
                Content::Exact(value, _) => visitor.visit_f64(*value),
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'a, 'de> Deserializer<'de> for ContentReader<'a, 'de> {
    type Error = ContentError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ContentError> {
        match self.enter() {
            Content::Null => visitor.visit_unit(),
            Content::Bool(value) => visitor.visit_bool(*value),
            Content::I64(value) => visitor.visit_i64(*value),
            Content::U64(value) => visitor.visit_u64(*value),
            Content::F64(value) => visitor.visit_f64(*value),
            Content::Exact(_, number) => {
                let number = Number::clone(number);
                number.deserialize_any(visitor).map_err(Error::custom)
            }
            Content::Str(text) => visitor.visit_borrowed_str(text),
            Content::String(text) => visitor.visit_str(text),
            Content::Array(items) => visitor.visit_seq(ContentItems {
                items: items.iter(),
                at: 0,
            }),
            Content::Object(members) => visitor.visit_map(ContentMembers::new(members)),
            Content::Numbered(..) => Err(Error::custom("a value with two numbers")),
        }
    }

    // Objects of unions are always read from `Rest`, so that the code is generated only once.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ContentError> {
        match self.enter() {
            Content::Object(members) => visitor.visit_map(Rest::all(ContentMembers::new(members))),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ContentError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ContentError> {
        match self.0 {
            Content::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ContentError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ContentError> {
        match self.0.unnumbered() {
            Content::Object(members) => {
                visitor.visit_enum(MapAccessDeserializer::new(ContentMembers::new(members)))
            }
            other => match other.as_str() {
                Some(text) => visitor.visit_enum(text.into_deserializer()),
                None => Err(Error::invalid_type(
                    unexpected(other),
                    &"a string or an object",
                )),
            },
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, ContentError> {
        visitor.visit_unit()
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct identifier
    }
}

/// Returns the description of a value in serde's messages.
#[must_use]
pub fn unexpected<'a>(content: &'a Content<'_>) -> Unexpected<'a> {
    match content {
        Content::Null => Unexpected::Other("null"),
        Content::Bool(value) => Unexpected::Bool(*value),
        Content::I64(value) => Unexpected::Signed(*value),
        Content::U64(value) => Unexpected::Unsigned(*value),
        Content::F64(value) | Content::Exact(value, _) => Unexpected::Float(*value),
        Content::Str(text) => Unexpected::Str(text),
        Content::String(text) => Unexpected::Str(text),
        Content::Array(_) => Unexpected::Seq,
        Content::Object(_) => Unexpected::Map,
        Content::Numbered(_, content) => unexpected(content),
    }
}

/// The items of an array.
#[derive(Debug)]
pub struct ContentItems<'a, 'de> {
    items: slice::Iter<'a, Content<'de>>,
    at: usize,
}

impl<'de> SeqAccess<'de> for ContentItems<'_, 'de> {
    type Error = ContentError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ContentError> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let at = self.at;
        self.at += 1;
        let item = seed.deserialize(ContentReader(item));
        item.map(Some)
            .map_err(|error| error.within(format_args!("[{at}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// A step to a member, in brackets if RFC 9535, section 2.5.1.1, has no shorthand for its name.
struct Name<'a>(&'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_letter = |character: char| {
            character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
        };
        let is_digit_first = self
            .0
            .starts_with(|character: char| character.is_ascii_digit());
        if self.0.is_empty() || is_digit_first || !self.0.chars().all(is_letter) {
            write!(f, "[{:?}]", self.0)
        } else {
            write!(f, ".{}", self.0)
        }
    }
}

/// The members of an object.
#[derive(Debug)]
pub struct ContentMembers<'a, 'de> {
    members: slice::Iter<'a, Member<'de>>,
    last: Option<&'a Member<'de>>,
}

impl<'a, 'de> ContentMembers<'a, 'de> {
    fn new(members: &'a [Member<'de>]) -> Self {
        Self {
            members: members.iter(),
            last: None,
        }
    }
}

impl<'de> MapAccess<'de> for ContentMembers<'_, 'de> {
    type Error = ContentError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ContentError> {
        self.last = self.members.next();
        match self.last {
            Some((key, _)) => seed.deserialize(StrDeserializer::new(key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, ContentError> {
        let Some((key, value)) = self.last else {
            return Err(Error::custom("a value was asked for before its key"));
        };
        let value = seed.deserialize(ContentReader(value));
        value.map_err(|error| error.within(format_args!("{}", Name(key))))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// A map of which some members were buffered before its type was known. It returns these first, then the rest of the input without
/// buffering.
#[derive(Debug)]
pub struct Rest<'de, A> {
    /// The tag, if it was the first member: this needs no allocation.
    first: Option<Member<'de>>,
    before: vec::IntoIter<Member<'de>>,
    /// The buffered member whose key was returned last.
    last: Option<Member<'de>>,
    again: bool,
    rest: A,
}

impl<'de, A: MapAccess<'de>> Rest<'de, A> {
    /// Creates a map of which nothing was read.
    pub fn all(rest: A) -> Self {
        Self {
            first: None,
            before: Vec::new().into_iter(),
            last: None,
            again: false,
            rest,
        }
    }

    /// Creates a map of which these members were read: `first`, if any, then those in `before`.
    pub fn after(first: Option<Member<'de>>, before: Vec<Member<'de>>, rest: A) -> Self {
        Self {
            again: first.is_some() || !before.is_empty(),
            first,
            before: before.into_iter(),
            last: None,
            rest,
        }
    }

    #[cold]
    fn again(&mut self) -> Option<&str> {
        self.last = self.first.take().or_else(|| self.before.next());
        self.again = self.last.is_some();
        self.last.as_ref().map(|(key, _)| key.as_ref())
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rest<'de, A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if self.again
            && let Some(key) = self.again()
        {
            return seed.deserialize(StrDeserializer::new(key)).map(Some);
        }
        self.rest.next_key_seed(seed)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if self.again
            && let Some((key, value)) = self.last.take()
        {
            return seed
                .deserialize(ContentReader(&value))
                .map_err(|error| A::Error::custom(error.within(format_args!("{}", Name(&key)))));
        }
        self.rest.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        let before = usize::from(self.first.is_some()) + self.before.len();
        Some(self.rest.size_hint()? + before)
    }
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Rest<'de, A> {
    type Error = A::Error;

    // A caller of `deserialize_any` may wrap the map once more, as a nested union does. If unions contain each other, the types of
    // the wrappers would be infinite, so the value is buffered here.
    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, A::Error> {
        let content = Content::rest(Vec::new(), &mut self)?;
        ContentReader(&content)
            .deserialize_any(visitor)
            .map_err(Error::custom)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        mut self,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        while self.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct enum identifier
    }
}

/// An array of which nothing was read.
#[derive(Debug)]
pub struct Items<A>(pub A);

impl<'de, A: SeqAccess<'de>> Deserializer<'de> for Items<A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_seq(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
