//! Views of schemas.

use std::hash::{Hash as _, Hasher as _};
use std::sync::LazyLock;

use crate::value::Value;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::discriminator::DiscriminatorView;
use crate::location::SourceLocation;
use crate::lower::component_kind::{ComponentKind, component_key};
use crate::lower::facts::SchemaFacts;
use crate::lower::lowered::Lowered;

/// A schema, or a reference to a component schema.
#[derive(Debug, Clone)]
pub enum SchemaNode<'a> {
    /// A reference.
    Reference {
        /// The document, to follow the reference.
        lowered: &'a Lowered,
        /// The key of the component.
        key: &'a str,
        /// The location of the reference.
        at: SourceLocation,
    },
    /// A schema.
    Schema(SchemaView<'a>),
}

/// A schema.
#[derive(Debug, Clone)]
pub struct SchemaView<'a> {
    lowered: &'a Lowered,
    pub(super) data: &'a SchemaData,
    pub(super) keywords: &'a AnySchema,
    pub(super) facts: &'a SchemaFacts,
    at: SourceLocation,
}

/// The keywords of a schema that is not in normal form. Lowering makes none.
static NO_KEYWORDS: LazyLock<AnySchema> = LazyLock::new(AnySchema::default);

impl Lowered {
    /// The keys of the component schemas, in the document's order.
    pub fn schema_keys(&self) -> impl Iterator<Item = &str> {
        let components = self.api.components.iter();
        components
            .flat_map(|components| components.schemas.keys())
            .map(String::as_str)
    }

    /// The component schema of a key.
    #[must_use]
    pub fn component_schema(&self, key: &str) -> Option<SchemaNode<'_>> {
        let schema = self.api.components.as_ref()?.schemas.get(key)?;
        let at = self.location_of_component(ComponentKind::Schema, key);
        Some(SchemaNode::new(self, schema, at))
    }
}

impl<'a> SchemaNode<'a> {
    /// The node whose place in the model has the location `place`.
    pub(super) fn new(
        lowered: &'a Lowered,
        schema: &'a ReferenceOr<Schema>,
        place: SourceLocation,
    ) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::reference(lowered, reference, place),
            ReferenceOr::Item(schema) => Self::Schema(SchemaView::new(lowered, schema, place)),
        }
    }

    fn boxed(
        lowered: &'a Lowered,
        schema: &'a ReferenceOr<Box<Schema>>,
        place: SourceLocation,
    ) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::reference(lowered, reference, place),
            ReferenceOr::Item(schema) => Self::Schema(SchemaView::new(lowered, schema, place)),
        }
    }

    fn reference(lowered: &'a Lowered, reference: &'a str, at: SourceLocation) -> Self {
        Self::Reference {
            lowered,
            key: component_key(ComponentKind::Schema, reference).unwrap_or(reference),
            at,
        }
    }

    /// The location of the schema or the reference.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        match self {
            Self::Reference { at, .. } => at,
            Self::Schema(schema) => &schema.at,
        }
    }

    /// The key of the component that a reference leads to; `None` for a schema.
    #[must_use]
    pub fn key(&self) -> Option<&'a str> {
        match self {
            Self::Reference { key, .. } => Some(key),
            Self::Schema(_) => None,
        }
    }

    /// The schema; `None` for a reference.
    #[must_use]
    pub fn as_schema(&self) -> Option<&SchemaView<'a>> {
        match self {
            Self::Reference { .. } => None,
            Self::Schema(schema) => Some(schema),
        }
    }

    /// Follows references; `None` if one of them has no target.
    #[must_use]
    pub fn target(&self) -> Option<SchemaView<'a>> {
        let lowered = match self {
            Self::Schema(schema) => return Some(schema.clone()),
            Self::Reference { lowered, .. } => *lowered,
        };
        let mut node = self.clone();
        let components = lowered.api.components.as_ref();
        let count = components.map_or(0, |components| components.schemas.len());
        for _ in 0..=count {
            match node {
                Self::Schema(schema) => return Some(schema),
                Self::Reference { key, .. } => node = lowered.component_schema(key)?,
            }
        }
        None
    }

    /// Returns a hash that is equal for nodes with the same content. Most nodes with another content have another one.
    #[must_use]
    pub fn content_hash(&self) -> u64 {
        let mut state = xxhash_rust::xxh3::Xxh3::new();
        match self {
            Self::Reference { key, .. } => key.hash(&mut state),
            Self::Schema(schema) => {
                schema.keywords.typ.hash(&mut state);
                for name in schema.keywords.properties.keys() {
                    name.hash(&mut state);
                }
                schema.lowered.facts.hash_below(&schema.at, &mut state);
            }
        }
        state.finish()
    }

    /// Returns `true` if two nodes have the same content, whatever their locations.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Reference { key, .. }, Self::Reference { key: other, .. }) => key == other,
            (Self::Schema(one), Self::Schema(other)) => {
                one.data == other.data
                    && one.keywords == other.keywords
                    && one.lowered.facts.are_same_below(&one.at, &other.at)
            }
            _ => false,
        }
    }
}

/// The values of members that a schema does not name.
#[derive(Debug, Clone)]
pub enum AdditionalPropertiesView<'a> {
    /// The schema does not mention them.
    Absent,
    /// Any value is accepted explicitly.
    Any,
    /// Such members are rejected.
    Forbidden,
    /// Values of a schema.
    Schema(SchemaNode<'a>),
}

impl<'a> SchemaView<'a> {
    fn new(lowered: &'a Lowered, schema: &'a Schema, place: SourceLocation) -> Self {
        let at = lowered.facts.location_of(place);
        Self {
            lowered,
            data: &schema.schema_data,
            keywords: match &schema.schema_kind {
                SchemaKind::Any(any) => any,
                _ => &NO_KEYWORDS,
            },
            facts: lowered.facts.schema(&at),
            at,
        }
    }

    /// The location of the schema.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// The names of the accepted types, without `null`; none if `type` is missing.
    pub fn types(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let several = self.facts.types.iter().map(String::as_str);
        self.keywords.typ.as_deref().into_iter().chain(several)
    }

    /// The only accepted type; `None` if there are several or `type` is missing.
    #[must_use]
    pub fn single_type(&self) -> Option<&'a str> {
        self.keywords.typ.as_deref()
    }

    /// Returns `true` if null is accepted by a keyword of the schema itself.
    #[must_use]
    pub fn is_nullable(&self) -> bool {
        self.data.nullable || self.facts.is_null
    }

    /// Returns `true` if null is the only accepted value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.facts.is_null
    }

    /// Returns `true` if no value is accepted.
    #[must_use]
    pub fn is_never(&self) -> bool {
        self.facts.is_never
    }

    /// `format`.
    #[must_use]
    pub fn format(&self) -> Option<&'a str> {
        self.keywords.format.as_deref()
    }

    /// `contentMediaType` of content that is not encoded.
    #[must_use]
    pub fn content_media_type(&self) -> Option<&'a str> {
        self.facts.content_media_type.as_deref()
    }

    /// The values of `enum` or `const`, without null; empty if there are none.
    #[must_use]
    pub fn values(&self) -> &'a [Value] {
        &self.facts.values
    }

    /// `properties`, in the document's order.
    pub fn properties(&self) -> impl Iterator<Item = (&'a str, SchemaNode<'a>)> + use<'a> {
        let lowered = self.lowered;
        let properties = &self.keywords.properties;
        let at = (!properties.is_empty()).then(|| self.at.child("properties"));
        let at = at.unwrap_or_default();
        properties.iter().map(move |(name, schema)| {
            let node = SchemaNode::boxed(lowered, schema, at.child(name));
            (name.as_str(), node)
        })
    }

    /// Returns `true` if a property is declared under a condition only.
    #[must_use]
    pub fn is_conditional(&self, property: &str) -> bool {
        self.facts.conditional.iter().any(|name| name == property)
    }

    /// The property with this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<(&'a str, SchemaNode<'a>)> {
        let (name, schema) = self.keywords.properties.get_key_value(name)?;
        let at = self.at.child("properties").child(name);
        Some((name, SchemaNode::boxed(self.lowered, schema, at)))
    }

    /// The number of `properties`.
    #[must_use]
    pub fn declared_property_count(&self) -> usize {
        self.keywords.properties.len()
    }

    /// Returns `true` if the schema has properties.
    #[must_use]
    pub fn has_properties(&self) -> bool {
        !self.keywords.properties.is_empty()
    }

    /// `required`.
    #[must_use]
    pub fn required(&self) -> &'a [String] {
        &self.keywords.required
    }

    /// `additionalProperties`, or its equivalent of `unevaluatedProperties` and `patternProperties`.
    #[must_use]
    pub fn additional_properties(&self) -> AdditionalPropertiesView<'a> {
        match &self.keywords.additional_properties {
            None => AdditionalPropertiesView::Absent,
            Some(AdditionalProperties::Any(true)) => AdditionalPropertiesView::Any,
            Some(AdditionalProperties::Any(false)) => AdditionalPropertiesView::Forbidden,
            Some(AdditionalProperties::Schema(schema)) => {
                let place = self.at.child("additionalProperties");
                AdditionalPropertiesView::Schema(SchemaNode::new(self.lowered, schema, place))
            }
        }
    }

    /// Returns `true` if additional properties have a schema.
    #[must_use]
    pub fn has_additional_schema(&self) -> bool {
        let additional = &self.keywords.additional_properties;
        matches!(additional, Some(AdditionalProperties::Schema(_)))
    }

    /// Returns `true` if additional properties are rejected.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        let additional = &self.keywords.additional_properties;
        matches!(additional, Some(AdditionalProperties::Any(false)))
    }

    /// `items`: the schema of all items, or of those after the tuple's.
    #[must_use]
    pub fn items(&self) -> Option<SchemaNode<'a>> {
        let items = self.keywords.items.as_ref()?;
        Some(SchemaNode::boxed(
            self.lowered,
            items,
            self.at.child("items"),
        ))
    }

    /// Returns `true` if the schema has `items`.
    #[must_use]
    pub fn has_items(&self) -> bool {
        self.keywords.items.is_some()
    }

    /// The items of a tuple, each a reference to a component.
    pub fn prefix_items(&self) -> impl Iterator<Item = SchemaNode<'a>> + use<'a> {
        let keys = &self.facts.prefix_items;
        let at = (!keys.is_empty()).then(|| self.at.child("prefixItems"));
        let at = at.unwrap_or_default();
        let keys = keys.iter().enumerate();
        let lowered = self.lowered;
        keys.map(move |(index, key)| SchemaNode::Reference {
            lowered,
            key,
            at: at.item(index),
        })
    }

    /// `contentSchema` of a string with JSON text: a reference to a component.
    #[must_use]
    pub fn content_schema(&self) -> Option<SchemaNode<'a>> {
        let key = self.facts.content_schema.as_deref()?;
        Some(SchemaNode::Reference {
            lowered: self.lowered,
            key,
            at: self.at.child("contentSchema"),
        })
    }

    /// Returns `true` if the schema is of a tuple.
    #[must_use]
    pub fn has_prefix_items(&self) -> bool {
        !self.facts.prefix_items.is_empty()
    }

    /// `allOf`. The target of a `$ref` with siblings is the last one.
    pub fn all_of(&self) -> impl Iterator<Item = SchemaNode<'a>> + use<'a> {
        self.composition("allOf", &self.keywords.all_of)
    }

    /// `oneOf`.
    pub fn one_of(&self) -> impl Iterator<Item = SchemaNode<'a>> + use<'a> {
        self.composition("oneOf", &self.keywords.one_of)
    }

    /// `anyOf`.
    pub fn any_of(&self) -> impl Iterator<Item = SchemaNode<'a>> + use<'a> {
        self.composition("anyOf", &self.keywords.any_of)
    }

    fn composition(
        &self,
        keyword: &str,
        schemas: &'a [ReferenceOr<Schema>],
    ) -> impl Iterator<Item = SchemaNode<'a>> + use<'a> {
        let lowered = self.lowered;
        let at = (!schemas.is_empty()).then(|| self.at.child(keyword));
        let at = at.unwrap_or_default();
        let schemas = schemas.iter().enumerate();
        schemas.map(move |(index, schema)| SchemaNode::new(lowered, schema, at.item(index)))
    }

    /// The number of schemas in `allOf`.
    #[must_use]
    pub fn all_of_count(&self) -> usize {
        self.keywords.all_of.len()
    }

    /// The number of schemas in `oneOf`.
    #[must_use]
    pub fn one_of_count(&self) -> usize {
        self.keywords.one_of.len()
    }

    /// The number of schemas in `anyOf`.
    #[must_use]
    pub fn any_of_count(&self) -> usize {
        self.keywords.any_of.len()
    }

    /// Returns `true` if `oneOf` and `anyOf` have one alternative apart from null.
    #[must_use]
    pub fn has_one_non_null_alternative(&self) -> bool {
        let alternatives = self.one_of().chain(self.any_of());
        let is_null = |node: &SchemaNode<'a>| node.as_schema().is_some_and(Self::is_null);
        alternatives.filter(|node| !is_null(node)).count() == 1
    }

    /// The only inline alternative apart from null: `anyOf: [{type: integer}, {type: "null"}]`.
    #[must_use]
    pub fn non_null_alternative(&self) -> Option<Self> {
        let alternatives = self.one_of().chain(self.any_of());
        let mut alternatives = alternatives.filter(|node| match node {
            SchemaNode::Schema(schema) => !schema.is_null(),
            SchemaNode::Reference { .. } => true,
        });
        let only = alternatives.next()?;
        match only {
            SchemaNode::Schema(only) if alternatives.next().is_none() => Some(only),
            _ => None,
        }
    }

    /// Returns `true` if the schema has `not`.
    #[must_use]
    pub fn has_not(&self) -> bool {
        self.keywords.not.is_some()
    }

    /// `discriminator`.
    #[must_use]
    pub fn discriminator(&self) -> Option<DiscriminatorView<'a>> {
        self.data.discriminator.as_ref().map(DiscriminatorView)
    }

    /// Returns `true` if no keyword restricts the values, whatever the annotations are.
    #[must_use]
    pub fn is_unrestricted(&self) -> bool {
        self.accepts_all_kinds() && *self.keywords == *NO_KEYWORDS
    }

    /// Returns `true` if neither types nor values are listed.
    fn accepts_all_kinds(&self) -> bool {
        self.facts.types.is_empty() && self.values().is_empty()
    }

    /// Returns `true` if no keyword restricts the values except to bytes of some length.
    #[must_use]
    pub fn is_any_or_bytes(&self) -> bool {
        let is_bytes = matches!(self.format(), None | Some("binary"));
        let others = AnySchema {
            format: None,
            min_length: None,
            max_length: None,
            ..self.keywords.clone()
        };
        is_bytes && !self.is_null() && self.accepts_all_kinds() && others == *NO_KEYWORDS
    }

    /// Returns `true` if no keyword except `format` restricts the values.
    #[must_use]
    pub fn is_unrestricted_except_format(&self) -> bool {
        let without_format = AnySchema {
            format: None,
            ..self.keywords.clone()
        };
        self.accepts_all_kinds() && without_format == *NO_KEYWORDS
    }
}
