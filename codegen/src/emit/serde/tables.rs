//! The tables of serde implementations, with a row for each property, value or variant.

use proc_macro2::Literal as Token;
use quote::ToTokens as _;

use crate::emit::file::File;
use crate::emit::line::Line;
use crate::emit::types::union_shape;
use crate::ir::{
    ConstantValue, Enum, EnumRepr, JsonKind, Literal, Presence, Property, Struct, Type, TypeDef,
    TypeId, Union, Variant, VariantForm, VariantMatcher,
};
use crate::source::Table;

/// `object! { Pet { "id" => id: required, "tag" => tag?: optional, } }`
pub(super) fn object(file: &mut File<'_, '_>, definition: &TypeDef, structure: &Struct) -> Table {
    file.runtime("object");
    file.import(definition);
    let rows = structure.properties.iter().map(|property| {
        let row = Line::new().string(&property.wire_name).code(" => ");
        let row =
            row.ident(&property.field)
                .code(kind(file, property))
                .code(if property.is_embedded {
                    " embedded"
                } else {
                    form(file, &property.ty, " integer")
                });
        match property
            .constant
            .as_ref()
            .filter(|_| structure.matched_by_shape)
        {
            Some(constant) => match &constant.wire_value {
                ConstantValue::Scalar(value) if *value != Literal::Null => {
                    literal(row.code(" = "), value)
                }
                other => row.code(" == ").string(&other.to_json()),
            },
            None => row,
        }
    });
    let additional = structure.additional.as_ref().map(|additional| {
        let row = Line::new().code(".. => ").ident(&additional.field);
        row.code(form(file, &additional.ty, ": integer"))
    });
    Table {
        name: "object",
        head: Line::new().ident(&definition.name).into_text(),
        rows: rows.chain(additional).map(Line::into_text).collect(),
    }
}

/// The representation of absence and null in a row. `?` marks properties that may be absent.
fn kind(file: &File<'_, '_>, property: &Property) -> &'static str {
    if property.omitted {
        return omitted_kind(file, property);
    }
    match property.presence() {
        Presence::Required => ": required",
        Presence::Nullable => ": nullable",
        Presence::Optional => match file.context.resolve(&property.ty) {
            // Null is a value of this property.
            Type::Any | Type::Null => "?: any",
            _ => "?: optional",
        },
        Presence::ThreeState => "?: tristate",
    }
}

/// The representation of a property that requests omit.
fn omitted_kind(file: &File<'_, '_>, property: &Property) -> &'static str {
    match (property.presence(), file.context.resolve(&property.ty)) {
        (Presence::ThreeState, _) => "?: received_tristate",
        (_, Type::Any | Type::Null) => "?: received_any",
        _ if property.required => "?: received_required",
        _ => "?: received",
    }
}

/// The keyword of a row whose type contains integers, which servers may write as `1.0`.
fn form(file: &File<'_, '_>, ty: &Type, integer: &'static str) -> &'static str {
    if holds_integers(file, ty) {
        integer
    } else {
        ""
    }
}

/// Returns `true` if a type is an integer or a container of integers.
fn holds_integers(file: &File<'_, '_>, ty: &Type) -> bool {
    match file.context.resolve(ty) {
        Type::Integer(_) => true,
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            holds_integers(file, inner)
        }
        _ => false,
    }
}

/// `string_enum! { Status { "queued" => Queued, } }`
pub(super) fn enumeration(
    file: &mut File<'_, '_>,
    definition: &TypeDef,
    enumeration: &Enum,
) -> Table {
    file.import(definition);
    let is_closed = enumeration.unknown.is_none();
    let head = Line::new().code(if is_closed { "closed " } else { "" });
    let head = head.ident(&definition.name);
    let (name, head) = match enumeration.repr {
        EnumRepr::String => ("string_enum", head),
        EnumRepr::Integer(kind) => ("integer_enum", head.code(": ").code(kind.name())),
    };
    let head = unknown(head, enumeration.unknown.as_deref());
    file.runtime(name);
    let rows = enumeration.values.iter().map(|value| {
        let row = match (&value.wire_value, enumeration.repr) {
            (Literal::Integer(number), EnumRepr::Integer(_)) => Line::new().integer(*number),
            (Literal::String(text), _) => Line::new().string(text),
            (other, _) => Line::new().string(&literal(Line::new(), other).into_text()),
        };
        row.code(" => ").ident(&value.variant).into_text()
    });
    Table {
        name,
        head: head.into_text(),
        rows: rows.collect(),
    }
}

/// Adds the name of the variant for unlisted values to the head of a table, unless it is the usual one.
fn unknown(head: Line, name: Option<&str>) -> Line {
    match name {
        None | Some("UnknownValue") => head,
        Some(name) => head.code(" else ").ident(name),
    }
}

/// `union! { Content by "type" { "text" => Text(TextContent), } }`
pub(super) fn union(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    union: &Union,
) -> Table {
    file.runtime("union");
    file.named(id);
    let is_open = union.unknown.is_some();
    let head = Line::new().code(if is_open { "open " } else { "" });
    let head = unknown(head.ident(&definition.name), union.unknown.as_deref());
    let head = match &union.tag {
        Some(tag) => head.code(" by ").string(&tag.property),
        None => head,
    };
    let rows = union.variants.iter().map(|variant| row(file, variant));
    Table {
        name: "union",
        rows: rows.map(Line::into_text).collect(),
        head: head.into_text(),
    }
}

fn row(file: &mut File<'_, '_>, variant: &Variant) -> Line {
    let row = match &variant.form {
        VariantForm::Literal(value) => literal(Line::new(), value),
        VariantForm::Value {
            matcher,
            tags,
            adds_tag,
            ..
        } => {
            let row = Line::new().code(if *adds_tag { "add: " } else { "" });
            match matcher {
                VariantMatcher::Object | VariantMatcher::Union if !tags.is_empty() => {
                    tags.iter().enumerate().fold(row, |row, (index, tag)| {
                        literal(row.code(if index == 0 { "" } else { " | " }), tag)
                    })
                }
                VariantMatcher::Object => row.code("struct"),
                VariantMatcher::Union => row.code("union"),
                VariantMatcher::Kinds(kinds) => kinds_of(row, kinds),
            }
        }
    };
    row.code(" => ").tokens(union_shape(file, variant))
}

fn kinds_of(row: Line, kinds: &[JsonKind]) -> Line {
    let is = |kind: JsonKind| kinds.contains(&kind);
    let is_any = is(JsonKind::Null)
        && is(JsonKind::Bool)
        && is(JsonKind::Number)
        && is(JsonKind::String)
        && is(JsonKind::Array)
        && is(JsonKind::Object);
    if is_any || kinds.is_empty() {
        return row.code("any");
    }
    kinds.iter().enumerate().fold(row, |row, (index, kind)| {
        row.code(if index == 0 { "" } else { " | " })
            .code(match kind {
                JsonKind::Null => "null",
                JsonKind::Bool => "bool",
                JsonKind::Integer => "integer",
                JsonKind::Number => "number",
                JsonKind::String => "string",
                JsonKind::Array => "array",
                JsonKind::Object => "object",
            })
    })
}

/// Adds a scalar.
fn literal(row: Line, value: &Literal) -> Line {
    match value {
        Literal::String(text) => row.string(text),
        Literal::Integer(number) => row.integer(*number),
        Literal::Number(number) => {
            let number = if number.is_finite() { *number } else { 0.0 };
            let row = row.code(if number.is_sign_negative() { "-" } else { "" });
            row.tokens(Token::f64_unsuffixed(number.abs()).into_token_stream())
        }
        Literal::Bool(value) => row.code(if *value { "true" } else { "false" }),
        Literal::Null => row.code("null"),
    }
}
