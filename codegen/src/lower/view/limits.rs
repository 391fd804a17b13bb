//! The limits that schemas set on values.

use super::schema::SchemaView;
use crate::lower::number::Number;

/// One end of the range of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The limit.
    pub value: Number,
    /// `true` if the limit itself is rejected.
    pub is_exclusive: bool,
}

impl<'a> SchemaView<'a> {
    /// The lower bound of a number.
    #[must_use]
    pub fn minimum(&self) -> Option<Bound> {
        let (value, is_exclusive) = (self.keywords.minimum, self.keywords.exclusive_minimum);
        bound(value, self.facts.minimum, is_exclusive)
    }

    /// The upper bound of a number.
    #[must_use]
    pub fn maximum(&self) -> Option<Bound> {
        let (value, is_exclusive) = (self.keywords.maximum, self.keywords.exclusive_maximum);
        bound(value, self.facts.maximum, is_exclusive)
    }

    /// `multipleOf`.
    #[must_use]
    pub fn multiple_of(&self) -> Option<Number> {
        let rounded = self.keywords.multiple_of.map(Number::from);
        self.facts.multiple_of.or(rounded)
    }

    /// `minLength` and `maxLength`.
    #[must_use]
    pub fn length(&self) -> (Option<usize>, Option<usize>) {
        (self.keywords.min_length, self.keywords.max_length)
    }

    /// `minItems` and `maxItems`.
    #[must_use]
    pub fn item_count(&self) -> (Option<usize>, Option<usize>) {
        (self.keywords.min_items, self.keywords.max_items)
    }

    /// `minProperties` and `maxProperties`.
    #[must_use]
    pub fn property_count(&self) -> (Option<usize>, Option<usize>) {
        (self.keywords.min_properties, self.keywords.max_properties)
    }

    /// `pattern`.
    #[must_use]
    pub fn pattern(&self) -> Option<&'a str> {
        self.keywords.pattern.as_deref()
    }

    /// `uniqueItems`.
    #[must_use]
    pub fn has_unique_items(&self) -> bool {
        self.keywords.unique_items == Some(true)
    }
}

fn bound(rounded: Option<f64>, exact: Option<Number>, is_exclusive: Option<bool>) -> Option<Bound> {
    Some(Bound {
        value: exact.or(rounded.map(Number::from))?,
        is_exclusive: is_exclusive == Some(true),
    })
}
