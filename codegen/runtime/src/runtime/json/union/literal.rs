//! The scalars that tables of unions list.

use std::fmt;

use serde::Serialize;
use serde::ser::{Error as _, Serializer};
use serde_json::Value;

use crate::runtime::json::content::Content;

/// The maximum number of items that a message lists.
pub(crate) const LISTED: usize = 20;

/// A scalar that a schema lists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// A string.
    String(&'static str),
    /// An integer.
    Integer(i128),
    /// A number with a fraction.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// Null, an array or an object, as JSON.
    Json(&'static str),
}

impl Literal {
    /// Returns `true` if the value equals the literal. An integer may have the form `1.0`.
    #[must_use]
    pub fn is(self, content: &Content<'_>) -> bool {
        match (self, content) {
            (Self::String(literal), Content::Str(text)) => literal == *text,
            (Self::String(literal), Content::String(text)) => literal == text,
            (Self::Integer(literal), Content::I64(value)) => literal == i128::from(*value),
            (Self::Integer(literal), Content::U64(value)) => literal == i128::from(*value),
            (Self::Integer(_), Content::F64(_) | Content::Exact(..)) => {
                content.integral().is_some_and(|content| self.is(&content))
            }
            (Self::Number(literal), Content::F64(value) | Content::Exact(value, _)) => {
                literal == *value
            }
            (Self::Number(literal), Content::I64(value)) => literal == *value as f64,
            (Self::Bool(literal), Content::Bool(value)) => literal == *value,
            (Self::Json("null"), Content::Null) => true,
            (
                Self::Json(literal),
                Content::Array(_) | Content::Object(_) | Content::Numbered(..),
            ) => serde_json::from_str::<Value>(literal)
                .is_ok_and(|literal| literal == content.clone().into_value()),
            _ => false,
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::String(text) => serializer.serialize_str(text),
            Self::Integer(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_i128(value),
            },
            Self::Number(value) => serializer.serialize_f64(value),
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::Json(text) => serde_json::from_str::<Value>(text)
                .map_err(S::Error::custom)?
                .serialize(serializer),
        }
    }
}

/// A literal in a table. It has the method `literal` for each type of literal.
#[derive(Debug, Clone, Copy)]
pub struct Written<T>(pub T);

impl Written<&'static str> {
    /// Returns the literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::String(self.0)
    }
}

impl Written<i128> {
    /// Returns the literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Integer(self.0)
    }
}

impl Written<f64> {
    /// Returns the literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Number(self.0)
    }
}

impl Written<bool> {
    /// Returns the literal.
    #[must_use]
    pub const fn literal(self) -> Literal {
        Literal::Bool(self.0)
    }
}

/// Formats literals as `"a", "b" or 3`; a long list is truncated.
pub(crate) struct List(pub(crate) Vec<Literal>);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = self.0.len().min(LISTED);
        for (at, literal) in self.0.iter().take(listed).enumerate() {
            f.write_str(match at {
                0 => "",
                _ if at + 1 == self.0.len() => " or ",
                _ => ", ",
            })?;
            match literal {
                Literal::String(text) => write!(f, "{text:?}")?,
                Literal::Integer(value) => value.fmt(f)?,
                Literal::Number(value) => write!(f, "{value:?}")?,
                Literal::Bool(value) => value.fmt(f)?,
                Literal::Json(text) => f.write_str(text)?,
            }
        }
        match self.0.len() - listed {
            0 => Ok(()),
            more => write!(f, " or {more} more"),
        }
    }
}
