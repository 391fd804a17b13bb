//! Views of discriminators.

use openapiv3::Discriminator;

use crate::lower::component_kind::{ComponentKind, component_key};

/// The discriminator of a union.
#[derive(Debug, Clone, Copy)]
pub struct DiscriminatorView<'a>(pub(super) &'a Discriminator);

impl<'a> DiscriminatorView<'a> {
    /// The name of the property whose value selects a variant.
    #[must_use]
    pub fn property_name(self) -> &'a str {
        &self.0.property_name
    }

    /// The values of the property, each with the key of the component that it selects.
    pub fn mapping(self) -> impl Iterator<Item = (&'a str, &'a str)> + Clone {
        self.0.mapping.iter().map(|(value, target)| {
            let key = component_key(ComponentKind::Schema, target).unwrap_or(target);
            (value.as_str(), key)
        })
    }
}
