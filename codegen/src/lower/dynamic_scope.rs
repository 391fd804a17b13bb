//! The state of dynamic references.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::location::SourceLocation;

/// The schema that a dynamic anchor stands for, by the name of the anchor.
pub(super) type Bindings = Vec<(String, SourceLocation)>;

/// The state of dynamic references.
#[derive(Debug, Default)]
pub(super) struct DynamicScope {
    /// The anchors of the schemas around the current one, outermost first.
    pub(super) bindings: Bindings,
    /// The number of copies around the current schema.
    pub(super) depth: usize,
    pub(super) copies: Vec<Copy>,
    /// The schemas that are equal to a target with these bindings.
    pub(super) instances: HashMap<(SourceLocation, Bindings), SourceLocation>,
    /// The names of the dynamic anchors that a schema depends on.
    pub(super) used: HashMap<SourceLocation, Rc<BTreeSet<String>>>,
}

/// A copy of a schema.
#[derive(Debug, Clone)]
pub(super) struct Copy {
    pub(super) at: SourceLocation,
    pub(super) source: SourceLocation,
    pub(super) bindings: Bindings,
}

impl DynamicScope {
    /// The innermost copy that contains a location, and the pointer in it.
    pub(super) fn copy_around<'a>(&self, at: &'a SourceLocation) -> Option<(&Copy, &'a str)> {
        let copies = self.copies.iter();
        let inside = copies.filter_map(|copy| {
            let rest = at.pointer.strip_prefix(copy.at.pointer.as_str())?;
            let is_inside = copy.at.file == at.file && (rest.is_empty() || rest.starts_with('/'));
            is_inside.then_some((copy, rest))
        });
        inside.min_by_key(|(_, rest)| rest.len())
    }
}

/// Adds the anchors of a schema to those around it, which take precedence.
pub(super) fn add_inner(bindings: &mut Bindings, anchors: Bindings) {
    for (name, location) in anchors {
        if !bindings.iter().any(|(known, _)| *known == name) {
            bindings.push((name, location));
        }
    }
}
