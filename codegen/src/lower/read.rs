//! Reading single values, tolerantly: what is of the wrong kind gives a diagnostic and counts as absent. Null counts as
//! absent without one, since an empty YAML value is null.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::at::At;
use super::{Lowerer, extension};
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// An object.
    pub(super) fn object(
        &mut self,
        value: &'d Value,
        at: &At<'_>,
    ) -> Option<&'d Map<String, Value>> {
        match value {
            Value::Object(members) => Some(members),
            Value::Null => None,
            other => self.wrong_kind(other, "an object", at),
        }
    }

    /// An array.
    pub(super) fn array(&mut self, value: &'d Value, at: &At<'_>) -> Option<&'d [Value]> {
        match value {
            Value::Array(items) => Some(items),
            Value::Null => None,
            other => self.wrong_kind(other, "an array", at),
        }
    }

    /// A string; another scalar is taken as its text.
    pub(super) fn text(&mut self, value: &Value, at: &At<'_>) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null => None,
            other => self.wrong_kind(other, "a string", at),
        }
    }

    /// A boolean; the strings `"true"` and `"false"` are taken for one.
    pub(super) fn flag(&mut self, value: &Value, at: &At<'_>) -> Option<bool> {
        match value {
            Value::Bool(value) => Some(*value),
            Value::Null => None,
            Value::String(text) if text == "true" || text == "false" => {
                self.diagnostics.note(
                    code::INVALID_VALUE,
                    at,
                    format!("`{}` is a string; it is read as a boolean", at.name()),
                );
                Some(text == "true")
            }
            other => self.wrong_kind(other, "a boolean", at),
        }
    }

    /// A number; a string that holds one is taken for it.
    pub(super) fn number(&mut self, value: &Value, at: &At<'_>) -> Option<serde_json::Number> {
        match value {
            Value::Number(number) => Some(number.clone()),
            Value::Null => None,
            Value::String(text) => match serde_json::from_str(text) {
                Ok(number) => {
                    self.diagnostics.note(
                        code::INVALID_VALUE,
                        at,
                        format!("`{}` is a string; it is read as a number", at.name()),
                    );
                    Some(number)
                }
                Err(_) => self.wrong_kind(value, "a number", at),
            },
            other => self.wrong_kind(other, "a number", at),
        }
    }

    /// A number of things.
    pub(super) fn count(&mut self, value: &Value, at: &At<'_>) -> Option<usize> {
        let number = self.number(value, at)?;
        let count = number
            .as_u64()
            .or_else(|| whole(number.as_f64()?))
            .and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.diagnostics.warning(
                code::INVALID_VALUE,
                at,
                format!(
                    "`{}` is {number}, which is no count; it is ignored",
                    at.name()
                ),
            );
        }
        count
    }

    /// The strings of an array; what is no scalar is left out.
    pub(super) fn texts(&mut self, value: &'d Value, at: &At<'_>) -> Vec<String> {
        let items = self.array(value, at).unwrap_or_default();
        let texts = items.iter().enumerate();
        texts
            .filter_map(|(index, item)| self.text(item, &at.index(index)))
            .collect()
    }

    /// A member that lowering does not know: an extension is kept, anything else is told.
    pub(super) fn other_member(
        &mut self,
        extensions: &mut IndexMap<String, Value>,
        key: &str,
        value: &Value,
        at: &At<'_>,
    ) {
        if extension::ALL.contains(&key) {
            self.diagnostics.warning(
                code::RESERVED_EXTENSION,
                at,
                format!("the extension `{key}` is ignored: the generator uses this name itself"),
            );
        } else if key.starts_with("x-") {
            extensions.insert(key.to_owned(), value.clone());
        } else {
            self.diagnostics.note(
                code::UNKNOWN_MEMBER,
                at,
                format!("the member `{key}` is not known here and is ignored"),
            );
        }
    }

    fn wrong_kind<T>(&mut self, value: &Value, expected: &str, at: &At<'_>) -> Option<T> {
        let message = format!(
            "`{}` must be {expected}, not {}; it is ignored",
            at.name(),
            kind(value)
        );
        self.diagnostics.warning(code::INVALID_VALUE, at, message);
        None
    }
}

/// A float that is a count.
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
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
