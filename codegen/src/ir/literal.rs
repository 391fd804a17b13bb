//! Scalar values.

use std::fmt;

/// A scalar value of the document.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A string.
    String(String),
    /// An integer.
    Integer(i128),
    /// A number with a fraction.
    Number(f64),
    /// A boolean.
    Bool(bool),
    /// Null.
    Null,
}

impl fmt::Display for Literal {
    /// Formats the scalar as text; a string without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(value) => f.write_str(value),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Bool(value) => value.fmt(f),
            Self::Null => f.write_str("null"),
        }
    }
}
