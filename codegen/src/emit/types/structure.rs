//! A struct: an object with named properties.

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use super::attributes::{deprecated, derives, head};
use crate::emit::docs::Docs;
use crate::emit::file::File;
use crate::emit::ident::ident;
use crate::emit::tokens::comma_separated;
use crate::ir::{Property, Struct, Type, TypeDef, TypeId};

pub(super) fn emit(
    file: &mut File<'_, '_>,
    id: TypeId,
    definition: &TypeDef,
    structure: &Struct,
) -> TokenStream {
    let head = head(file.context, id, definition);
    let derives = derives(file.context, definition);
    let name = ident(&definition.name);
    let mut fields: Vec<_> = structure
        .properties
        .iter()
        .map(|property| field(file, property))
        .collect();
    if let Some(additional) = &structure.additional {
        let mut docs = Docs::new(1);
        docs.paragraph("Members of the object without a field of their own.");
        let docs = docs.attributes();
        let name = ident(&additional.field);
        let map = file.ty(&Type::Map(Box::new(additional.ty.clone())));
        fields.push(quote!(#docs pub #name: #map));
    }
    let fields = comma_separated(Delimiter::Brace, fields);
    quote! {
        #head
        #derives
        #[non_exhaustive]
        pub struct #name #fields
    }
}

fn field(file: &mut File<'_, '_>, property: &Property) -> TokenStream {
    let mut docs = file.context.docs(1);
    docs.markdown(property.docs.as_deref());
    docs.sentences(&property.notes);
    let docs = docs.attributes();
    let deprecated = deprecated(property.deprecated);
    let name = ident(&property.field);
    let ty = file.field(property);
    quote! {
        #docs
        #deprecated
        pub #name: #ty
    }
}
