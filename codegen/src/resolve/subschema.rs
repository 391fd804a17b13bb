//! Schemas with their locations and name contexts.

use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::annotations::Label;
use super::context::NameContext;
use crate::location::SourceLocation;
use crate::lower::{ComponentKind, component_key, extension};

/// A schema, or a reference to a component.
#[derive(Debug, Clone, Copy)]
pub(super) enum Node<'a> {
    /// The key of the referenced component.
    Reference(&'a str),
    /// An inline schema.
    Schema(&'a Schema),
}

impl<'a> Node<'a> {
    pub(super) fn of(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }

    pub(super) fn boxed(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }

    fn reference(reference: &'a str) -> Self {
        Self::Reference(component_key(ComponentKind::Schema, reference).unwrap_or(reference))
    }
}

/// A schema with its location.
#[derive(Debug, Clone)]
pub(super) struct Subschema<'a> {
    pub(super) node: Node<'a>,
    pub(super) at: SourceLocation,
    /// The name context of the inline schemas inside.
    pub(super) context: NameContext,
    /// The label of a property, for the documentation of its type.
    pub(super) label: Option<Label<'a>>,
    /// `true` to ignore its `oneOf` and `anyOf`, because one of their variants is being resolved.
    pub(super) skip_unions: bool,
}

impl<'a> Subschema<'a> {
    pub(super) fn new(node: Node<'a>, at: SourceLocation, context: NameContext) -> Self {
        let at = match node {
            Node::Schema(schema) => {
                extension::location(&schema.schema_data.extensions).unwrap_or(at)
            }
            Node::Reference(_) => at,
        };
        Self {
            node,
            at,
            context,
            label: None,
            skip_unions: false,
        }
    }

    /// Returns the members of its `allOf`, which keep the name context.
    pub(super) fn all_of(&self, any: &'a AnySchema) -> impl Iterator<Item = Self> {
        let mut at = None;
        let members = any.all_of.iter().enumerate();
        members.map(move |(index, member)| {
            let at = at.get_or_insert_with(|| self.at.child("allOf"));
            Self {
                skip_unions: self.skip_unions,
                ..Self::new(Node::of(member), at.item(index), self.context.clone())
            }
        })
    }
}

/// Returns the keywords of a schema.
pub(super) fn keywords(schema: &Schema) -> Option<&AnySchema> {
    match &schema.schema_kind {
        SchemaKind::Any(any) => Some(any),
        _ => None,
    }
}

/// Returns `true` if a schema restricts the structure of its values; annotations, formats and
/// bounds do not.
pub(super) fn is_structural(schema: &Schema, any: &AnySchema) -> bool {
    let extensions = &schema.schema_data.extensions;
    let flags = [
        extension::NULL,
        extension::NEVER,
        extension::TYPES,
        extension::PREFIX_ITEMS,
    ];
    let typed = match any.typ.as_deref() {
        None => false,
        Some("object") => any.all_of.is_empty(),
        Some(_) => true,
    };
    typed
        || !any.properties.is_empty()
        || !any.required.is_empty()
        || matches!(
            any.additional_properties,
            Some(AdditionalProperties::Schema(_))
        )
        || matches!(
            any.additional_properties,
            Some(AdditionalProperties::Any(false))
        )
        || any.items.is_some()
        || !any.enumeration.is_empty()
        || !any.one_of.is_empty()
        || !any.any_of.is_empty()
        || flags.iter().any(|flag| extensions.contains_key(*flag))
}

/// Returns the annotations of a schema; `None` for a reference.
pub(super) fn schema_data(node: Node<'_>) -> Option<&SchemaData> {
    match node {
        Node::Schema(schema) => Some(&schema.schema_data),
        Node::Reference(_) => None,
    }
}
