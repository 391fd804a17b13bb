//! The type that reads the declared response headers of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::description::method_link;
use crate::emit::docs::{Docs, code_span};
use crate::emit::file::File;
use crate::emit::ident::{constant, ident};
use crate::ir::{Header, Operation, Type, TypeKind};

/// The type with an accessor for each header, if the operation declares any.
pub(super) fn emit(file: &mut File<'_, '_>, operation: &Operation) -> Option<TokenStream> {
    let declared = operation.headers.as_ref()?;
    for name in ["HeaderError", "Headers"] {
        file.runtime(name);
    }
    file.uses.add("reqwest::header", "HeaderMap");
    let name = ident(&declared.name);
    let operation_static = constant(&operation.unique_name);
    let mut docs = Docs::new(0);
    docs.paragraph(&format!(
        "The declared response headers of {}.",
        method_link(operation)
    ));
    let docs = docs.attributes();
    let mut of = Docs::new(1);
    of.paragraph("Reads the headers of a response or an error.");
    let of = of.attributes();
    let accessors = declared.headers.iter().map(|header| accessor(file, header));
    let accessors: Vec<_> = accessors.collect();
    Some(quote! {
        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a> {
            headers: Headers<'a>,
        }

        impl<'a> #name<'a> {
            #of
            pub fn of(headers: &'a HeaderMap) -> Self {
                Self { headers: Headers::of(headers, &#operation_static) }
            }

            #(#accessors)*
        }
    })
}

fn accessor(file: &mut File<'_, '_>, header: &Header) -> TokenStream {
    let mut docs = Docs::new(1);
    docs.markdown(header.docs.as_deref());
    docs.paragraph_if_empty(&format!("The header {}.", code_span(&header.wire_name)));
    let docs = docs.attributes();
    let (name, wire) = (ident(&header.name), &header.wire_name);
    let ty = readable(file, &header.ty);
    quote! {
        #docs
        pub fn #name(&self) -> Result<Option<#ty>, HeaderError> {
            self.headers.get(#wire)
        }
    }
}

/// Returns the type of a header value: a scalar or a list of scalars, and `String` for all others.
fn readable(file: &mut File<'_, '_>, ty: &Type) -> TokenStream {
    if let Type::Array(items) = file.context.resolve(ty)
        && let Some(items) = scalar(file, items)
    {
        return quote!(Vec<#items>);
    }
    scalar(file, ty).unwrap_or_else(|| quote!(String))
}

fn scalar(file: &mut File<'_, '_>, ty: &Type) -> Option<TokenStream> {
    match file.context.resolve(ty) {
        Type::Nullable(inner) => scalar(file, inner),
        Type::Named(id) => {
            let definition = file.context.definition(*id)?;
            matches!(definition.kind, TypeKind::Enum(_)).then(|| file.named(*id))
        }
        resolved @ (Type::String | Type::Bool | Type::Integer(_) | Type::Float) => {
            Some(file.ty(resolved))
        }
        resolved @ Type::External(_) => Some(file.ty(resolved)),
        _ => None,
    }
}
