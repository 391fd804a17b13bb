//! An enum of strings or integers.

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use super::attributes::{derives, head, unknown_docs};
use crate::emit::file::{File, integer};
use crate::emit::ident::ident;
use crate::emit::tokens::comma_separated;
use crate::ir::{Enum, EnumRepr, Type, TypeDef, TypeId};

pub(super) fn emit(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    enumeration: &Enum,
) -> TokenStream {
    let head = head(file.context, id, definition);
    let derives = derives(file.context, definition);
    let name = ident(&definition.name);
    let mut variants: Vec<_> = enumeration
        .values
        .iter()
        .map(|value| {
            let mut docs = file.context.docs(1);
            docs.markdown(value.docs.as_deref());
            let docs = docs.attributes();
            let variant = ident(&value.variant);
            quote!(#docs #variant)
        })
        .collect();
    if let Some(unknown) = &enumeration.unknown {
        let unknown = ident(unknown);
        let docs = unknown_docs(false);
        let held = match enumeration.repr {
            EnumRepr::String => file.ty(&Type::String),
            EnumRepr::Integer(kind) => integer(kind),
        };
        variants.push(quote!(#docs #unknown(#held)));
    }
    let variants = comma_separated(Delimiter::Brace, variants);
    quote! {
        #head
        #derives
        #[non_exhaustive]
        pub enum #name #variants
    }
}
