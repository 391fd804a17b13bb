//! Numbers of values.

use std::fmt;
use std::hash::{Hash, Hasher};

/// A number. Integers of up to 128 bits are exact, and `1.0` is not an integer.
#[derive(Clone, PartialEq)]
pub struct ValueNumber(Repr);

#[derive(Clone, PartialEq)]
enum Repr {
    Integer(i64),
    /// An integer of more than 64 bits. The box keeps values small.
    Large(Box<i128>),
    /// A finite number.
    Float(f64),
}

impl ValueNumber {
    /// Returns the number of a float; `None` for infinities and NaN, which JSON cannot represent.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then_some(Self(Repr::Float(number)))
    }

    /// The integer; `None` if the number is written with a fraction or an exponent, or has more than 128 bits.
    #[must_use]
    pub fn as_integer(&self) -> Option<i128> {
        match &self.0 {
            Repr::Integer(number) => Some((*number).into()),
            Repr::Large(number) => Some(**number),
            Repr::Float(_) => None,
        }
    }

    /// The nearest `f64`.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Integer(number) => *number as f64,
            Repr::Large(number) => **number as f64,
            Repr::Float(number) => *number,
        }
    }
}

impl From<i64> for ValueNumber {
    fn from(number: i64) -> Self {
        Self(Repr::Integer(number))
    }
}

impl From<i128> for ValueNumber {
    fn from(number: i128) -> Self {
        Self(match i64::try_from(number) {
            Ok(number) => Repr::Integer(number),
            Err(_) => Repr::Large(Box::new(number)),
        })
    }
}

// A float is never NaN.
impl Eq for ValueNumber {}

impl Hash for ValueNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Repr::Integer(number) => number.hash(state),
            Repr::Large(number) => number.hash(state),
            // Positive and negative zero are equal.
            Repr::Float(number) => (number + 0.0).to_bits().hash(state),
        }
    }
}

/// Formats the number as JSON.
impl fmt::Display for ValueNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Integer(number) => number.fmt(formatter),
            Repr::Large(number) => number.fmt(formatter),
            Repr::Float(number) => match serde_json::Number::from_f64(*number) {
                Some(number) => number.fmt(formatter),
                None => number.fmt(formatter),
            },
        }
    }
}

impl fmt::Debug for ValueNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
