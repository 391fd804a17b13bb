//! Conversions and comparisons for tests.

use std::ops::Index;

use super::model::Value;

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        serde_json::from_value(value).unwrap_or_default()
    }
}

impl PartialEq<serde_json::Value> for Value {
    fn eq(&self, other: &serde_json::Value) -> bool {
        serde_json::to_value(self).is_ok_and(|value| value == *other)
    }
}

impl PartialEq<i64> for Value {
    fn eq(&self, other: &i64) -> bool {
        self.as_integer() == Some(i128::from(*other))
    }
}

impl Index<&str> for Value {
    type Output = Self;

    /// The member of an object; null if it is missing.
    fn index(&self, name: &str) -> &Self {
        self.get(name).unwrap_or(&Self::Null)
    }
}

impl Index<usize> for Value {
    type Output = Self;

    /// The item of an array; null if it is missing.
    fn index(&self, index: usize) -> &Self {
        let items = self.as_array();
        items
            .and_then(|items| items.get(index))
            .unwrap_or(&Self::Null)
    }
}
