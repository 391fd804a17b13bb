//! The kind of type that a schema is represented by.

use super::merged::Alternatives;
use super::subschema::Subschema;
use crate::ir::{EnumRepr, Literal};

/// What a schema becomes.
#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    /// A type that is written where it stands.
    Inline(InlineType<'a>),
    /// A type with a name of its own.
    Named(NamedType<'a>),
}

/// A type that is written where it stands.
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
    /// The only alternative that is left of a `oneOf` or `anyOf`.
    Only(Vec<Subschema<'a>>),
}

/// A type with a name of its own.
#[derive(Debug, Clone)]
pub(super) enum NamedType<'a> {
    Struct,
    /// A list of strings or integers.
    Enum(EnumRepr, Vec<Literal>),
    /// A list of strings beside any string.
    OpenEnum(Vec<Subschema<'a>>),
    /// A list of scalars of several kinds.
    Literals(Vec<Literal>),
    /// One of several schemas.
    Alternatives(Alternatives<'a>),
    /// One of several JSON types.
    Kinds(Vec<&'a str>),
}
