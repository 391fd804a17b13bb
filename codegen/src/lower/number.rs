//! Numbers as documents write them.

use std::cmp::Ordering;
use std::fmt;

use crate::value::ValueNumber;

/// A number of a document. Integers of up to 128 bits are exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// An integer, also one that is written with a fraction of zero: `1.0`.
    Integer(i128),
    /// A number with a fraction, or an integer of more than 128 bits.
    Float(f64),
}

impl Number {
    /// The number nearest to this one that an `f64` holds.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Integer(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

impl From<f64> for Number {
    /// The number with the fewest digits that is nearest to an `f64`.
    fn from(number: f64) -> Self {
        let integer = (number.fract() == 0.0).then(|| number.to_string().parse());
        match integer {
            Some(Ok(integer)) => Self::Integer(integer),
            _ => Self::Float(number),
        }
    }
}

impl From<&ValueNumber> for Number {
    fn from(number: &ValueNumber) -> Self {
        match number.as_integer() {
            Some(integer) => Self::Integer(integer),
            None => Self::from(number.as_f64()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(formatter),
            Self::Float(number) => number.fmt(formatter),
        }
    }
}

/// The integer at the beginning of a text, which is JSON or YAML.
pub(super) fn leading_integer(text: &str) -> Option<i128> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (_, rest) = digits.split_at(length);
    // A fraction or an exponent is not one of these characters.
    let is_whole = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n', ',', ']', '}']);
    let end = text.len() - rest.len();
    text[..end].parse().ok().filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use super::{Number, leading_integer};
    use crate::value::Value;

    #[test]
    fn integers_are_exact() {
        let number = |text: &str| match serde_json::from_str(text) {
            Ok(Value::Number(number)) => Number::from(&number),
            other => panic!("{text} is {other:?}"),
        };
        assert_eq!(
            number("9007199254740993"),
            Number::Integer(9_007_199_254_740_993)
        );
        assert_eq!(number("1.0"), Number::Integer(1));
        assert_eq!(number("1e3"), Number::Integer(1000));
        assert_eq!(number("0.1").to_string(), "0.1");
        assert!(number("9007199254740992") < number("9007199254740993"));
        assert_eq!(number("1e20").to_string(), "100000000000000000000");
        assert_eq!(number("1e300"), Number::Float(1e300));
    }

    #[test]
    fn the_integer_at_the_beginning_of_a_text_is_read_whole() {
        assert_eq!(
            leading_integer("-9223372036854776000, x"),
            Some(-9_223_372_036_854_776_000)
        );
        assert_eq!(leading_integer("+12\n"), Some(12));
        for text in ["1.5", "1e3", "x", "", "-", "1x"] {
            assert_eq!(leading_integer(text), None, "{text}");
        }
    }
}
