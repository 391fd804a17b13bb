//! The state of lowering.

use super::dynamic_scope::DynamicScope;
use super::facts::Facts;
use super::registry::Registry;
use crate::diagnostic::Diagnostics;
use crate::document::Document;

/// The state of lowering. Each kind of object is lowered by methods in a file of its own.
pub(super) struct Lowerer<'d> {
    pub(super) document: &'d Document,
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) registry: Registry,
    pub(super) dynamic: DynamicScope,
    pub(super) components: openapiv3::Components,
    pub(super) facts: Facts,
    /// The number of path item nodes that references may still repeat.
    pub(super) repeatable: usize,
}
