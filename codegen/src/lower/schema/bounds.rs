//! Bounds of numbers.

use serde_json::{Map, Number, Value};

use super::super::at::At;
use super::super::{Lowerer, extension};
use super::Draft;

/// One end of the range of a number.
struct Bound {
    value: Number,
    exclusive: bool,
}

/// The largest integer below which an `f64` holds every integer.
const EXACT: u64 = 1 << 53;

impl<'d> Lowerer<'d> {
    /// `minimum`, `maximum`, and their exclusive forms: a boolean in OpenAPI 3.0, a number in 3.1, either in practice.
    pub(super) fn bounds(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        let lower = self.bound(members, "minimum", "exclusiveMinimum", at, |a, b| a > b);
        if let Some(bound) = lower {
            draft.any.minimum = bound.value.as_f64();
            draft.any.exclusive_minimum = bound.exclusive.then_some(true);
            if is_inexact(&bound.value) {
                draft.extend(extension::MINIMUM, Value::Number(bound.value));
            }
        }
        let upper = self.bound(members, "maximum", "exclusiveMaximum", at, |a, b| a < b);
        if let Some(bound) = upper {
            draft.any.maximum = bound.value.as_f64();
            draft.any.exclusive_maximum = bound.exclusive.then_some(true);
            if is_inexact(&bound.value) {
                draft.extend(extension::MAXIMUM, Value::Number(bound.value));
            }
        }
    }

    fn bound(
        &mut self,
        members: &'d Map<String, Value>,
        inclusive: &str,
        exclusive: &str,
        at: &At<'_>,
        narrower: fn(f64, f64) -> bool,
    ) -> Option<Bound> {
        let limit = members
            .get(inclusive)
            .and_then(|value| self.number(value, &at.key(inclusive)));
        let beside = match members.get(exclusive) {
            Some(Value::Bool(flag)) => {
                return limit.map(|value| Bound {
                    value,
                    exclusive: *flag,
                });
            }
            Some(value) => self.number(value, &at.key(exclusive)),
            None => None,
        };
        match (limit, beside) {
            (Some(limit), Some(beside)) => {
                let wins = narrower(limit.as_f64()?, beside.as_f64()?);
                Some(Bound {
                    value: if wins { limit } else { beside },
                    exclusive: !wins,
                })
            }
            (Some(value), None) => Some(Bound {
                value,
                exclusive: false,
            }),
            (None, Some(value)) => Some(Bound {
                value,
                exclusive: true,
            }),
            (None, None) => None,
        }
    }
}

fn is_inexact(number: &Number) -> bool {
    let size = number
        .as_u64()
        .or_else(|| number.as_i64().map(i64::unsigned_abs));
    size.is_some_and(|size| size > EXACT)
}
