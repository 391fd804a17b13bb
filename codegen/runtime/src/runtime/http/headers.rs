//! Declared response headers.

use std::fmt;

use reqwest::header::{HeaderMap, HeaderValue};
use serde::de::value::SeqDeserializer;
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor, value};
use serde::forward_to_deserialize_any;

use crate::runtime::call::operation::Operation;

/// The headers of a response.
#[derive(Clone, Copy)]
pub struct Headers<'a> {
    headers: &'a HeaderMap,
    operation: &'static Operation,
}

impl<'a> Headers<'a> {
    /// Wraps the headers of a response or of an error of a call of the operation.
    #[must_use]
    pub fn of(headers: &'a HeaderMap, operation: &'static Operation) -> Self {
        Self { headers, operation }
    }

    /// Returns the value of a header, if the response has it: a number, a boolean, a string, or a list in the style `simple`.
    ///
    /// # Errors
    ///
    /// If the value is not text or not of this type.
    pub fn get<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, HeaderError> {
        let mut values = self.headers.get_all(name).iter().peekable();
        if values.peek().is_none() {
            return Ok(None);
        }
        let refused = |value: Option<&HeaderValue>, message: String| HeaderError {
            operation: self.operation,
            name,
            value: value.filter(|value| !value.is_sensitive()).cloned(),
            message,
        };
        // RFC 9110, section 5.3: several lines are one list.
        let mut text = String::new();
        let mut last = None;
        for value in values {
            let part = value
                .to_str()
                .map_err(|_| refused(Some(value), "it is not ASCII".to_owned()))?;
            if last.replace(value).is_some() {
                text.push_str(", ");
            }
            text.push_str(part);
        }
        let value = T::deserialize(Text(text.trim()));
        value
            .map(Some)
            .map_err(|error| refused(last, error.to_string()))
    }
}

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.headers.fmt(f)
    }
}

/// A response header that is not of its declared type.
#[derive(Debug, Clone)]
pub struct HeaderError {
    operation: &'static Operation,
    name: &'static str,
    /// `None` if the value contains a secret.
    value: Option<HeaderValue>,
    message: String,
}

impl HeaderError {
    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation.id
    }

    /// Returns the name of the header as in the document.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// Returns the reason.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        write!(
            f,
            "{id}: {method} {path}: the header `{}` cannot be read: {}",
            self.name, self.message
        )?;
        match &self.value {
            Some(value) => write!(f, ": {value:?}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for HeaderError {}

/// The value of a header, or an item of a list.
struct Text<'a>(&'a str);

macro_rules! numbers {
    ($($function:ident $visit:ident $ty:ty,)*) => {
        $(
            fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
                match self.0.parse::<$ty>() {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => visitor.visit_str(self.0),
                }
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = value::Error;

    numbers! {
        deserialize_bool visit_bool bool,
        deserialize_i8 visit_i64 i64,
        deserialize_i16 visit_i64 i64,
        deserialize_i32 visit_i64 i64,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u64 u64,
        deserialize_u16 visit_u64 u64,
        deserialize_u32 visit_u64 u64,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
        deserialize_f32 visit_f64 f64,
        deserialize_f64 visit_f64 f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_str(self.0)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let items = self.0.split(',').map(str::trim);
        let items = items.filter(|item| !item.is_empty()).map(Text);
        visitor.visit_seq(SeqDeserializer::new(items))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf option unit unit_struct tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
