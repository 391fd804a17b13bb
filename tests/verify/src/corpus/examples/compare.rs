//! Compares values before and after decoding and encoding.

use serde_json::{Number, Value};

/// The result of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Comparison {
    /// The values are equal, except for dropped members of objects.
    Same {
        /// The pointers of dropped members; empty unless members may be dropped.
        dropped: Vec<String>,
    },
    /// The location and description of the first difference.
    Different(String),
}

/// Compares a value before and after as JSON: the order of members is free, and `1` equals `1.0`.
///
/// If members may be dropped, those missing afterwards are ignored. Everything that is present afterwards must have been there
/// before, with the same value. Items of arrays are never dropped.
pub(super) fn compare(before: &Value, after: &Value, may_drop: bool) -> Comparison {
    let mut comparing = Comparing {
        may_drop,
        pointer: String::new(),
        dropped: Vec::new(),
    };
    match comparing.values(before, after) {
        Ok(()) => Comparison::Same {
            dropped: comparing.dropped,
        },
        Err(difference) => Comparison::Different(difference),
    }
}

struct Comparing {
    may_drop: bool,
    pointer: String,
    dropped: Vec<String>,
}

impl Comparing {
    fn values(&mut self, before: &Value, after: &Value) -> Result<(), String> {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (key, before) in before {
                    let length = self.enter(key);
                    match after.get(key) {
                        Some(after) => self.values(before, after)?,
                        None if self.may_drop => self.dropped.push(self.pointer.clone()),
                        None => {
                            return Err(format!("{} is lost: {}", self.pointer, shown(before)));
                        }
                    }
                    self.pointer.truncate(length);
                }
                match after.iter().find(|(key, _)| !before.contains_key(*key)) {
                    Some((key, value)) => {
                        self.enter(key);
                        Err(format!("{} is made up: {}", self.pointer, shown(value)))
                    }
                    None => Ok(()),
                }
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                for (index, (before, after)) in before.iter().zip(after).enumerate() {
                    let length = self.enter(&index.to_string());
                    self.values(before, after)?;
                    self.pointer.truncate(length);
                }
                Ok(())
            }
            (Value::Number(left), Value::Number(right)) if same_number(left, right) => Ok(()),
            (before, after) if before == after => Ok(()),
            (before, after) => Err(format!(
                "{} was {} and is {}",
                if self.pointer.is_empty() {
                    "the value"
                } else {
                    &self.pointer
                },
                shown(before),
                shown(after)
            )),
        }
    }

    /// Descends to a member or item, and returns the length to restore.
    fn enter(&mut self, token: &str) -> usize {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer
            .push_str(&token.replace('~', "~0").replace('/', "~1"));
        length
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    left == right
        || left.as_f64().is_some()
            && left.as_f64() == right.as_f64()
            && !(both_integers(left, right))
}

/// Integers are compared as such: different ones may be equal as floats.
fn both_integers(left: &Number, right: &Number) -> bool {
    !left.is_f64() && !right.is_f64()
}

/// Returns the start of a value's text.
fn shown(value: &Value) -> String {
    const LENGTH: usize = 80;
    let text = value.to_string();
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn same(before: &Value, after: &Value) -> bool {
        compare(before, after, false)
            == Comparison::Same {
                dropped: Vec::new(),
            }
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert!(same(&json!([1, 1.5, -0.0]), &json!([1.0, 1.5, 0])));
        assert!(!same(
            &json!(9_007_199_254_740_993_i64),
            &json!(9_007_199_254_740_992_i64)
        ));
        assert!(!same(&json!(1), &json!("1")));
    }

    #[test]
    fn the_order_of_members_is_free_and_that_of_items_is_not() {
        assert!(same(&json!({"a": 1, "b": 2}), &json!({"b": 2, "a": 1})));
        assert!(!same(&json!([1, 2]), &json!([2, 1])));
    }

    #[test]
    fn null_and_absence_are_two_things() {
        assert_eq!(
            compare(&json!({"a": {"b": null}}), &json!({"a": {}}), false),
            Comparison::Different("/a/b is lost: null".to_owned())
        );
        assert_eq!(
            compare(&json!({"a": {}}), &json!({"a": {"b/c": null}}), true),
            Comparison::Different("/a/b~1c is made up: null".to_owned())
        );
    }

    #[test]
    fn only_members_may_be_dropped_and_the_rest_must_be_equal() {
        assert_eq!(
            compare(
                &json!({"a": [{"b": 1, "c": 2}]}),
                &json!({"a": [{"b": 1}]}),
                true
            ),
            Comparison::Same {
                dropped: vec!["/a/0/c".to_owned()]
            }
        );
        assert_eq!(
            compare(&json!({"a": [1, 2]}), &json!({"a": [1]}), true),
            Comparison::Different("/a was [1,2] and is [1]".to_owned())
        );
        assert_eq!(
            compare(&json!({"a": 1}), &json!({"a": 2}), true),
            Comparison::Different("/a was 1 and is 2".to_owned())
        );
    }
}
