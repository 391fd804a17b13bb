//! The server's defaults, as associated constants. They are never sent implicitly.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal::scalar;
use crate::emit::docs::{Docs, code_span};
use crate::emit::file::{File, integer};
use crate::emit::ident::{constant, ident};
use crate::ir::{Literal, Property, Type, TypeKind, Variant, VariantForm};

/// `pub const DEFAULT_LIMIT: i64 = 20;`, if the default is a string, a number, a boolean, or a value of an enum or a union.
pub(super) fn emit(file: &mut File<'_, '_>, property: &Property) -> Option<TokenStream> {
    let (ty, value) = typed(file, &property.ty, property.default.as_ref()?)?;
    let name = ident(&format!("DEFAULT_{}", constant(&property.field)));
    let mut docs = Docs::new(1);
    let wire = code_span(&property.wire_name);
    docs.paragraph(&format!("The server's default for {wire}."));
    let docs = docs.attributes();
    Some(quote! {
        #docs
        pub const #name: #ty = #value;
    })
}

/// The type and the value of a default; `None` if the type cannot have a constant.
fn typed(
    file: &mut File<'_, '_>,
    ty: &Type,
    default: &Literal,
) -> Option<(TokenStream, TokenStream)> {
    let pair = match (file.context.resolve(ty), default) {
        (Type::String, Literal::String(text)) => (quote!(&'static str), quote!(#text)),
        (Type::Bool, Literal::Bool(value)) => (quote!(bool), quote!(#value)),
        (Type::Integer(kind), number) => (integer(*kind), scalar(number, &Type::Integer(*kind))?),
        (Type::Float, number) => (quote!(f64), scalar(number, &Type::Float)?),
        (Type::Named(id), default) => {
            let variant = match &file.context.definition(*id)?.kind {
                TypeKind::Enum(enumeration) => {
                    let mut values = enumeration.values.iter();
                    &values.find(|value| value.wire_value == *default)?.variant
                }
                TypeKind::Union(union) => {
                    let mut variants = union.variants.iter();
                    let is_default = |variant: &&Variant| matches!(&variant.form, VariantForm::Literal(value) if value == default);
                    &variants.find(is_default)?.name
                }
                TypeKind::Struct(_) | TypeKind::Alias(_) => return None,
            };
            let name = file.named(*id);
            let variant = ident(variant);
            (quote!(#name), quote!(#name::#variant))
        }
        _ => return None,
    };
    Some(pair)
}
