//! Scalar values of the document.

use crate::value::Value;

use crate::ir::Literal;
use crate::lower::Number;

/// Returns the scalar; `None` for arrays and objects.
pub(super) fn to_literal(value: &Value) -> Option<Literal> {
    match value {
        Value::Null => Some(Literal::Null),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::String(value) => Some(Literal::String(value.clone())),
        Value::Number(number) => {
            let integer = number.as_integer().map(Literal::Integer);
            Some(integer.unwrap_or_else(|| Literal::Number(number.as_f64())))
        }
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Converts a number to a literal.
pub(super) fn number_literal(number: Number) -> Literal {
    match number {
        Number::Integer(number) => Literal::Integer(number),
        Number::Float(number) => Literal::Number(number),
    }
}

/// A hashable key that is equal for equal scalars.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum LiteralKey {
    String(String),
    Integer(i128),
    Number(u64),
    Bool(bool),
    Null,
}

/// Returns the key of a scalar.
pub(super) fn literal_key(literal: &Literal) -> LiteralKey {
    match literal {
        Literal::String(value) => LiteralKey::String(value.clone()),
        Literal::Integer(value) => LiteralKey::Integer(*value),
        // JSON has no NaN; negative zero becomes positive zero.
        Literal::Number(value) => LiteralKey::Number((value + 0.0).to_bits()),
        Literal::Bool(value) => LiteralKey::Bool(*value),
        Literal::Null => LiteralKey::Null,
    }
}

/// Returns a scalar as text, for a name.
pub(super) fn literal_text(literal: &Literal) -> String {
    literal.to_string()
}
