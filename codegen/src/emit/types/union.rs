//! A union: an enum with one variant for each type.

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use super::attributes::{derives, head, unknown_docs};
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::emit::library_type::LibraryType;
use crate::emit::tokens::comma_separated;
use crate::ir::{TypeDef, TypeId, Union, Variant, VariantForm};

pub(super) fn emit(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    union: &Union,
) -> TokenStream {
    let head = head(file.context, id, definition);
    let derives = derives(file.context, definition);
    let name = ident(&definition.name);
    let mut variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| {
            let mut docs = file.context.docs(1);
            docs.markdown(variant.docs.as_deref());
            let docs = docs.attributes();
            let variant = shape(file, variant);
            quote!(#docs #variant)
        })
        .collect();
    if let Some(unknown) = &union.unknown {
        let (docs, unknown) = (unknown_docs(union.combines), ident(unknown));
        variants.push(quote!(#docs #unknown(serde_json::Value)));
    }
    let variants = comma_separated(Delimiter::Brace, variants);
    quote! {
        #head
        #derives
        #[non_exhaustive]
        pub enum #name #variants
    }
}

/// A variant with the type that it holds, as in the enum and in its table.
pub(in crate::emit) fn shape(file: &mut File<'_, '_>, variant: &Variant) -> TokenStream {
    let name = ident(&variant.name);
    match &variant.form {
        VariantForm::Literal(_) => quote!(#name),
        VariantForm::Value { ty, boxed, .. } => {
            let ty = file.ty(ty);
            if *boxed {
                let boxed_type = file.library(LibraryType::Box);
                quote!(#name(#boxed_type<#ty>))
            } else {
                quote!(#name(#ty))
            }
        }
    }
}
