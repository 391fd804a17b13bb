//! The keywords of a schema together with those that `allOf` and references add to it.

use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use openapiv3::{Discriminator, SchemaData};
use serde_json::Value;

use super::subschema::Subschema;
use crate::location::Location;

/// What stands for the members that are not named.
#[derive(Debug, Clone, Default)]
pub(super) enum Additional<'a> {
    /// Nothing is said.
    #[default]
    Absent,
    /// Any value, said explicitly.
    Any,
    /// None.
    Forbidden,
    /// Values of a schema.
    Schema(Subschema<'a>),
}

/// A `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Alternatives<'a> {
    pub(super) members: Vec<Subschema<'a>>,
    pub(super) discriminator: Option<&'a Discriminator>,
    pub(super) at: Location,
}

/// Everything that is said of one value.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged<'a> {
    /// The names of the types that it may have, null aside; `None` for any.
    pub(super) types: Option<Vec<&'a str>>,
    /// Whether it can only be null.
    pub(super) null: bool,
    /// Whether no value fits.
    pub(super) never: bool,
    pub(super) properties: IndexMap<&'a str, Vec<Subschema<'a>>, RandomState>,
    pub(super) required: IndexSet<&'a str, RandomState>,
    pub(super) additional: Additional<'a>,
    pub(super) items: Vec<Subschema<'a>>,
    pub(super) prefix: Option<Vec<Subschema<'a>>>,
    /// The least and the greatest number of items.
    pub(super) item_count: (Option<usize>, Option<usize>),
    pub(super) values: Option<Vec<&'a Value>>,
    /// The schema that lists the values, for the names that it gives them.
    pub(super) values_of: Option<&'a SchemaData>,
    pub(super) format: Option<&'a str>,
    /// Whether it is a file that stands in a multipart body.
    pub(super) file: bool,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) alternatives: Vec<Alternatives<'a>>,
    /// Whether a value that it does not list is refused.
    pub(super) closed: bool,
}

/// A bound of a number, exact where it is an integer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bound {
    /// The value, rounded where it is an integer that an `f64` cannot hold.
    pub(super) value: f64,
}

impl<'a> Merged<'a> {
    /// The same, of one type alone.
    pub(super) fn of_type(&self, name: &'a str) -> Self {
        Self {
            types: Some(vec![name]),
            alternatives: Vec::new(),
            ..self.clone()
        }
    }

    pub(super) fn is_object(&self) -> bool {
        match &self.types {
            Some(types) => types.as_slice() == ["object"],
            None => {
                !self.properties.is_empty()
                    || !self.required.is_empty()
                    || matches!(
                        self.additional,
                        Additional::Schema(_) | Additional::Forbidden
                    )
            }
        }
    }

    /// The only type that it may have, where there is one: that which is said, or the one that its keywords are about.
    pub(super) fn only_type(&self) -> Option<&'a str> {
        match &self.types {
            Some(types) => match types.as_slice() {
                [only] => Some(only),
                _ => None,
            },
            None if self.is_object() => Some("object"),
            None if !self.items.is_empty() || self.prefix.is_some() => Some("array"),
            None => None,
        }
    }
}
