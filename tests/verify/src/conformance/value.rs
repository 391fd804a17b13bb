//! Rust code for the arguments of calls.

use super::calls::Argument;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{GenericArgument, PathArguments, Type};

/// Returns the statement that creates a value, and the expression to pass.
pub(super) fn bound(argument: &Argument, name: &proc_macro2::Ident) -> (TokenStream, TokenStream) {
    let text = argument.value.to_string();
    let mut ty = argument.ty.clone();
    InClient.visit_type_mut(&mut ty);
    let owned = |ty: &TokenStream| quote!(let #name: #ty = read(#text)?;);
    if let Some(Type::Reference(reference)) = option(&ty) {
        return match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => {
                (owned(&quote!(Option<String>)), quote!(#name.as_deref()))
            }
            Type::Slice(slice) => {
                let items = &slice.elem;
                (
                    owned(&quote!(Option<Vec<#items>>)),
                    quote!(#name.as_deref()),
                )
            }
            inner => (owned(&quote!(Option<#inner>)), quote!(#name.as_ref())),
        };
    }
    match &ty {
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => {
                (owned(&quote!(String)), quote!(&#name))
            }
            Type::Slice(slice) => {
                let items = &slice.elem;
                if is_str_reference(items) {
                    let texts = owned(&quote!(Vec<String>));
                    let slices =
                        quote!(let #name: Vec<&str> = #name.iter().map(String::as_str).collect(););
                    (quote!(#texts #slices), quote!(&#name))
                } else {
                    (owned(&quote!(Vec<#items>)), quote!(&#name))
                }
            }
            inner => (owned(&quote!(#inner)), quote!(&#name)),
        },
        Type::ImplTrait(_) => (owned(&quote!(String)), quote!(#name)),
        ty if quote!(#ty).to_string() == "Vec < u8 >" => (
            quote!(let #name = #text.as_bytes().to_vec();),
            quote!(#name),
        ),
        ty => (owned(&quote!(#ty)), quote!(#name)),
    }
}

fn is_str_reference(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("str")))
}

/// Returns the type inside an `Option`.
fn option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// Replaces paths of the crate itself by paths of the client.
struct InClient;

impl VisitMut for InClient {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if let Some(first) = path.segments.first_mut()
            && first.ident == "crate"
        {
            first.ident = format_ident!("conformance_client");
        }
        visit_mut::visit_path_mut(self, path);
    }
}
