//! `src/types`: the types, with constructors and setters.

mod alias;
mod attributes;
mod constructor;
mod default;
mod enumeration;
mod literal;
mod structure;
mod union;

pub(super) use attributes::deprecated;
pub(super) use union::shape as union_shape;

use quote::quote;

use super::context::Context;
use super::file::{File, Folder};
use super::ident::ident;
use crate::ir::TypeKind;
use crate::source::{Item, SourceFile};

/// `src/types/mod.rs`.
pub(super) fn root(context: &Context<'_>) -> SourceFile {
    let path = "src/types/mod.rs".to_owned();
    let docs = vec!["The types of the API.".to_owned()];
    if context.options.is_flat() {
        let modules = context.type_modules();
        let file = File::new(context, Folder::Types(None));
        let mut file = modules.clone().fold(file, File::with_names_of);
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
    let file = File::new(context, Folder::Types(Some(module)));
    let mut file = file.with_names_of(module);
    let items = items(&mut file, module);
    file.finish(format!("src/types/{module}.rs"), items)
}

/// The types of one module.
fn items(file: &mut File<'_, '_>, module: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for &(id, definition) in file.context.types(module) {
        match &definition.kind {
            TypeKind::Struct(structure) => {
                items.push(structure::emit(file, id, definition, structure));
                items.extend(constructor::emit(file, id, definition, structure));
            }
            TypeKind::Enum(enumeration) => {
                items.push(enumeration::emit(file, id, definition, enumeration).into());
            }
            TypeKind::Union(union) => {
                items.push(union::emit(file, id, definition, union).into());
            }
            TypeKind::Alias(target) => {
                items.push(alias::emit(file, id, definition, target).into());
            }
        }
    }
    items
}
