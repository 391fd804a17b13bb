//! The tables of serde implementations, with a row for each property, value or variant.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::line::Line;
use crate::emit::file::File;
use crate::emit::tokens::braces;
use crate::emit::types::union_shape;
use crate::ir::{
    Enum, EnumRepr, JsonKind, Literal, Presence, Property, Struct, Type, TypeDef, TypeId, Union,
    Variant, VariantForm, VariantMatcher,
};
use crate::source::Table;

/// `object! { Pet { "id" => id: required, "tag" => tag?: optional, } }`
pub(super) fn object(file: &mut File<'_, '_>, definition: &TypeDef, structure: &Struct) -> Table {
    file.runtime("object");
    file.import(definition);
    let rows = structure.properties.iter().map(|property| {
        let row = Line::new().string(&property.wire_name).code(" => ");
        let row = row
            .ident(&property.field)
            .code(kind(file, property))
            .code(form(file, &property.ty, " integer"));
        match property
            .constant
            .as_ref()
            .filter(|_| structure.matched_by_shape)
        {
            Some(constant) => row.code(" = ").string(&constant.wire_value),
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
    match property.presence() {
        Presence::Required => ": required",
        Presence::Nullable => ": nullable",
        // Null is a value of this property.
        Presence::Optional if *file.context.resolve(&property.ty) == Type::Any => "?: any",
        Presence::Optional => "?: optional",
        Presence::ThreeState => "?: tristate",
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
    let head = Line::new().code(if enumeration.open { "" } else { "closed " });
    let head = head.ident(&definition.name);
    let (name, head) = match enumeration.repr {
        EnumRepr::String => ("string_enum", head),
        EnumRepr::Integer(kind) => ("integer_enum", head.code(": ").code(kind.name())),
    };
    file.runtime(name);
    let rows = enumeration.values.iter().map(|value| {
        let row = match (&value.wire_value, enumeration.repr) {
            (Literal::Integer(number), EnumRepr::Integer(_)) => Line::new().integer(*number),
            (Literal::String(text), _) => Line::new().string(text),
            (other, _) => Line::new().string(&literal(other).to_string()),
        };
        row.code(" => ").ident(&value.variant).into_text()
    });
    Table {
        name,
        head: head.into_text(),
        rows: rows.collect(),
    }
}

/// `union! { Content by "type" { "text" => Text(TextContent), } }`
pub(super) fn union(file: &mut File<'_, '_>, id: TypeId, union: &Union) -> TokenStream {
    file.runtime("union");
    let name = file.named(id);
    let open = union.open.then(|| quote!(open));
    let by = union.tag.as_ref().map(|tag| {
        let property = &tag.property;
        quote!(by #property)
    });
    let rows = union.variants.iter().map(|variant| row(file, variant));
    let rows = braces(rows);
    quote!(union! { #open #name #by #rows })
}

fn row(file: &mut File<'_, '_>, variant: &Variant) -> TokenStream {
    let held = union_shape(file, variant);
    match &variant.form {
        VariantForm::Literal(value) => {
            let value = literal(value);
            quote!(#value => #held,)
        }
        VariantForm::Value {
            matcher,
            tags,
            adds_tag,
            ..
        } => {
            let add = adds_tag.then(|| quote!(add:));
            let matched_by = match matcher {
                VariantMatcher::Object | VariantMatcher::Union if !tags.is_empty() => {
                    quote!(#(#tags)|*)
                }
                VariantMatcher::Object => quote!(struct),
                VariantMatcher::Union => quote!(union),
                VariantMatcher::Kinds(kinds) => kinds_of(kinds),
            };
            quote!(#add #matched_by => #held,)
        }
    }
}

fn kinds_of(kinds: &[JsonKind]) -> TokenStream {
    let is = |kind: JsonKind| kinds.contains(&kind);
    let is_any = is(JsonKind::Null)
        && is(JsonKind::Bool)
        && is(JsonKind::Number)
        && is(JsonKind::String)
        && is(JsonKind::Array)
        && is(JsonKind::Object);
    if is_any || kinds.is_empty() {
        return quote!(any);
    }
    let kinds = kinds.iter().map(|kind| match kind {
        JsonKind::Null => quote!(null),
        JsonKind::Bool => quote!(bool),
        JsonKind::Integer => quote!(integer),
        JsonKind::Number => quote!(number),
        JsonKind::String => quote!(string),
        JsonKind::Array => quote!(array),
        JsonKind::Object => quote!(object),
    });
    quote!(#(#kinds)|*)
}

/// Returns a scalar as written in a row.
fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote!(#text),
        Literal::Integer(number) => {
            let digits = Token::u128_unsuffixed(number.unsigned_abs());
            let minus = number.is_negative().then(|| quote!(-));
            quote!(#minus #digits)
        }
        Literal::Number(number) => {
            let digits = Token::f64_unsuffixed(if number.is_finite() {
                number.abs()
            } else {
                0.0
            });
            let minus = number.is_sign_negative().then(|| quote!(-));
            quote!(#minus #digits)
        }
        Literal::Bool(value) => quote!(#value),
        Literal::Null => quote!(null),
    }
}
