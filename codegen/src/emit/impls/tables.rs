//! The tables that serde's traits are made of, a row for each property, value or variant.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::emit::file::{File, integer};
use crate::emit::group::braces;
use crate::emit::ident::ident;
use crate::emit::types::union_shape;
use crate::ir::{
    Enum, EnumRepr, JsonKind, Literal, Presence, Property, Struct, Type, TypeId, Union, Variant,
    VariantForm, VariantShape,
};

/// `object! { Pet { "id" => id: required, "tag" => tag?: optional, } }`
pub(super) fn object(file: &mut File<'_, '_>, id: TypeId, structure: &Struct) -> TokenStream {
    file.runtime("object");
    let name = file.named(id);
    let file = &*file;
    let rows = structure.properties.iter().map(|property| {
        let wire = &property.wire;
        let field = ident(&property.field);
        let kind = kind(file, property);
        let form = holds_integers(file, &property.ty).then(|| quote!(integer));
        let constant = property.constant.as_ref().filter(|_| structure.tried);
        let constant = constant.map(|constant| {
            let wire = &constant.wire;
            quote!(= #wire)
        });
        quote!(#wire => #field #kind #form #constant,)
    });
    let additional = structure.additional.as_ref().map(|additional| {
        let field = ident(&additional.field);
        let form = holds_integers(file, &additional.ty).then(|| quote!(: integer));
        quote!(.. => #field #form,)
    });
    let rows = braces(rows.chain(additional));
    quote!(object! { #name #rows })
}

/// How absence and null show: behind `?:` where the field has a value for absence.
fn kind(file: &File<'_, '_>, property: &Property) -> TokenStream {
    match property.presence() {
        Presence::Required => quote!(: required),
        Presence::Nullable => quote!(?: nullable),
        // Null is a value of such a property, and absence is not.
        Presence::Optional if *file.context.resolve(&property.ty) == Type::Any => quote!(?: any),
        Presence::Optional => quote!(?: optional),
        Presence::ThreeState => quote!(?: field),
    }
}

/// Whether a type is an integer or a container of integers, which servers may write as `1.0`.
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
pub(super) fn enumeration(file: &mut File<'_, '_>, id: TypeId, enumeration: &Enum) -> TokenStream {
    let name = file.named(id);
    let closed = (!enumeration.open).then(|| quote!(closed));
    let rows = enumeration.values.iter().map(|value| {
        let wire = match enumeration.repr {
            EnumRepr::String => string(&value.wire),
            EnumRepr::Integer(_) => literal(&value.wire),
        };
        let variant = ident(&value.variant);
        quote!(#wire => #variant,)
    });
    let rows = braces(rows);
    match enumeration.repr {
        EnumRepr::String => {
            file.runtime("string_enum");
            quote!(string_enum! { #closed #name #rows })
        }
        EnumRepr::Integer(kind) => {
            file.runtime("integer_enum");
            let kind = integer(kind);
            quote!(integer_enum! { #closed #name: #kind #rows })
        }
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
            shape,
            tags,
            adds_tag,
            ..
        } => {
            let add = adds_tag.then(|| quote!(add:));
            let told_by = match shape {
                VariantShape::Object | VariantShape::Union if !tags.is_empty() => {
                    quote!(#(#tags)|*)
                }
                VariantShape::Object => quote!(struct),
                VariantShape::Union => quote!(union),
                VariantShape::Kinds(kinds) => kinds_of(kinds),
            };
            quote!(#add #told_by => #held,)
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

/// A scalar as it stands in a row.
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

/// A value of a string enum.
fn string(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote!(#text),
        other => {
            let text = literal(other).to_string();
            quote!(#text)
        }
    }
}
