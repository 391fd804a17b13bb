//! The resolved API: inert data, ready to be emitted or compared.
//!
//! Everything here is decided: names are valid Rust identifiers and free of collisions, references are followed,
//! compositions are merged. Every node says where it stands in the document.
//!
//! Architecture invariant: nothing in this module reads a document or writes Rust.

mod constraint;
mod operation;
mod pagination;
mod response;
mod schema;
mod visit;

use std::collections::BTreeMap;

pub use constraint::{Constraint, Keyword};
pub use operation::{
    ApiKeyLocation, Body, ClientCredentials, Content, ContentKind, Header, HttpMethod, Operation,
    Parameter, ParameterEncoding, ParameterLocation, PropertyEncoding, Response, SecurityScheme,
    SecuritySchemeKind, Server, ServerVariable, StatusPattern, Style,
};
pub use pagination::{FieldAccess, Pagination, PaginationStyle};
pub use response::{DeclaredHeaders, Decoding, ResponseEnum, ResponseVariant};
pub use schema::{
    AdditionalProperties, Constant, Enum, EnumRepr, EnumValue, External, IntegerKind, JsonKind,
    Literal, Presence, Property, Struct, Tag, Type, TypeDef, TypeId, TypeKind, Union, Usage,
    Variant, VariantForm, VariantMatcher,
};

/// The module of operations without a tag whose path names no group.
pub const UNTAGGED: &str = "default";

/// A whole API.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// `info.title`, as it stands.
    pub title: String,
    /// `info.version`, as it stands: it need not be a semantic version.
    pub version: Option<String>,
    /// `info.description`, CommonMark.
    pub description: Option<String>,
    /// The types: components by key, each inline type after what holds it.
    pub types: Vec<TypeDef>,
    /// The operations, ordered by module and then by Rust name.
    pub operations: Vec<Operation>,
    /// What the document says of the tags, by the module of operations that each gives its name.
    pub tags: BTreeMap<String, String>,
    /// The security schemes, ordered by key.
    pub security: Vec<SecurityScheme>,
    /// The servers of the root, in the document's order: the first is the default.
    pub servers: Vec<Server>,
}

impl Api {
    /// The definition behind an id.
    ///
    /// # Panics
    ///
    /// Never for an id of this API: ids are made with the definitions.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}
