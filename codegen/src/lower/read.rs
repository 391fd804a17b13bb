//! Conversion of single values. A value of the wrong kind is reported and treated as absent. Null is treated as absent
//! without a report, since an empty YAML value is null.

use indexmap::IndexMap;
use serde_json::{Map, Value};

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
    ) -> Option<&'d Map<String, Value>> {
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
    pub(super) fn as_number(
        &mut self,
        value: &Value,
        at: &PointerPath<'_>,
    ) -> Option<serde_json::Number> {
        match value {
            Value::Number(number) => Some(number.clone()),
            Value::Null => None,
            Value::String(text) => match serde_json::from_str(text) {
                Ok(number) => {
                    self.diagnostics.note(
                        code::INVALID_VALUE,
                        at,
                        format!("`{}` is a string, treated as a number", at.name()),
                    );
                    Some(number)
                }
                Err(_) => self.wrong_kind(value, "a number", at),
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
        let exact = self.large_integer(value, at).map(Number::Integer);
        Some(exact.unwrap_or_else(|| Number::from(&number)))
    }

    /// An integer of more than 64 bits. Values hold its nearest `f64`, so the digits are those of the document's text.
    pub(super) fn large_integer(&self, value: &Value, at: &PointerPath<'_>) -> Option<i128> {
        let Value::Number(number) = value else {
            return None;
        };
        let rounded = Some(number.as_f64()?).filter(|_| number.is_f64())?;
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

    /// Returns a non-negative integer.
    pub(super) fn as_usize(&mut self, value: &Value, at: &PointerPath<'_>) -> Option<usize> {
        let number = self.as_number(value, at)?;
        let count = number
            .as_u64()
            .or_else(|| whole(number.as_f64()?))
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

    /// Handles a member that lowering does not know: an extension is kept, any other is reported.
    pub(super) fn other_member(
        &mut self,
        extensions: &mut IndexMap<String, Value>,
        key: &str,
        value: &Value,
        at: &PointerPath<'_>,
    ) {
        if key.starts_with("x-") {
            extensions.insert(key.to_owned(), value.clone());
        } else {
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
            kind_name(value)
        );
        self.diagnostics.warning(code::INVALID_VALUE, at, message);
        None
    }
}

/// The non-negative integer that a float is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "guarded by the range"
)]
fn whole(number: f64) -> Option<u64> {
    let fits = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
    fits.then_some(number as u64)
}

/// The kind of a value, for messages.
pub(super) fn kind_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
