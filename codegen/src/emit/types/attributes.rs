//! The attributes of types: documentation, derives and deprecation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::ident::path;
use crate::ir::{TypeDef, TypeId};

/// The doc comment of a type and its attribute `deprecated`.
pub(super) fn head(context: &Context<'_>, id: TypeId, definition: &TypeDef) -> TokenStream {
    let mut docs = context.docs(0);
    let text = definition.docs.as_ref().or(definition.label.as_ref());
    docs.markdown(text.map(String::as_str));
    docs.sentences(&definition.notes);
    docs.paragraph_if_empty(&context.role_of(id));
    let docs = docs.attributes();
    let deprecated = deprecated(definition.deprecated);
    quote!(#docs #deprecated)
}

/// The derives of a type, which do not depend on its fields.
pub(super) fn derives(context: &Context<'_>, definition: &TypeDef) -> TokenStream {
    let derives = &context.options.extra_derives;
    let extra = derives.traits_of(definition.component.as_deref(), &definition.at.pointer);
    let extra = extra.into_iter().filter_map(path);
    quote!(#[derive(Debug, Clone, PartialEq #(, #extra)*)])
}

/// The attribute of deprecated items.
pub(in crate::emit) fn deprecated(is_deprecated: bool) -> Option<TokenStream> {
    is_deprecated.then(|| quote!(#[deprecated]))
}

/// The doc comment of the variant for unknown values; `combines` if it also contains objects that match several variants.
pub(super) fn unknown_docs(combines: bool) -> TokenStream {
    let mut docs = Docs::new(1);
    docs.paragraph(if combines {
        "A value unknown to this version of the crate, or an object with members of several variants."
    } else {
        "A value unknown to this version of the crate."
    });
    docs.attributes()
}
