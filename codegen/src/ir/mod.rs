//! The resolved API: inert data, ready to be emitted or compared.
//!
//! Names are valid Rust identifiers without collisions, references are followed, and compositions are merged. Every node has
//! its location in the document.
//!
//! Architecture invariant: nothing in this module reads a document or writes Rust.

mod api;
mod constraint;
mod content;
mod group;
mod literal;
mod operation;
mod pagination;
mod parameter;
mod response;
mod schema;
mod security;
mod server;
mod types;
mod visit;

pub use api::{Api, UNTAGGED};
pub use constraint::{Constraint, Keyword};
pub use content::{Body, Content, ContentKind, Decoding, PropertyEncoding};
pub use group::Group;
pub use literal::Literal;
pub use operation::{HttpMethod, Operation};
pub use pagination::{FieldAccess, Pagination, PaginationStyle};
pub use parameter::{Parameter, ParameterEncoding, ParameterLocation, Style};
pub use response::{
    DeclaredHeaders, Header, Response, ResponseEnum, ResponseVariant, StatusPattern,
};
pub use schema::{
    AdditionalProperties, Constant, ConstantValue, Enum, EnumRepr, EnumValue, Presence, Property,
    Struct, Tag, TypeDef, TypeKind, Union, Usage, Variant, VariantForm, VariantMatcher,
};
pub use security::{ApiKeyLocation, ClientCredentials, SecurityScheme, SecuritySchemeKind};
pub use server::{Server, ServerVariable};
pub use types::{External, IntegerKind, JsonKind, Type, TypeId};
