//! References to components.

use indexmap::IndexMap;
use openapiv3::{Components, ReferenceOr};

use crate::location::SourceLocation;
use crate::lower::component_kind::{ComponentKind, component_key};
use crate::lower::lowered::Lowered;

/// The target of a reference.
pub(super) struct Target<'a, T> {
    pub(super) value: &'a T,
    pub(super) at: SourceLocation,
    /// The key of the component; `None` for an inline object.
    pub(super) key: Option<&'a str>,
}

impl Lowered {
    /// Follows references; `None` if lowering has rejected one of them.
    pub(super) fn dereference<'a, T>(
        &'a self,
        item: &'a ReferenceOr<T>,
        place: SourceLocation,
        kind: ComponentKind,
        select: fn(&'a Components) -> &'a IndexMap<String, ReferenceOr<T>>,
    ) -> Option<Target<'a, T>> {
        let components = self.api.components.as_ref().map(select);
        let mut item = item;
        let mut key = None;
        for _ in 0..=components.map_or(0, IndexMap::len) {
            match item {
                ReferenceOr::Item(value) => {
                    let at = match key {
                        Some(key) => self.location_of_component(kind, key),
                        None => self.facts.location_of(place),
                    };
                    return Some(Target { value, at, key });
                }
                ReferenceOr::Reference { reference } => {
                    let next = component_key(kind, reference)?;
                    key = Some(next);
                    item = components?.get(next)?;
                }
            }
        }
        None
    }
}
