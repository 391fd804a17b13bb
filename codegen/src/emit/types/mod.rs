//! `src/types`: what a reviewer reads.

mod alias;
mod enumeration;
mod structure;
mod union;

pub(super) use union::shape as union_shape;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::file::{File, Place};
use super::ident::{ident, path};
use crate::ir::{TypeDef, TypeId, TypeKind};
use crate::source::SourceFile;

/// `src/types/mod.rs`.
pub(super) fn root(context: &Context<'_>) -> SourceFile {
    let path = "src/types/mod.rs".to_owned();
    let docs = vec!["The types of the API.".to_owned()];
    if context.options.is_flat() {
        let mut file = File::new(context, Place::Types(None));
        let modules = context.type_modules();
        let items: Vec<_> = modules
            .flat_map(|module| items(&mut file, module))
            .collect();
        return SourceFile {
            docs,
            ..file.finish(path, items)
        };
    }
    let names = context.type_modules();
    let (mut modules, reexports): (Vec<_>, Vec<_>) = names
        .map(|module| {
            let (name, feature) = (ident(module), context.features.of_types(module));
            (
                quote!(#feature pub(crate) mod #name;),
                quote!(#feature pub use self::#name::*;),
            )
        })
        .unzip();
    modules.extend(reexports);
    SourceFile {
        path,
        docs,
        uses: Vec::new(),
        modules,
        items: Vec::new(),
    }
}

/// The file of one module.
pub(super) fn emit(context: &Context<'_>, module: &str) -> SourceFile {
    let mut file = File::new(context, Place::Types(Some(module)));
    let items = items(&mut file, module);
    file.finish(format!("src/types/{module}.rs"), items)
}

/// The types of one module.
fn items(file: &mut File<'_, '_>, module: &str) -> Vec<TokenStream> {
    let types = file.context.types(module).iter();
    let emit = |(_, definition): &(TypeId, &TypeDef)| match &definition.kind {
        TypeKind::Struct(structure) => structure::emit(file, definition, structure),
        TypeKind::Enum(enumeration) => enumeration::emit(file, definition, enumeration),
        TypeKind::Union(union) => union::emit(file, definition, union),
        TypeKind::Alias(target) => alias::emit(file, definition, target),
    };
    types.map(emit).collect()
}

/// The docs of a type, and whether it is deprecated.
fn head(context: &Context<'_>, definition: &TypeDef) -> TokenStream {
    let mut docs = context.docs(0);
    let text = definition.docs.as_ref().or(definition.label.as_ref());
    docs.markdown(text.map(String::as_str));
    docs.sentences(&definition.notes);
    if let Some(component) = &definition.component
        && *component != definition.name
    {
        docs.otherwise(&format!(
            "The schema {}.",
            super::docs::code_span(component)
        ));
    }
    let docs = docs.attributes();
    let deprecated = deprecated(definition.deprecated);
    quote!(#docs #deprecated)
}

/// The derives of a type; they do not depend on what it holds.
fn derives(context: &Context<'_>, definition: &TypeDef) -> TokenStream {
    let derives = &context.options.extra_derives;
    let extra = derives.of(definition.component.as_deref(), &definition.at.pointer);
    let extra = extra.into_iter().filter_map(path);
    quote!(#[derive(Debug, Clone, PartialEq #(, #extra)*)])
}

/// The attribute of what the document calls deprecated.
pub(super) fn deprecated(is_deprecated: bool) -> Option<TokenStream> {
    is_deprecated.then(|| quote!(#[deprecated]))
}

/// The docs of the variant that keeps what the document does not list.
fn unknown_docs() -> TokenStream {
    let mut docs = Docs::new(1);
    docs.paragraph("A value that the document does not list.");
    docs.attributes()
}
