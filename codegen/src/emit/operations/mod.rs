//! `src/operations`: a method of the client or of a group, and a request builder for each operation.

mod argument;
mod body;
mod description;
mod event_form;
mod headers;
mod method;
mod pages;
mod response;
mod response_enum;
mod stream;
mod style;

pub(super) use body::BodyArgument;
pub(super) use response::output;

use quote::quote;

use super::context::Context;
use super::docs::{Docs, code_span};
use super::file::{File, Folder};
use super::ident::ident;
use crate::source::{Item, SourceFile};

/// `src/operations/mod.rs`.
///
/// The modules are private, so that the public path of an operation does not depend on its tag.
pub(super) fn root(context: &Context<'_>) -> SourceFile {
    let path = "src/operations/mod.rs".to_owned();
    let mut docs = Docs::new(0);
    docs.paragraph("Request builders, one for each operation.");
    if context.options.is_flat() {
        let mut file = File::new(context, Folder::Operations);
        let modules = context.operation_modules();
        let items: Vec<_> = modules
            .flat_map(|module| items(&mut file, module))
            .collect();
        // There are no modules that could have the descriptions of tags.
        let tags = context.operation_modules().filter_map(|module| {
            let description = context.api.tags.get(module)?;
            Some((code_span(module), Some(description.clone())))
        });
        docs.list(&tags.collect::<Vec<_>>());
        return SourceFile {
            docs: docs.into_lines(),
            ..file.finish(path, items)
        };
    }
    let names = context.operation_modules();
    let (mut modules, reexports): (Vec<_>, Vec<_>) = names
        .map(|module| {
            let (name, feature) = (ident(module), context.features.of_operations(module));
            (
                quote!(#feature mod #name;),
                quote!(#feature pub use self::#name::*;),
            )
        })
        .unzip();
    modules.extend(reexports);
    SourceFile {
        path,
        docs: docs.into_lines(),
        uses: Vec::new(),
        modules,
        items: Vec::new(),
    }
}

/// The file of one module.
pub(super) fn emit(context: &Context<'_>, module: &str) -> SourceFile {
    let mut file = File::new(context, Folder::Operations);
    let items = items(&mut file, module);
    let mut docs = Docs::new(0);
    docs.markdown(context.api.tags.get(module).map(String::as_str));
    SourceFile {
        docs: docs.into_lines(),
        ..file.finish(format!("src/operations/{module}.rs"), items)
    }
}

/// The operations of one module.
fn items(file: &mut File<'_, '_>, module: &str) -> Vec<Item> {
    let operations = file.context.operations(module).iter();
    operations
        .flat_map(|operation| method::emit(file, operation))
        .collect()
}
