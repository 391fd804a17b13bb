//! The keywords of a schema together with those that `allOf` and references add to it.

use crate::value::Value;
use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};

use super::subschema::Subschema;
use crate::location::SourceLocation;
use crate::lower::view::{Bound, DiscriminatorView, SchemaView};

/// The `additionalProperties` of an object.
#[derive(Debug, Clone, Default)]
pub(super) enum Additional<'a> {
    /// Not declared.
    #[default]
    Absent,
    /// Any value, declared explicitly.
    Any,
    /// Not allowed.
    Forbidden,
    /// Values of a schema.
    Schema(Subschema<'a>),
}

/// The members of a `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Alternatives<'a> {
    pub(super) members: Vec<Subschema<'a>>,
    pub(super) discriminator: Option<DiscriminatorView<'a>>,
    /// `true` for `anyOf`, where a value may match several members at once.
    pub(super) combines: bool,
    pub(super) at: SourceLocation,
}

/// The merged keywords of a schema.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged<'a> {
    /// The allowed type names except `null`; `None` if all are allowed.
    pub(super) types: Option<Vec<&'a str>>,
    /// `true` if null is the only value.
    pub(super) null: bool,
    /// `true` if no value is valid.
    pub(super) never: bool,
    pub(super) properties: IndexMap<&'a str, Vec<Subschema<'a>>, RandomState>,
    /// The properties under conditions; each list has alternatives.
    pub(super) conditional: IndexMap<&'a str, Vec<Subschema<'a>>, RandomState>,
    pub(super) required: IndexSet<&'a str, RandomState>,
    pub(super) additional: Additional<'a>,
    pub(super) items: Vec<Subschema<'a>>,
    pub(super) prefix: Option<Vec<Subschema<'a>>>,
    /// The minimum and maximum number of items.
    pub(super) item_count: (Option<usize>, Option<usize>),
    pub(super) values: Option<Vec<&'a Value>>,
    /// The schema that lists the values; its extensions may name them.
    pub(super) values_of: Option<SchemaView<'a>>,
    pub(super) format: Option<&'a str>,
    /// `true` for a file in a multipart body.
    pub(super) file: bool,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) alternatives: Vec<Alternatives<'a>>,
    /// The discriminator of a schema without alternatives.
    pub(super) discriminator: Option<DiscriminatorView<'a>>,
    /// `true` if values that are not listed are rejected.
    pub(super) closed: bool,
}

impl<'a> Merged<'a> {
    /// Returns a copy that is restricted to one type.
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
                    || !self.conditional.is_empty()
                    || !self.required.is_empty()
                    || matches!(
                        self.additional,
                        Additional::Schema(_) | Additional::Forbidden
                    )
            }
        }
    }

    /// Returns `true` if there are keywords for arrays.
    pub(super) fn is_array(&self) -> bool {
        !self.items.is_empty() || self.prefix.is_some()
    }

    /// Returns the only type that is allowed: the declared one, or the one that the keywords apply
    /// to.
    pub(super) fn only_type(&self) -> Option<&'a str> {
        match &self.types {
            Some(types) => match types.as_slice() {
                [only] => Some(only),
                _ => None,
            },
            None => match (self.is_object(), self.is_array()) {
                (true, false) => Some("object"),
                (false, true) => Some("array"),
                // Without keywords for either, or with keywords for both.
                _ => None,
            },
        }
    }
}
