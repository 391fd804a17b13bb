//! Uses of schemas.

use openapiv3::{ReferenceOr, Schema};

use super::read::location_of;
use crate::location::SourceLocation;
use crate::lower::{ComponentKind, Lowered, component_key};

/// A use of a schema: an inline schema, or a reference to a component.
#[derive(Debug, Clone)]
pub struct SchemaUse<'a> {
    lowered: &'a Lowered,
    schema: &'a ReferenceOr<Schema>,
    at: SourceLocation,
}

impl<'a> SchemaUse<'a> {
    pub(super) fn new(
        lowered: &'a Lowered,
        schema: &'a ReferenceOr<Schema>,
        at: SourceLocation,
    ) -> Self {
        Self {
            lowered,
            schema,
            at,
        }
    }

    /// Returns the location of the inline schema or of the reference.
    #[must_use]
    pub fn location(&self) -> SourceLocation {
        match self.schema {
            ReferenceOr::Item(schema) => {
                location_of(&schema.schema_data.extensions, || self.at.clone())
            }
            ReferenceOr::Reference { .. } => self.at.clone(),
        }
    }

    /// Returns the inline schema or the reference.
    #[must_use]
    pub fn schema(&self) -> &'a ReferenceOr<Schema> {
        self.schema
    }

    /// Follows references; `None` if one of them has no target.
    #[must_use]
    pub fn target(&self) -> Option<&'a Schema> {
        let schemas = &self.lowered.api.components.as_ref()?.schemas;
        let mut schema = self.schema;
        for _ in 0..=schemas.len() {
            match schema {
                ReferenceOr::Item(schema) => return Some(schema),
                ReferenceOr::Reference { reference } => {
                    schema = schemas.get(component_key(ComponentKind::Schema, reference)?)?;
                }
            }
        }
        None
    }

    /// Returns `true` if both are the same reference, or inline schemas with the same content.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.schema == other.schema
    }
}
