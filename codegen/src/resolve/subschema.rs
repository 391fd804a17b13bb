//! Schemas with their name contexts.

use super::context::NameContext;
use super::label::Label;
use crate::location::SourceLocation;
use crate::lower::view::{SchemaNode, SchemaView};

/// A schema with its name context.
#[derive(Debug, Clone)]
pub(super) struct Subschema<'a> {
    pub(super) node: SchemaNode<'a>,
    /// The name context of the inline schemas inside.
    pub(super) context: NameContext,
    /// The label of a property, for the documentation of its type.
    pub(super) label: Option<Label<'a>>,
    /// `true` to ignore its `oneOf` and `anyOf`, because one of their variants is being resolved.
    pub(super) skip_unions: bool,
}

impl<'a> Subschema<'a> {
    pub(super) fn new(node: SchemaNode<'a>, context: NameContext) -> Self {
        Self {
            node,
            context,
            label: None,
            skip_unions: false,
        }
    }

    /// Returns `true` for a union without other content.
    pub(super) fn is_only_union(&self) -> bool {
        self.node.as_schema().is_some_and(|schema| {
            schema.discriminator().is_none()
                && schema.single_type().is_none()
                && !schema.has_properties()
                && schema.required().is_empty()
                && schema.all_of_count() == 0
                && schema.values().is_empty()
                && (schema.one_of_count() == 0) != (schema.any_of_count() == 0)
        })
    }

    /// Returns the location of the schema or reference, which identifies it.
    pub(super) fn location(&self) -> &SourceLocation {
        self.node.location()
    }

    /// Returns the members of the `allOf` of its schema, which keep the name context.
    pub(super) fn all_of(&self, schema: &SchemaView<'a>) -> impl Iterator<Item = Self> {
        schema.all_of().map(|member| Self {
            skip_unions: self.skip_unions,
            ..Self::new(member, self.context.clone())
        })
    }
}

/// Returns `true` if a schema restricts the structure of its values; annotations, formats and
/// bounds do not.
pub(super) fn is_structural(schema: &SchemaView<'_>) -> bool {
    let is_typed = match schema.single_type() {
        None => schema.types().next().is_some(),
        Some("object") => schema.all_of_count() == 0,
        Some(_) => true,
    };
    is_typed
        || schema.is_null()
        || schema.is_never()
        || schema.has_prefix_items()
        || schema.has_properties()
        || !schema.required().is_empty()
        || schema.has_additional_schema()
        || schema.is_closed()
        || schema.has_items()
        || !schema.values().is_empty()
        || schema.one_of_count() + schema.any_of_count() > 0
}
