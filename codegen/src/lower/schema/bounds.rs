//! The bounds of numbers.

use crate::value::{Members, Value};

use super::super::lowerer::Lowerer;
use super::super::number::Number;
use super::super::pointer_path::PointerPath;
use super::builder::SchemaBuilder;

/// One end of the range of a number.
struct Bound {
    value: Number,
    is_exclusive: bool,
}

impl Bound {
    fn inclusive(value: Number) -> Self {
        Self {
            value,
            is_exclusive: false,
        }
    }

    fn exclusive(value: Number) -> Self {
        Self {
            value,
            is_exclusive: true,
        }
    }
}

impl<'d> Lowerer<'d> {
    /// `minimum`, `maximum`, and their exclusive forms: a boolean in OpenAPI 3.0, a number in 3.1, either in practice.
    pub(super) fn bounds(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        let lower = self.bound(members, "minimum", "exclusiveMinimum", at, |a, b| a > b);
        if let Some(bound) = lower {
            builder.any.minimum = Some(bound.value.as_f64());
            builder.any.exclusive_minimum = bound.is_exclusive.then_some(true);
            builder.facts.minimum = inexact(bound.value);
        }
        let upper = self.bound(members, "maximum", "exclusiveMaximum", at, |a, b| a < b);
        if let Some(bound) = upper {
            builder.any.maximum = Some(bound.value.as_f64());
            builder.any.exclusive_maximum = bound.is_exclusive.then_some(true);
            builder.facts.maximum = inexact(bound.value);
        }
    }

    /// `multipleOf`.
    pub(super) fn multiple_of(
        &mut self,
        builder: &mut SchemaBuilder,
        value: &Value,
        at: &PointerPath<'_>,
    ) {
        if let Some(factor) = self.as_exact_number(value, at) {
            builder.any.multiple_of = Some(factor.as_f64());
            builder.facts.multiple_of = inexact(factor);
        }
    }

    fn bound(
        &mut self,
        members: &'d Members,
        inclusive: &str,
        exclusive: &str,
        at: &PointerPath<'_>,
        is_narrower: fn(Number, Number) -> bool,
    ) -> Option<Bound> {
        let limit = members
            .get(inclusive)
            .and_then(|value| self.as_exact_number(value, &at.key(inclusive)));
        let strict = match members.get(exclusive) {
            Some(Value::Bool(flag)) => {
                return limit.map(|value| Bound {
                    value,
                    is_exclusive: *flag,
                });
            }
            Some(value) => self.as_exact_number(value, &at.key(exclusive)),
            None => None,
        };
        match (limit, strict) {
            (Some(limit), Some(strict)) if is_narrower(limit, strict) => {
                Some(Bound::inclusive(limit))
            }
            (Some(limit), None) => Some(Bound::inclusive(limit)),
            (_, Some(strict)) => Some(Bound::exclusive(strict)),
            (None, None) => None,
        }
    }
}

/// The number, if an `f64` does not hold it exactly.
fn inexact(number: Number) -> Option<Number> {
    (Number::from(number.as_f64()) != number).then_some(number)
}
