//! The components that variants are made of, which a discriminator refers to.

use super::super::merged::Merged;
use super::super::resolver::Resolver;
use super::super::subschema::Subschema;
use super::builder::Origin;
use crate::lower::ComponentKind;
use crate::lower::view::{DiscriminatorView, SchemaNode};

/// The maximum length of a chain of references.
const DEPTH_LIMIT: usize = 32;

impl<'a> Resolver<'a> {
    /// Returns the components that the schema of a variant refers to.
    pub(super) fn origin(&self, member: &Subschema<'a>) -> Origin {
        let flattened = self.flatten_all_of(std::slice::from_ref(member));
        let keys = flattened.iter().flat_map(|subschema| {
            let inner = subschema.node.as_schema().map(|schema| schema.all_of());
            let inner = inner.into_iter().flatten().filter_map(|node| node.key());
            subschema.node.key().into_iter().chain(inner)
        });
        let keys: Vec<&str> = keys.collect();
        let is_hoisted = |key: &str| self.lowered.is_hoisted(ComponentKind::Schema, key);
        let component = match (keys.as_slice(), flattened.len()) {
            (&[only], 1) if flattened[0].node.key().is_some() && !is_hoisted(only) => Some(only),
            _ => None,
        };
        Origin {
            component: component.map(str::to_owned),
            keys: keys.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Returns the discriminator of a schema that is composed with the union, if it concerns the
    /// members.
    pub(super) fn discriminator_beside(
        &self,
        merged: &Merged<'a>,
        members: &[Subschema<'a>],
    ) -> Option<DiscriminatorView<'a>> {
        let discriminator = merged.discriminator?;
        let mut origins = members.iter().map(|member| self.origin(member));
        origins
            .any(|origin| self.mapped_values(&origin, discriminator).next().is_some())
            .then_some(discriminator)
    }

    /// Returns `true` if two keys lead to the same component, directly or through components that
    /// are only references.
    pub(super) fn is_same_component(&self, one: &str, other: &str) -> bool {
        let last = |key: &str| {
            let mut key = key.to_owned();
            for _ in 0..DEPTH_LIMIT {
                match self.lowered.component_schema(&key) {
                    Some(SchemaNode::Reference { key: next, .. }) => next.clone_into(&mut key),
                    _ => break,
                }
            }
            key
        };
        one == other || last(one) == last(other)
    }
}
