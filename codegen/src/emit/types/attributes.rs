//! The attributes of types: documentation, derives and deprecation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::ident::path;
use crate::ir::{TypeDef, TypeId, TypeKind};

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

/// The derives of a type, which depend on its kind and not on its fields. Strings and integers are the only values in enums, so
/// that enums can be keys of maps. They have no order: `Ord` would double the time that these derives take to compile.
pub(super) fn derives(context: &Context<'_>, definition: &TypeDef) -> TokenStream {
    let usual: &[&str] = match definition.kind {
        TypeKind::Enum(_) => &["Debug", "Clone", "PartialEq", "Eq", "Hash"],
        _ => &["Debug", "Clone", "PartialEq"],
    };
    let derives = &context.options.extra_derives;
    let extra = derives.traits_of(definition.component.as_deref(), &definition.at.pointer);
    let is_new = |name: &&str| {
        let last = name.rsplit("::").next().unwrap_or(name);
        !usual.contains(&last)
    };
    let all = usual
        .iter()
        .copied()
        .chain(extra.into_iter().filter(is_new));
    let all = all.filter_map(path);
    quote!(#[derive(#(#all),*)])
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
