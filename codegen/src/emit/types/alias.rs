//! A type alias.

use proc_macro2::TokenStream;
use quote::quote;

use super::attributes::head;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::ir::{Type, TypeDef, TypeId};

pub(super) fn emit(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    target: &Type,
) -> TokenStream {
    let head = head(file.context, id, definition);
    let name = ident(&definition.name);
    let target = file.ty(target);
    quote! {
        #head
        pub type #name = #target;
    }
}
