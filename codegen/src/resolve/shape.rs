//! The kind of Rust type that a schema becomes.

use super::merged::Alternatives;
use super::subschema::Subschema;
use crate::ir::{EnumRepr, Literal};

/// The kind of Rust type that a schema becomes.
#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    /// A type without a name of its own.
    Inline(InlineType<'a>),
    /// A type with a name of its own.
    Named(NamedType<'a>),
}

/// A type without a name of its own.
#[derive(Debug, Clone)]
pub(super) enum InlineType<'a> {
    Any,
    Untyped(&'static str),
    Null,
    Bool,
    String,
    Integer,
    Number,
    Array,
    Tuple,
    Map,
    /// The only remaining alternative of a `oneOf` or `anyOf`.
    SingleAlternative(Vec<Subschema<'a>>),
}

/// A type with a name of its own.
#[derive(Debug, Clone)]
pub(super) enum NamedType<'a> {
    Struct,
    /// A list of strings or of integers.
    Enum(EnumRepr, Vec<Literal>),
    /// A list of strings, with other strings allowed.
    OpenEnum(Vec<Subschema<'a>>),
    /// A list of scalars of several kinds.
    Literals(Vec<Literal>),
    /// One of several schemas.
    Alternatives(Alternatives<'a>),
    /// One of several JSON types.
    Kinds(Vec<&'a str>),
}
