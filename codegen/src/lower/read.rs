//! Conversion of single values. A value of the wrong kind is reported and treated as absent. Null is treated as absent
//! without a report, since an empty YAML value is null.

use crate::value::{Members, Value, ValueNumber};

use super::lowerer::Lowerer;
use super::number::{Number, leading_integer};
use super::pointer_path::PointerPath;
use crate::diagnostic::{Locate, code};

/// 2^63: smaller integers are values of 64 bits, which are exact.
const I64_LIMIT: f64 = 9_223_372_036_854_775_808.0;

impl<'d> Lowerer<'d> {
    /// Returns the members of an object.
    pub(super) fn as_object(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<&'d Members> {
        match value {
            Value::Object(members) => Some(members),
            Value::Null => None,
            other => self.wrong_kind(other, "an object", at),
        }
    }

    /// Returns the items of an array.
    pub(super) fn as_array(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<&'d [Value]> {
        match value {
            Value::Array(items) => Some(items),
            Value::Null => None,
            other => self.wrong_kind(other, "an array", at),
        }
    }

    /// Returns a string; another scalar is converted to its text.
    pub(super) fn as_string(&mut self, value: &Value, at: &PointerPath<'_>) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null => None,
            other => self.wrong_kind(other, "a string", at),
        }
    }

    /// Returns a boolean; the strings `"true"` and `"false"` are converted.
    pub(super) fn as_bool(&mut self, value: &Value, at: &PointerPath<'_>) -> Option<bool> {
        match value {
            Value::Bool(value) => Some(*value),
            Value::Null => None,
            Value::String(text) if text == "true" || text == "false" => {
                self.diagnostics.note(
                    code::INVALID_VALUE,
                    at,
                    format!("`{}` is a string, treated as a boolean", at.name()),
                );
                Some(text == "true")
            }
            other => self.wrong_kind(other, "a boolean", at),
        }
    }

    /// Returns a number; a string that holds one is converted.
    pub(super) fn as_number(&mut self, value: &Value, at: &PointerPath<'_>) -> Option<ValueNumber> {
        match value {
            Value::Number(number) => Some(number.clone()),
            Value::Null => None,
            Value::String(text) => match serde_json::from_str(text) {
                Ok(Value::Number(number)) => {
                    self.diagnostics.note(
                        code::INVALID_VALUE,
                        at,
                        format!("`{}` is a string, treated as a number", at.name()),
                    );
                    Some(number)
                }
                _ => self.wrong_kind(value, "a number", at),
            },
            other => self.wrong_kind(other, "a number", at),
        }
    }

    /// Returns a number, exact if it is an integer of up to 128 bits.
    pub(super) fn as_exact_number(
        &mut self,
        value: &Value,
        at: &PointerPath<'_>,
    ) -> Option<Number> {
        let number = self.as_number(value, at)?;
        let exact = self.integer(value, at).map(Number::Integer);
        Some(exact.unwrap_or_else(|| Number::from(&number)))
    }

    /// An integer of up to 128 bits. Those of JSON that have more than 64 bits are read as the nearest `f64`, so their digits
    /// are those of the document's text.
    pub(super) fn integer(&self, value: &Value, at: &PointerPath<'_>) -> Option<i128> {
        let Value::Number(number) = value else {
            return None;
        };
        if number.as_integer().is_some() {
            return number.as_integer();
        }
        let rounded = number.as_f64();
        if rounded.fract() != 0.0 || rounded.abs() < I64_LIMIT {
            return None;
        }
        let sources = self.document.sources();
        let span = sources.locate(&at.location())?;
        let (_, text) = sources.source(span.file)?;
        // The span is that of the value in an array, and that of the key in an object.
        let value = leading_integer(text.get(span.start..)?).or_else(|| {
            let rest = text.get(span.end..)?.trim_start().strip_prefix(':')?;
            leading_integer(rest.trim_start())
        });
        value.filter(|integer| Number::Integer(*integer).as_f64() == rounded)
    }

    /// Returns a value, in which integers of up to 128 bits are exact.
    pub(super) fn exact_value(&self, value: &Value, at: &PointerPath<'_>) -> Value {
        match value {
            Value::Number(_) => match self.integer(value, at) {
                Some(integer) => Value::Number(integer.into()),
                None => value.clone(),
            },
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let items = items.map(|(index, item)| self.exact_value(item, &at.index(index)));
                Value::Array(items.collect())
            }
            Value::Object(members) => {
                let members = members.iter();
                let members = members
                    .map(|(name, value)| (name.clone(), self.exact_value(value, &at.key(name))));
                Value::Object(members.collect())
            }
            Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
        }
    }

    /// Returns a non-negative integer.
    pub(super) fn as_usize(&mut self, value: &Value, at: &PointerPath<'_>) -> Option<usize> {
        let number = self.as_number(value, at)?;
        let count = number
            .as_integer()
            .or_else(|| whole(number.as_f64()))
            .and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.diagnostics.warning(
                code::INVALID_VALUE,
                at,
                format!(
                    "`{}` must be a non-negative integer, not {number}; ignored",
                    at.name()
                ),
            );
        }
        count
    }

    /// Returns the strings of an array; items that are not scalars are left out.
    pub(super) fn as_strings(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Vec<String> {
        let items = self.as_array(value, at).unwrap_or_default();
        let texts = items.iter().enumerate();
        texts
            .filter_map(|(index, item)| self.as_string(item, &at.index(index)))
            .collect()
    }

    /// Reports a member that lowering does not know, unless it is an extension.
    pub(super) fn other_member(&mut self, key: &str, at: &PointerPath<'_>) {
        if !key.starts_with("x-") {
            self.diagnostics.note(
                code::UNKNOWN_MEMBER,
                at,
                format!("unknown member `{key}`; ignored"),
            );
        }
    }

    fn wrong_kind<T>(&mut self, value: &Value, expected: &str, at: &PointerPath<'_>) -> Option<T> {
        let message = format!(
            "`{}` must be {expected}, not {}; ignored",
            at.name(),
            value.describe_type()
        );
        self.diagnostics.warning(code::INVALID_VALUE, at, message);
        None
    }
}

/// The non-negative integer that a float is.
#[expect(clippy::cast_possible_truncation, reason = "guarded by the range")]
fn whole(number: f64) -> Option<i128> {
    let fits = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
    fits.then_some(number as i128)
}
