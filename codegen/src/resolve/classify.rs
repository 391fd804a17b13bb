//! Classifies a merged schema, and builds the types without a name.

use std::collections::HashSet;

use crate::value::Value;

use super::context::NameContext;
use super::literal::{literal_key, to_literal};
use super::merged::{Additional, Merged};
use super::resolver::Resolver;
use super::scalar::integer_kind_of;
use super::shape::{InlineType, NamedType, Shape};
use super::subschema::Subschema;
use crate::diagnostic::code;
use crate::ir::{EnumRepr, JsonKind, Literal, Type, TypeKind};
use crate::location::SourceLocation;

impl<'a> Resolver<'a> {
    /// Decides which kind of type a schema becomes.
    pub(super) fn classify(
        &mut self,
        merged: &Merged<'a>,
        subschemas: &[Subschema<'a>],
    ) -> Shape<'a> {
        if merged.null {
            return Shape::Inline(InlineType::Null);
        }
        if merged.never {
            return Shape::Inline(InlineType::Untyped("no value is valid"));
        }
        if let Some(shape) = merged
            .values
            .as_deref()
            .and_then(|values| self.classify_values(values, merged, subschemas))
        {
            return shape;
        }
        if let Some(shape) = self.classify_alternatives(merged, subschemas) {
            return shape;
        }
        if let Some(types) = merged.types.as_ref().filter(|types| types.len() > 1) {
            return match types.as_slice() {
                ["integer", "number"] | ["number", "integer"] => Shape::Inline(InlineType::Number),
                _ => Shape::Named(NamedType::Kinds(types.clone())),
            };
        }
        Shape::Inline(match merged.only_type() {
            None if merged.is_array() => {
                InlineType::Untyped("it has keywords for objects and for arrays, and no `type`")
            }
            None => InlineType::Any,
            Some("string") => InlineType::String,
            Some("integer") => InlineType::Integer,
            Some("number") => InlineType::Number,
            Some("boolean") => InlineType::Bool,
            Some("null") => InlineType::Null,
            Some("array") if merged.prefix.is_some() => InlineType::Tuple,
            Some("array") => InlineType::Array,
            Some("object") => return classify_object(merged),
            Some(_) => InlineType::Untyped("unknown `type`"),
        })
    }

    /// Classifies a list of values; `None` if none of the values can be used.
    fn classify_values(
        &mut self,
        values: &[&'a Value],
        merged: &Merged<'a>,
        subschemas: &[Subschema<'a>],
    ) -> Option<Shape<'a>> {
        let mut literals: Vec<Literal> = Vec::with_capacity(values.len());
        let mut seen = HashSet::with_capacity(values.len());
        for value in values {
            let Some(literal) = to_literal(value) else {
                return Some(Shape::Inline(InlineType::Untyped(
                    "the `enum` lists arrays or objects",
                )));
            };
            if literal != Literal::Null && seen.insert(literal_key(&literal)) {
                literals.push(literal);
            }
        }
        self.drop_misfits(&mut literals, merged, subschemas);
        let all = |is: fn(&Literal) -> bool| literals.iter().all(is);
        if literals.is_empty() {
            return None;
        }
        Some(if all(|literal| matches!(literal, Literal::String(_))) {
            Shape::Named(NamedType::Enum(EnumRepr::String, literals))
        } else if all(|literal| matches!(literal, Literal::Integer(_))) {
            Shape::Named(NamedType::Enum(
                EnumRepr::Integer(integer_kind_of(merged, &literals)),
                literals,
            ))
        } else if all(|literal| matches!(literal, Literal::Bool(_))) {
            Shape::Inline(InlineType::Bool)
        } else if all(|literal| matches!(literal, Literal::Integer(_) | Literal::Number(_))) {
            Shape::Inline(InlineType::Number)
        } else {
            Shape::Named(NamedType::Literals(literals))
        })
    }

    /// Drops values that do not match the declared type, unless all of them do not.
    fn drop_misfits(
        &mut self,
        literals: &mut Vec<Literal>,
        merged: &Merged<'a>,
        subschemas: &[Subschema<'a>],
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
            "the `enum` lists values that are not of type {}",
            types.join(" or ")
        );
        if let Some(subschema) = subschemas.last() {
            self.diagnostics
                .warning(code::MISFIT_VALUE, subschema.location().clone(), message);
        }
        if literals.iter().any(fits) {
            literals.retain(fits);
        }
    }

    /// Builds a type without a name.
    pub(super) fn build_inline(
        &mut self,
        inline: InlineType<'a>,
        merged: &Merged<'a>,
        context: &NameContext,
        subschemas: &[Subschema<'a>],
    ) -> Type {
        let at = subschemas
            .last()
            .map(|subschema| subschema.location().clone())
            .unwrap_or_default();
        match inline {
            InlineType::Untyped(reason) => self.report_untyped(&at, reason),
            InlineType::Null => Type::Null,
            InlineType::Bool => Type::Bool,
            InlineType::Any | InlineType::String if merged.file => Type::Binary,
            InlineType::Any => Type::Any,
            InlineType::String => self.string_type(merged),
            InlineType::Integer => self.integer_type(merged),
            InlineType::Number => self.number_type(merged),
            InlineType::Array => self.build_array(merged, context, &at),
            InlineType::Tuple => self.build_tuple(merged, context, &at),
            InlineType::Map => self.build_map(merged, context),
            InlineType::SingleAlternative(subschemas) => self.resolve_subschemas(&subschemas).ty,
        }
    }

    fn build_array(
        &mut self,
        merged: &Merged<'a>,
        context: &NameContext,
        at: &SourceLocation,
    ) -> Type {
        if merged.items.is_empty() {
            let item = self.report_untyped(at, "the array has no `items`");
            return Type::Array(Box::new(item));
        }
        let items = with_context(&merged.items, &context.item());
        Type::Array(Box::new(self.resolve_subschemas(&items).into_type()))
    }

    fn build_map(&mut self, merged: &Merged<'a>, context: &NameContext) -> Type {
        let value = match &merged.additional {
            Additional::Schema(subschema) => {
                let subschemas =
                    with_context(std::slice::from_ref(subschema), &context.inside("value"));
                self.resolve_subschemas(&subschemas).into_type()
            }
            _ => Type::Any,
        };
        Type::Map(Box::new(value))
    }

    /// Builds the definition of a named type.
    pub(super) fn build_named(
        &mut self,
        named: NamedType<'a>,
        merged: &Merged<'a>,
        context: &NameContext,
        subschemas: &[Subschema<'a>],
    ) -> TypeKind {
        match named {
            NamedType::Struct => TypeKind::Struct(self.build_struct(merged, subschemas)),
            NamedType::Enum(repr, literals) => {
                TypeKind::Enum(self.build_enum(repr, &literals, merged))
            }
            NamedType::OpenEnum(members) => {
                TypeKind::Enum(self.build_open_enum(&members, merged.closed))
            }
            NamedType::Literals(literals) => {
                TypeKind::Union(self.build_literal_union(&literals, subschemas))
            }
            NamedType::Alternatives(alternatives) => {
                TypeKind::Union(self.build_union(&alternatives, merged, context, subschemas))
            }
            NamedType::Kinds(kinds) => {
                TypeKind::Union(self.build_kind_union(&kinds, merged, context, subschemas))
            }
        }
    }
}

/// Returns the subschemas in another context: the items of an array are named after the array.
fn with_context<'a>(subschemas: &[Subschema<'a>], context: &NameContext) -> Vec<Subschema<'a>> {
    subschemas
        .iter()
        .map(|subschema| Subschema {
            context: context.clone(),
            ..subschema.clone()
        })
        .collect()
}

fn classify_object<'a>(merged: &Merged<'a>) -> Shape<'a> {
    let has_members = !merged.properties.is_empty()
        || !merged.conditional.is_empty()
        || !merged.required.is_empty();
    match merged.additional {
        Additional::Forbidden => Shape::Named(NamedType::Struct),
        _ if has_members => Shape::Named(NamedType::Struct),
        _ => Shape::Inline(InlineType::Map),
    }
}

/// Returns the kind of JSON value for a type name.
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

/// Returns the part of a type or variant name for a type name.
pub(super) fn json_kind_label(kind: &str) -> &'static str {
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
