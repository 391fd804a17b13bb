//! The attributes of types: documentation, derives and deprecation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::ident::path;
use crate::ir::{TypeDef, TypeId, TypeKind};

/// The doc comment of a type and its attribute `deprecated`.
pub(super) fn head(context: &Context<'_>, id: TypeId, definition: &TypeDef) -> TokenStream {
    let docs = docs(context, id, definition).attributes();
    let deprecated = deprecated(definition.deprecated);
    quote!(#docs #deprecated)
}

/// The documentation of a type.
pub(super) fn docs<'c>(context: &'c Context<'_>, id: TypeId, definition: &TypeDef) -> Docs<'c> {
    let mut docs = context.docs(0);
    let text = definition.docs.as_ref().or(definition.label.as_ref());
    docs.markdown(text.map(String::as_str));
    docs.sentences(&definition.notes);
    docs.paragraph_if_empty(&context.role_of(id));
    docs
}

/// The derives of a type, which depend on its kind and not on its fields. Strings and integers are the only values in enums, so
/// that enums can be keys of maps. Their tables implement `Ord`.
pub(super) fn derives(context: &Context<'_>, definition: &TypeDef) -> TokenStream {
    let usual: &[&str] = match definition.kind {
        TypeKind::Enum(_) => &["Debug", "Clone", "PartialEq", "Eq", "Hash"],
        _ => &["Debug", "Clone", "PartialEq"],
    };
    let extra = extra_derives(context, definition).into_iter();
    let implemented: &[&str] = match definition.kind {
        TypeKind::Enum(_) => &["PartialOrd", "Ord"],
        _ => &[],
    };
    let present = usual.iter().chain(implemented);
    let new = extra.filter(|extra| !present.clone().any(|name| is_trait(extra, name)));
    let all = usual.iter().copied().chain(new).filter_map(path);
    quote!(#[derive(#(#all),*)])
}

/// Returns `true` if the options derive this trait for a type.
pub(super) fn is_derived(context: &Context<'_>, definition: &TypeDef, name: &str) -> bool {
    let extra = extra_derives(context, definition);
    extra.iter().any(|extra| is_trait(extra, name))
}

fn extra_derives<'c>(context: &Context<'c>, definition: &TypeDef) -> Vec<&'c str> {
    let derives = &context.options.extra_derives;
    derives.traits_of(definition.component.as_deref(), &definition.at.pointer)
}

/// Returns `true` if a path names this trait: `Default` or `std::default::Default`.
fn is_trait(path: &str, name: &str) -> bool {
    path.rsplit("::").next() == Some(name)
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
