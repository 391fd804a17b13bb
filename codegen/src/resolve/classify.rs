//! What a merged schema becomes: a named type, or one that is written where it stands.

use std::collections::HashSet;

use serde_json::Value;

use super::literal::{key, literal};
use super::merge::{Additional, Alternatives, Merged, Part};
use super::scalar::integer_kind;
use super::{Place, Resolver};
use crate::diagnostic::code;
use crate::ir::{EnumRepr, JsonKind, Literal, Type, TypeKind};
use crate::location::Location;

/// What a schema becomes.
#[derive(Debug, Clone)]
pub(super) enum Form<'a> {
    /// A type that is written where it stands.
    Plain(Plain<'a>),
    /// A type with a name of its own.
    Named(Named<'a>),
}

/// A type that is written where it stands.
#[derive(Debug, Clone)]
pub(super) enum Plain<'a> {
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
    Only(Vec<Part<'a>>),
}

/// A type with a name of its own.
#[derive(Debug, Clone)]
pub(super) enum Named<'a> {
    Struct,
    /// A list of strings or integers.
    Enum(EnumRepr, Vec<Literal>),
    /// A list of strings beside any string.
    OpenEnum(Vec<Part<'a>>),
    /// A list of scalars of several kinds.
    Literals(Vec<Literal>),
    /// One of several schemas.
    Alternatives(Alternatives<'a>),
    /// One of several JSON types.
    Kinds(Vec<&'a str>),
}

impl<'a> Resolver<'a> {
    /// Decides what a schema becomes.
    pub(super) fn form(&mut self, merged: &Merged<'a>, parts: &[Part<'a>]) -> Form<'a> {
        if merged.null {
            return Form::Plain(Plain::Null);
        }
        if merged.never {
            return Form::Plain(Plain::Untyped("no value fits its schema"));
        }
        if let Some(form) = merged
            .values
            .as_deref()
            .and_then(|values| self.values_form(values, merged, parts))
        {
            return form;
        }
        if let Some(form) = self.alternatives_form(merged, parts) {
            return form;
        }
        if let Some(types) = merged.types.as_ref().filter(|types| types.len() > 1) {
            return match types.as_slice() {
                ["integer", "number"] | ["number", "integer"] => Form::Plain(Plain::Number),
                _ => Form::Named(Named::Kinds(types.clone())),
            };
        }
        Form::Plain(match merged.only_type() {
            None => Plain::Any,
            Some("string") => Plain::String,
            Some("integer") => Plain::Integer,
            Some("number") => Plain::Number,
            Some("boolean") => Plain::Bool,
            Some("null") => Plain::Null,
            Some("array") if merged.prefix.is_some() => Plain::Tuple,
            Some("array") => Plain::Array,
            Some("object") => return object_form(merged),
            Some(_) => Plain::Untyped("its `type` is none of JSON Schema's"),
        })
    }

    /// What a list of values becomes; `None` where the list says nothing that can be used.
    fn values_form(
        &mut self,
        values: &[&'a Value],
        merged: &Merged<'a>,
        parts: &[Part<'a>],
    ) -> Option<Form<'a>> {
        let mut literals: Vec<Literal> = Vec::with_capacity(values.len());
        let mut seen = HashSet::with_capacity(values.len());
        for value in values {
            let Some(literal) = literal(value) else {
                return Some(Form::Plain(Plain::Untyped(
                    "its `enum` lists arrays or objects",
                )));
            };
            if literal != Literal::Null && seen.insert(key(&literal)) {
                literals.push(literal);
            }
        }
        self.drop_misfits(&mut literals, merged, parts);
        let all = |is: fn(&Literal) -> bool| literals.iter().all(is);
        if literals.is_empty() {
            return None;
        }
        Some(if all(|literal| matches!(literal, Literal::String(_))) {
            Form::Named(Named::Enum(EnumRepr::String, literals))
        } else if all(|literal| matches!(literal, Literal::Integer(_))) {
            Form::Named(Named::Enum(
                EnumRepr::Integer(integer_kind(merged)),
                literals,
            ))
        } else if all(|literal| matches!(literal, Literal::Bool(_))) {
            Form::Plain(Plain::Bool)
        } else if all(|literal| matches!(literal, Literal::Integer(_) | Literal::Number(_))) {
            Form::Plain(Plain::Number)
        } else {
            Form::Named(Named::Literals(literals))
        })
    }

    /// Drops values that the type beside them refuses, as long as others are left.
    fn drop_misfits(
        &mut self,
        literals: &mut Vec<Literal>,
        merged: &Merged<'a>,
        parts: &[Part<'a>],
    ) {
        let Some(types) = &merged.types else { return };
        let fits = |literal: &Literal| {
            types.iter().any(|&name| match literal {
                Literal::String(_) => name == "string",
                Literal::Integer(_) => name == "integer" || name == "number",
                Literal::Number(_) => name == "number",
                Literal::Bool(_) => name == "boolean",
                Literal::Null => false,
            })
        };
        if literals.iter().all(fits) {
            return;
        }
        let message = format!(
            "its `enum` lists values that are not of type {}",
            types.join(" or ")
        );
        if let Some(part) = parts.last() {
            self.diagnostics
                .warning(code::MISFIT_VALUE, part.at.clone(), message);
        }
        if literals.iter().any(fits) {
            literals.retain(fits);
        }
    }

    /// Writes down a type that needs no name.
    pub(super) fn plain(
        &mut self,
        plain: Plain<'a>,
        merged: &Merged<'a>,
        place: &Place,
        parts: &[Part<'a>],
    ) -> Type {
        let at = parts.last().map(|part| part.at.clone()).unwrap_or_default();
        match plain {
            Plain::Untyped(reason) => self.untyped(&at, reason),
            Plain::Null => Type::Null,
            Plain::Bool => Type::Bool,
            Plain::Any | Plain::String if merged.file => Type::Binary,
            Plain::Any => Type::Any,
            Plain::String => self.string(merged),
            Plain::Integer => self.integer(merged),
            Plain::Number => self.number(merged),
            Plain::Array => self.array(merged, place, &at),
            Plain::Tuple => self.tuple(merged, place, &at),
            Plain::Map => self.map(merged, place),
            Plain::Only(parts) => self.use_of_parts(&parts).ty,
        }
    }

    fn array(&mut self, merged: &Merged<'a>, place: &Place, at: &Location) -> Type {
        if merged.items.is_empty() {
            let item = self.untyped(at, "the array has no `items`");
            return Type::Array(Box::new(item));
        }
        let items = renamed(&merged.items, place, "item");
        Type::Array(Box::new(self.use_of_parts(&items).into_type()))
    }

    fn map(&mut self, merged: &Merged<'a>, place: &Place) -> Type {
        let value = match &merged.additional {
            Additional::Schema(part) => {
                let parts = renamed(std::slice::from_ref(part), place, "value");
                self.use_of_parts(&parts).into_type()
            }
            _ => Type::Any,
        };
        Type::Map(Box::new(value))
    }

    /// Makes a type that has a name.
    pub(super) fn named(
        &mut self,
        named: Named<'a>,
        merged: &Merged<'a>,
        place: &Place,
        parts: &[Part<'a>],
    ) -> TypeKind {
        match named {
            Named::Struct => TypeKind::Struct(self.structure(merged)),
            Named::Enum(repr, literals) => {
                TypeKind::Enum(self.enumeration(repr, &literals, merged))
            }
            Named::OpenEnum(members) => {
                TypeKind::Enum(self.open_enumeration(&members, merged.closed))
            }
            Named::Literals(literals) => TypeKind::Union(self.literal_union(&literals, parts)),
            Named::Alternatives(alternatives) => {
                TypeKind::Union(self.union(&alternatives, merged, place, parts))
            }
            Named::Kinds(kinds) => TypeKind::Union(self.kind_union(&kinds, merged, place, parts)),
        }
    }
}

/// Parts that stand at the place of what holds them: an array's items are named after the array's own place.
fn renamed<'a>(parts: &[Part<'a>], place: &Place, inside: &str) -> Vec<Part<'a>> {
    let place = place.inside(inside);
    parts
        .iter()
        .map(|part| Part {
            place: place.clone(),
            ..part.clone()
        })
        .collect()
}

fn object_form<'a>(merged: &Merged<'a>) -> Form<'a> {
    let has_members = !merged.properties.is_empty() || !merged.required.is_empty();
    match merged.additional {
        Additional::Forbidden => Form::Named(Named::Struct),
        _ if has_members => Form::Named(Named::Struct),
        _ => Form::Plain(Plain::Map),
    }
}

/// The kind of JSON value that a type name stands for.
pub(super) fn json_kind(name: &str) -> JsonKind {
    match name {
        "boolean" => JsonKind::Bool,
        "integer" => JsonKind::Integer,
        "number" => JsonKind::Number,
        "string" => JsonKind::String,
        "array" => JsonKind::Array,
        "object" => JsonKind::Object,
        _ => JsonKind::Null,
    }
}

/// What a type name is called in the name of a type or variant.
pub(super) fn type_name_of_kind(kind: &str) -> &'static str {
    match json_kind(kind) {
        JsonKind::Null => "Null",
        JsonKind::Bool => "Bool",
        JsonKind::Integer => "Integer",
        JsonKind::Number => "Number",
        JsonKind::String => "String",
        JsonKind::Array => "Array",
        JsonKind::Object => "Object",
    }
}
