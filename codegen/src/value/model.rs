//! The types of values.

use std::fmt;
use std::hash::{Hash, Hasher};

use indexmap::IndexMap;

use super::number::ValueNumber;

/// The members of an object, in the document's order. Objects with the same members in another order are equal.
pub type Members = IndexMap<String, Value, foldhash::fast::RandomState>;

/// A JSON value (RFC 8259).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(ValueNumber),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Members),
}

impl Value {
    /// Returns `true` for null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns `true` for an array.
    #[must_use]
    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// Returns `true` for an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Returns the JSON type with its article, for messages.
    #[must_use]
    pub fn describe_type(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer, if it has at most 128 bits.
    #[must_use]
    pub fn as_integer(&self) -> Option<i128> {
        match self {
            Self::Number(number) => number.as_integer(),
            _ => None,
        }
    }

    /// The string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items of an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members of an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Members> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of an object with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }
}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Number(number) => number.hash(state),
            Self::String(text) => text.hash(state),
            Self::Array(items) => items.hash(state),
            // Equal objects may have their members in another order.
            Self::Object(members) => members.len().hash(state),
        }
    }
}

/// Formats the value as JSON, indented with `{:#}`.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if formatter.alternate() {
            serde_json::to_string_pretty(self)
        } else {
            serde_json::to_string(self)
        };
        formatter.write_str(&text.map_err(|_| fmt::Error)?)
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<String> for Value {
    fn eq(&self, text: &String) -> bool {
        self.as_str() == Some(text)
    }
}

/// Converts a value. An integer of more than 64 bits becomes the nearest `f64`.
impl From<&Value> for serde_json::Value {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => {
                let integer = number.as_integer().and_then(serde_json::Number::from_i128);
                let float = || serde_json::Number::from_f64(number.as_f64());
                integer.or_else(float).map_or(Self::Null, Self::Number)
            }
            Value::String(text) => Self::String(text.clone()),
            Value::Array(items) => items.iter().map(Self::from).collect(),
            Value::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, value)| (name.clone(), Self::from(value)));
                Self::Object(members.collect())
            }
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::Array(items)
    }
}

impl From<Members> for Value {
    fn from(members: Members) -> Self {
        Self::Object(members)
    }
}

#[cfg(test)]
mod tests {
    use super::{Members, Value};

    fn value(text: &str) -> Value {
        serde_json::from_str(text).expect("a value")
    }

    #[test]
    fn members_keep_their_order() {
        let text = r#"{"b":1,"a":{"d":null,"c":[true,"x",1.0]}}"#;
        assert_eq!(value(text).to_string(), text);
    }

    #[test]
    fn objects_with_another_order_of_members_are_equal_and_found_in_a_set() {
        let (one, other) = (value(r#"{"a":1,"b":2}"#), value(r#"{"b":2,"a":1}"#));
        assert_eq!(one, other);
        assert!(std::collections::HashSet::from([one]).contains(&other));
    }

    #[test]
    fn an_integer_without_an_equal_in_another_model_is_converted_to_the_nearest_float() {
        let large = value("[18446744073709551615]");
        assert_eq!(
            serde_json::Value::from(&large),
            serde_json::json!([u64::MAX])
        );
        let larger = Value::Array(vec![Value::Number((1_i128 << 70).into())]);
        let nearest = serde_json::json!([1_180_591_620_717_411_303_424.0]);
        assert_eq!(serde_json::Value::from(&larger), nearest);
    }

    #[test]
    fn a_value_is_as_small_as_its_members() {
        assert_eq!(size_of::<Value>(), size_of::<Members>());
    }
}
