//! Construction of objects.

use std::collections::BTreeSet;

use super::model::Value;

/// Returns an object as a [`Value`]: `object!({ "name": name, "line": line })`. The members keep their order. A value is any
/// expression of a type that implements [`ToValue`].
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {
        $crate::value::Value::Object(::std::iter::FromIterator::from_iter([
            $(($name.to_owned(), $crate::value::ToValue::to_value(&$value))),*
        ]))
    };
}

/// Conversion to a [`Value`].
pub trait ToValue {
    /// Returns the value.
    fn to_value(&self) -> Value;
}

impl ToValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl ToValue for i32 {
    fn to_value(&self) -> Value {
        Value::from(i64::from(*self))
    }
}

impl ToValue for usize {
    fn to_value(&self) -> Value {
        Value::Number((*self as i128).into())
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::from(self)
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: ToValue> ToValue for BTreeSet<T> {
    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(ToValue::to_value).collect())
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(ToValue::to_value).collect())
    }
}
