//! The operations and types to list.

use apicrate_codegen::Resolved;
use apicrate_codegen::config::Options;
use apicrate_codegen::ir::{Operation, TypeDef, TypeKind};

/// The operations and types of one document.
pub(super) struct Listing<'a> {
    pub(super) options: &'a Options,
    pub(super) document: String,
    pub(super) read: &'a Resolved,
    pub(super) operations: Vec<&'a Operation>,
    pub(super) types: Vec<&'a TypeDef>,
}

/// Returns the kind of a type, and the number of its properties, values or variants.
pub(super) fn kind(definition: &TypeDef) -> (&'static str, usize) {
    match &definition.kind {
        TypeKind::Struct(structure) => ("struct", structure.properties.len()),
        TypeKind::Enum(values) => ("enum", values.values.len()),
        TypeKind::Union(union) => ("union", union.variants.len()),
        TypeKind::Alias(_) => ("alias", 0),
    }
}
