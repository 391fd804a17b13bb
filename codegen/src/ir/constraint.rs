//! Limits on values.

use super::literal::Literal;

/// A limit that the Rust type does not express. It is documented, and compared between documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// The depth of the limited values: 0 for the value itself, 1 for the items of an array, and so on.
    pub depth: usize,
    /// The keyword.
    pub keyword: Keyword,
    /// The limit.
    pub value: Literal,
}

/// The keywords that limit values (JSON Schema Validation, section 6), in the spelling of OpenAPI 3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Keyword {
    /// `minimum`.
    Minimum,
    /// `exclusiveMinimum`, a number.
    ExclusiveMinimum,
    /// `maximum`.
    Maximum,
    /// `exclusiveMaximum`, a number.
    ExclusiveMaximum,
    /// `multipleOf`.
    MultipleOf,
    /// `minLength`.
    MinLength,
    /// `maxLength`.
    MaxLength,
    /// `pattern`.
    Pattern,
    /// `format`.
    Format,
    /// `minItems`.
    MinItems,
    /// `maxItems`.
    MaxItems,
    /// `uniqueItems: true`.
    UniqueItems,
    /// `minProperties`.
    MinProperties,
    /// `maxProperties`.
    MaxProperties,
    /// `additionalProperties: false`.
    Closed,
}

impl Keyword {
    /// Returns the keyword as in a document.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::ExclusiveMinimum => "exclusiveMinimum",
            Self::Maximum => "maximum",
            Self::ExclusiveMaximum => "exclusiveMaximum",
            Self::MultipleOf => "multipleOf",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::Format => "format",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties => "minProperties",
            Self::MaxProperties => "maxProperties",
            Self::Closed => "additionalProperties",
        }
    }
}
