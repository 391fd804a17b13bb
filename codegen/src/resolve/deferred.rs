//! Types that are defined after the type that contains them.

use super::annotations::Annotations;
use super::context::NameContext;
use super::merged::Merged;
use super::shape::NamedType;
use super::subschema::Subschema;
use crate::ir::TypeId;
use crate::location::SourceLocation;

/// A type that has a name but no definition yet.
#[derive(Debug)]
pub(super) struct DeferredType<'a> {
    pub(super) id: TypeId,
    pub(super) named: NamedType<'a>,
    pub(super) merged: Merged<'a>,
    pub(super) flattened: Vec<Subschema<'a>>,
    pub(super) annotations: Annotations,
    pub(super) context: NameContext,
    pub(super) at: SourceLocation,
}
