//! Scalar values.

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
