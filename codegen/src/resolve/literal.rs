//! Scalars of the document.

use serde_json::Value;

use crate::ir::Literal;

/// The scalar that a value is; `None` for arrays and objects.
pub(super) fn literal(value: &Value) -> Option<Literal> {
    match value {
        Value::Null => Some(Literal::Null),
        Value::Bool(value) => Some(Literal::Bool(*value)),
        Value::String(value) => Some(Literal::String(value.clone())),
        Value::Number(number) => {
            let integer = number
                .as_i64()
                .map(i128::from)
                .or_else(|| number.as_u64().map(i128::from));
            integer
                .map(Literal::Integer)
                .or_else(|| number.as_f64().map(Literal::Number))
        }
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// A scalar as text, for a name.
pub(super) fn text(literal: &Literal) -> String {
    match literal {
        Literal::String(value) => value.clone(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::Null => "null".to_owned(),
    }
}
