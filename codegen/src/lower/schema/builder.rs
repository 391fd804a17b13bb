//! Schemas under construction.

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::super::facts::SchemaFacts;

/// A schema under construction.
#[derive(Default)]
pub(super) struct SchemaBuilder {
    pub(super) data: SchemaData,
    pub(super) any: AnySchema,
    pub(super) facts: SchemaFacts,
    pub(super) deferred: DeferredKeywords,
}

/// The keywords of a schema that depend on each other, and are read after all others.
#[derive(Default)]
pub(super) struct DeferredKeywords {
    pub(super) types: bool,
    pub(super) values: bool,
    pub(super) bounds: bool,
    pub(super) content: bool,
    pub(super) patterns: bool,
    pub(super) unevaluated: bool,
    pub(super) tuple: bool,
    pub(super) conditions: bool,
}

impl SchemaBuilder {
    /// The schema, and the facts about it that the model has no fields for.
    pub(super) fn build(self) -> (Schema, SchemaFacts) {
        let schema = Schema {
            schema_data: self.data,
            schema_kind: SchemaKind::Any(self.any),
        };
        (schema, self.facts)
    }
}

/// A schema that accepts any value.
pub(in super::super) fn any_schema() -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    })
}
